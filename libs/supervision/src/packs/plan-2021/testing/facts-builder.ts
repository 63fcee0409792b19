import type { z } from 'zod';
import type { PersonFactsData } from '#elections';
import {
  type Actor,
  appendToJournal,
  type Category,
  type Entry,
  type EventType,
  emptyJournal,
  endOfShanghaiDay,
  type Journal,
  shanghaiDay,
} from '#kernel';
import type { CommunityFacts, KinshipFacts, PersonFacts, StreetFacts } from '../../../facts.js';
import type { Moment } from '../../../rule.js';

/** One recorded fact of a fixture. Its data was checked against the schema of its type. */
export interface Happened {
  readonly type: string;
  readonly category: Category;
  readonly data: Readonly<Record<string, unknown>>;
  readonly on?: string;
  /** Ledger instant; without one it is recorded at the end of the stated time's day. */
  readonly at?: string;
  /** Event id; without one it is derived from type, data and `on`, so that it stays the same when others are removed. */
  readonly id?: string;
}

/** A fact of a fixture: `on` as a person states it, a day or an instant with offset. */
export function happened<D extends object>(
  eventType: Pick<EventType<string, D, never>, 'type' | 'category' | 'of'>,
  data: D,
  on?: string,
  more: Pick<Happened, 'at' | 'id'> = {},
): Happened {
  const category = Array.isArray(eventType.category) ? eventType.category[0] : eventType.category;
  return {
    type: eventType.type,
    category: category as Category,
    data: eventType.of(data).data as Readonly<Record<string, unknown>>,
    ...(on === undefined ? {} : { on }),
    ...more,
  };
}

/** A uuid from a small number: persons 1, 2, 3 of a fixture, its notices, its proposals. */
export function uuidOf(n: number, kind = 0): string {
  return `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;
}

export interface FactsOptions {
  /** Default `C01`. */
  readonly community?: string;
  /** Leave out what was recorded later. */
  readonly until?: Moment;
}

/** The facts of one community's term, folded from what happened, in the order given. */
export function factsOf(events: readonly Happened[], options: FactsOptions = {}): CommunityFacts {
  const community = options.community ?? 'C01';
  const entries = recorded(events, community).filter(
    ({ entry }) => options.until === undefined || entry.at <= options.until.at,
  );
  const { person, kinshipsOf } = peopleOf(entries);
  const termOpened = entries.some(({ entry }) => entry.type === 'TermOpened');
  return {
    community,
    ...(termOpened ? { termStream: termStreamOf(community) } : {}),
    term: fold(entries, 'term', termStreamOf(community)),
    party: fold(entries, 'partyElection', `partyElection-${community}-2021-1`),
    residents: fold(entries, 'residentsElection', `residentsElection-${community}-2021-1`),
    notices: noticesOf(entries),
    street: fold(entries, 'street', 'street-S01'),
    person,
    kinshipsOf,
  };
}

/** The street's facts: its own events (and the people), with those of each community by code. */
export function streetFactsOf(
  streetEvents: readonly Happened[],
  communities: Readonly<Record<string, readonly Happened[]>>,
  options: Pick<FactsOptions, 'until'> = {},
): StreetFacts {
  const everybody = Object.values(communities)
    .flat()
    .filter(({ category }) => category === 'person' || category === 'kinship');
  const { street, person } = factsOf([...streetEvents, ...everybody], options);
  return {
    unit: 'S01',
    street,
    person,
    communities: Object.entries(communities).map(([community, events]) =>
      factsOf([...streetEvents, ...everybody, ...events.filter(({ category }) => !isOfPeople(category))], {
        ...options,
        community,
      }),
    ),
  };
}

/** A moment of judging: a day means its end. */
export function momentAt(time: string): Moment {
  const at = time.length === 10 ? endOfShanghaiDay(time) : new Date(Date.parse(time)).toISOString();
  return { at, today: shanghaiDay(time) };
}

const ACTOR: Actor = { id: 'clerk', role: 'election-clerk', unit: 'S01' };

interface Recorded {
  readonly category: Category;
  readonly entry: Entry<Readonly<Record<string, unknown>>>;
}

function recorded(events: readonly Happened[], community: string): readonly Recorded[] {
  const revisions = new Map<string, number>();
  const seen = new Map<string, number>();
  return events.map((event, position) => {
    const stream = streamOf(event, community);
    const rev = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, rev);
    const derived = derivedId(event, seen);
    return {
      category: event.category,
      entry: {
        type: event.type,
        id: event.id ?? derived,
        stream,
        rev,
        position,
        at: event.at ?? (event.on === undefined ? '2021-09-01T00:00:00.000Z' : momentAt(event.on).at),
        ...(event.on === undefined ? {} : { on: event.on }),
        actor: ACTOR,
        data: event.data,
        att: [],
      },
    };
  });
}

function fold(entries: readonly Recorded[], category: Category, stream: string): Journal {
  return entries
    .filter((one) => one.category === category)
    .reduce((journal, { entry }) => appendToJournal(journal, { ...entry, rev: journal.rev + 1 }), emptyJournal(stream));
}

function noticesOf(entries: readonly Recorded[]): readonly Journal[] {
  const journals = new Map<string, Journal>();
  for (const { category, entry } of entries) {
    if (category !== 'notice') continue;
    const before = journals.get(entry.stream) ?? emptyJournal(entry.stream);
    journals.set(entry.stream, appendToJournal(before, { ...entry, rev: before.rev + 1 }));
  }
  return [...journals.values()].filter((journal) => journal.entries['NoticePosted'] !== undefined);
}

function streamOf({ category, data }: Happened, community: string): string {
  switch (category) {
    case 'term':
      return termStreamOf(community);
    case 'notice':
      return `notice-${String(data['noticeId'])}`;
    case 'street':
      return 'street-S01';
    case 'person':
      return `person-${String(data['personId'])}`;
    case 'kinship':
      return `kinship-${String(data['a'])}-${String(data['b'])}`;
    default:
      return `${category}-${community}-2021-1`;
  }
}

function termStreamOf(community: string): string {
  return `term-${community}-2021-1`;
}

function isOfPeople(category: Category): boolean {
  return category === 'person' || category === 'kinship';
}

type Registered = z.infer<typeof PersonFactsData>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function peopleOf(entries: readonly Recorded[]): Pick<CommunityFacts, 'person' | 'kinshipsOf'> {
  const people = new Map<string, PersonFacts>();
  const kinships: KinshipFacts[] = [];
  for (const { entry } of entries) {
    const data = entry.data as Record<string, never>;
    if (entry.type === 'KinshipRecorded') {
      const { a, b, kind, source } = entry.data as unknown as KinshipFacts;
      kinships.push({ a, b, kind, source, ...(entry.on === undefined ? {} : { on: entry.on }), event: entry.id });
      continue;
    }
    if (entry.type === 'PersonRegistered') {
      const { origin: _origin, ...registered } = entry.data as unknown as Registered;
      people.set(registered.personId, {
        ...registered,
        posts: [],
        sanctions: [],
        conductFindings: [],
        event: entry.id,
      });
      continue;
    }
    const before = people.get(data['personId'] ?? '') as Mutable<PersonFacts> | undefined;
    if (before === undefined) continue;
    const { personId: _personId, ...rest } = data;
    const event = entry.id;
    if (entry.type === 'PersonAmended') {
      const { reason: _reason, ...changed } = rest as Record<string, unknown>;
      people.set(before.personId, { ...before, ...changed });
    } else if (entry.type === 'PostTaken') {
      people.set(before.personId, { ...before, posts: [...before.posts, { ...rest, event } as never] });
    } else if (entry.type === 'PostLeft') {
      const { body, post, unit, until } = entry.data as unknown as PersonFacts['posts'][number];
      people.set(before.personId, {
        ...before,
        posts: before.posts.map((held) =>
          held.body === body && held.post === post && held.unit === unit ? { ...held, until } : held,
        ),
      });
    } else if (entry.type === 'SanctionRecorded') {
      people.set(before.personId, { ...before, sanctions: [...before.sanctions, { ...rest, event } as never] });
    } else if (entry.type === 'ConductFindingRecorded') {
      const { kind, number, decidedOn } = entry.data as unknown as PersonFacts['conductFindings'][number];
      people.set(before.personId, {
        ...before,
        conductFindings: [...before.conductFindings, { kind, number, decidedOn, event }],
      });
    }
  }
  return {
    person: (personId) => people.get(personId),
    kinshipsOf: (personId) => kinships.filter(({ a, b }) => a === personId || b === personId),
  };
}

const texts = new WeakMap<Happened, string>();
const ids = new Map<string, string>();

/** The same for the same fact wherever it stands; a repeated fact counts on. */
function derivedId(event: Happened, seen: Map<string, number>): string {
  const text = texts.get(event) ?? `${event.type}|${event.on ?? ''}|${JSON.stringify(event.data)}`;
  texts.set(event, text);
  const occurrence = (seen.get(text) ?? 0) + 1;
  seen.set(text, occurrence);
  const key = `${occurrence}|${text}`;
  const id = ids.get(key) ?? hashed(text, occurrence);
  ids.set(key, id);
  return id;
}

/** FNV-1a in four lanes: enough for stable ids of a fixture. */
function hashed(text: string, occurrence: number): string {
  const lanes = [1, 2, 3, 4].map((lane) => {
    let hash = 0x811c9dc5 ^ (lane * 0x9e3779b1);
    for (const char of `${lane}${text}${occurrence}`)
      hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    return hash.toString(16).padStart(8, '0');
  });
  const hex = lanes.join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
