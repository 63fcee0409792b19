import { EntryCorrected, EntryWithdrawn } from '#elections';
import { endOfShanghaiDay } from '#kernel';
import { bigramQuery, bigrams, type DecodedEvent, decodeEvent, personsIn } from '#projections';
import { catalogue } from '../../../server/src/deployment/catalogue.js';
import { searchText } from '../../../server/src/deployment/search-text.js';
import { dayOf } from '../../../server/src/queries/describe.js';
import { both, type EventQuery, parseEventQuery } from '../../../server/src/queries/event-query.js';
import { eventRow } from '../../../server/src/queries/event-rows.js';
import { openDemoFolder } from '../folder/demo-folder.js';
import { foldFacts } from '../folder/fold.js';
import { namesFor, namesInFolder } from '../folder/names.js';
import type { ReadFolder } from '../folder/open-folder.js';
import { requireKnownUnit, unitsIn } from '../folder/units-of-folder.js';
import type { EventQueryAsked, EventsFound } from './search-events.js';

const PAGE = 2000;

/** Reads a demonstration's events one by one: there are few, and nothing but the ledger is asked. */
export async function searchFolder(asked: EventQueryAsked): Promise<EventsFound> {
  const open = await openDemoFolder(asked.data, {
    zh: 'jianzheng events search … --url 地址 --token @令牌文件（见 jianzheng events search --help）',
    en: 'jianzheng events search … --url URL --token @FILE (see jianzheng events search --help)',
  });
  try {
    const facts = foldFacts(open, asked.asOf === undefined ? undefined : endOfShanghaiDay(asked.asOf));
    requireKnownUnit(facts.book, asked.community);
    const names = namesFor(open, facts.book);
    const known = namesInFolder(open, names);
    const query = both(parseEventQuery(asked.query, known, unitsIn(facts.book)), fieldsOf(asked));
    const matches = matcher(query, query.text === undefined ? [] : known.personsNamed(query.text));
    const superseded = new Map<string, string>();
    const found: DecodedEvent[] = [];
    for (const event of eventsUntil(open, facts.position)) {
      noteCorrection(event, superseded);
      if (matches(event)) found.push(event);
    }
    const items = found
      .slice(-asked.limit)
      .reverse()
      .map((event) => eventRow(event, names, superseded.get(event.envelope.id)));
    const { position, root } = facts;
    return { items, total: found.length, more: false, demo: open.demo, builtFrom: { position, root } };
  } finally {
    await open.close();
  }
}

function* eventsUntil({ reader }: ReadFolder, end: number): Generator<DecodedEvent> {
  for (let position = 0; position < end; ) {
    for (const stored of reader.readAllSync('process', position, Math.min(PAGE, end - position))) {
      position = stored.position + 1;
      yield decodeEvent(stored, catalogue);
    }
  }
}

function noteCorrection({ entry }: DecodedEvent, superseded: Map<string, string>): void {
  const { corrects, withdraws } = entry.data as { corrects?: string; withdraws?: string };
  if (entry.type === EntryCorrected.type && corrects !== undefined) superseded.set(corrects, entry.id);
  if (entry.type === EntryWithdrawn.type && withdraws !== undefined) superseded.set(withdraws, entry.id);
}

function fieldsOf({ community, type, actor, from, to }: EventQueryAsked): EventQuery {
  return {
    ...(community === undefined ? {} : { unit: community }),
    ...(type === undefined ? {} : { types: type }),
    ...(actor === undefined ? {} : { actor }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** The same answer as the server's index and full text give, by looking at one event. `named`: persons that the text may mean. */
function matcher(query: EventQuery, named: readonly string[]): (event: DecodedEvent) => boolean {
  const { unit, types, actor, persons, from, to, text } = query;
  const phrases = text === undefined ? undefined : phrasesOf(text);
  const naming = new Set(named);
  return (event) => {
    const { envelope, entry } = event;
    const day = dayOf(entry);
    if (unit !== undefined && envelope.unit !== unit) return false;
    if (types !== undefined && !types.includes(envelope.type)) return false;
    if (actor !== undefined && envelope.actor.id !== actor) return false;
    if ((from !== undefined && day < from) || (to !== undefined && day > to)) return false;
    if (persons === undefined && phrases === undefined) return true;
    const about = personsIn(envelope.data);
    if (persons !== undefined && !about.some((person) => persons.includes(person))) return false;
    if (phrases === undefined || about.some((person) => naming.has(person))) return true;
    const tokens = ` ${bigrams(searchText(event))} `;
    return phrases.length > 0 && phrases.every((phrase) => tokens.includes(phrase));
  };
}

/** The phrases of a full-text query between blanks, as they stand among the tokens; one that is a prefix has no blank after it. */
function phrasesOf(text: string): readonly string[] {
  return (bigramQuery(text) ?? '')
    .split(' AND ')
    .filter((part) => part !== '')
    .map((part) => ` ${part.replace(/^"|"\*?$/g, '')}${part.endsWith('*') ? '' : ' '}`);
}
