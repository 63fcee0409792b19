import {
  type Actor,
  appendToJournal,
  categoryOf,
  type DecidedEvent,
  type EventType,
  emptyJournal,
  type Journal,
  type Rejection,
  type Result,
} from '#kernel';
import type { Command, RuleParameters } from '../command.js';
import { idOf } from '../define-command.js';
import type { RefusalCode } from '../refusals.js';
import type { PinnedPack } from '../term/events.js';

/**
 * Given facts, when a command is sent, then these events or that refusal: the library's own small language for its
 * tests. Persons are numbers made into ids by {@link person}; everybody is known and named 人员1, 人员2 … unless a test
 * says otherwise.
 */
export interface Fact {
  readonly eventType: EventType;
  readonly data: object;
  readonly stream: string;
  readonly on?: string;
  readonly by?: Actor;
}

interface Occasion {
  /** The stream; the community's own by default (`term-C02-2021-1`). */
  readonly stream?: string;
  readonly on?: string;
  readonly by?: Actor;
}

const SUFFIX = 'C02-2021-1';
export const TERM = `term-${SUFFIX}`;
export const PARTY_ELECTION = `partyElection-${SUFFIX}`;
export const RESIDENTS_ELECTION = `residentsElection-${SUFFIX}`;
export const STREET = 'street-S01';
/** Ledger clock of the tests: 2021-11-20, ten in the morning in Shanghai. */
export const NOW = '2021-11-20T02:00:00.000Z';

export function person(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
export const clerk: Actor = { id: 'gaomin', role: 'election-clerk', unit: 'C02' };
export const otherClerk: Actor = { id: 'zhoukai', role: 'election-clerk', unit: 'C02' };
export const thirdClerk: Actor = { id: 'luocheng', role: 'election-clerk', unit: 'C02' };
export const lead: Actor = { id: 'sunqiming', role: 'street-lead', unit: 'S01' };

export function fact<T extends string, D, P>(eventType: EventType<T, D, P>, data: D, occasion: Occasion = {}): Fact {
  const event = eventType.of(data);
  const { stream = defaultStream(eventType.category, event.data as object), on, by } = occasion;
  return { eventType: eventType as unknown as EventType, data: event.data as object, stream, on, by };
}

function defaultStream(category: EventType['category'], data: object): string {
  const of = (field: string) => String((data as Record<string, unknown>)[field]);
  switch (category) {
    case 'street':
      return STREET;
    case 'person':
      return `person-${of('personId')}`;
    case 'notice':
      return `notice-${of('noticeId')}`;
    case 'import':
      return `import-${of('importId')}`;
    case 'kinship':
      return `kinship-${derivedId(`kinship:${of('a')}:${of('b')}`)}`;
    default:
      return `${String(category)}-${SUFFIX}`;
  }
}

/** Id of the fact at a place in `given(…)`. */
export function factId(index: number): string {
  return `11111111-0000-4000-8000-${String(index).padStart(12, '0')}`;
}
export function newId(index: number): string {
  return `22222222-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

/** Stands for uuidv5 here: FNV-1a, four times over, is enough to tell the names of a test apart. */
export function derivedId(name: string): string {
  const hex = [0, 1, 2, 3].map((salt) => fnv(`${salt}${name}`)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
function fnv(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

interface Sending {
  readonly id?: string;
  readonly on?: string;
  readonly by?: Actor;
  readonly at?: string;
  readonly personal?: Readonly<Record<string, string>>;
  readonly parameters?: RuleParameters;
  readonly packs?: readonly PinnedPack[];
  readonly personName?: (personId: string) => string | undefined;
  readonly personExists?: (personId: string) => boolean;
  readonly isExplainable?: (rule: string, subject: string) => boolean;
}

export function journalsOf(facts: readonly Fact[]): (stream: string) => Journal {
  const journals = new Map<string, Journal>();
  facts.forEach((one, index) => {
    const journal = journals.get(one.stream) ?? emptyJournal(one.stream);
    journals.set(
      one.stream,
      appendToJournal(journal, {
        type: one.eventType.type,
        id: factId(index),
        stream: one.stream,
        rev: journal.rev + 1,
        position: index,
        at: '2021-11-20T01:00:00.000Z',
        on: one.on,
        actor: one.by ?? clerk,
        data: one.data,
        att: [],
      }),
    );
  });
  return (stream) => journals.get(stream) ?? emptyJournal(stream);
}

export function given(...facts: readonly Fact[]) {
  return {
    when<Data>(command: Command<Data>, data: Data, sending: Sending = {}) {
      const journal = journalsOf(facts);
      const body = completed(command, data);
      const personal = sending.personal === undefined ? undefined : command.personal?.parse(sending.personal);
      const id = command.target === 'create' ? sending.id : (sending.id ?? idIn(facts, command.category));
      const stream = command.streamOf(body, id, newId, derivedId);
      const result = command.decide({
        data: body,
        personal,
        on: sending.on,
        state: journal(stream),
        context: {
          actor: sending.by ?? clerk,
          at: sending.at ?? NOW,
          newId,
          derivedId,
          parameters: sending.parameters,
          ...(sending.packs === undefined ? {} : { packs: sending.packs }),
          ...(sending.isExplainable === undefined ? {} : { isExplainable: sending.isExplainable }),
          personExists: sending.personExists ?? (() => true),
          personName: sending.personName ?? ((personId) => `人员${Number(personId.slice(-12))}`),
          journal,
        },
      });
      return outcome(result);
    },
  };
}

/** Checks what a person sends; what the server supplies is taken as given. */
function completed<Data>(command: Command<Data>, data: Data): Data {
  const isSupplied = ([name]: [string, unknown]) => command.supplied?.includes(name) === true;
  const fields = Object.entries(data as Record<string, unknown>);
  const sent = command.schema.parse(Object.fromEntries(fields.filter((field) => !isSupplied(field))));
  return { ...sent, ...Object.fromEntries(fields.filter(isSupplied)) };
}

/** The id of the stream that the facts are about: the last one of the command's category, else the community's own. */
function idIn(facts: readonly Fact[], category: string): string {
  const stream = facts.findLast((one) => categoryOf(one.stream) === category)?.stream;
  if (stream !== undefined) return idOf(stream);
  return category === 'street' ? 'S01' : SUFFIX;
}

function outcome(result: Result<readonly DecidedEvent[], Rejection>) {
  return {
    /** Exactly these events; each need only name the data that matters to the test. */
    thenEvents(
      ...events: readonly { readonly type: string; readonly data?: object; readonly personal?: object }[]
    ): void {
      expect(result).toMatchObject({ ok: true, value: events });
    },
    thenRejected(code: RefusalCode, more: object = {}): void {
      expect(result).toMatchObject({ ok: false, error: { code, ...more } });
    },
  };
}

/** `{ type, data }` as `thenEvents` takes it, with the data checked by the compiler. */
export function recorded<T extends string, D, P>(eventType: EventType<T, D, P>, data: Partial<D> = {}) {
  return { type: eventType.type, data: data as object };
}
