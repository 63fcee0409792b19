import { z } from 'zod';
import {
  type Category,
  type DecidedEvent,
  type EventType,
  err,
  type Journal,
  ok,
  type Rejection,
  type Result,
  shanghaiDay,
  streamName,
  type Words,
} from '#kernel';
import { daysAhead, originOf, repeatedPersons, statedTime, unknownOrigin, unknownPersons } from './body-checks.js';
import type { Command, CommandKind, CommandRole, DecisionContext, DecisionInput } from './command.js';
import type { LateEntry } from './fields.js';
import { type Fault, refusal, refusalOf } from './refusals.js';
import { valueFaults } from './value-faults.js';

/** The part of a stream's name after its category: the last path segment of its address. */
export function idOf(stream: string): string {
  return stream.slice(stream.indexOf('-') + 1);
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** The stream of a thing that is called by a uuid: the one given, else a new one. Throws on an id that is none. */
export function uuidStream(category: Category, id: string | undefined, newId: (index: number) => string): string {
  const uuid = id ?? newId(0);
  if (!UUID.test(uuid)) throw new Error(`not the id of a ${category}: ${uuid}`);
  return streamName(category, uuid);
}

const UNIT_IN_STREAM = /^(?:street|term|partyElection|residentsElection|supervisoryElection)-([A-Z][0-9]{2,6})(?:-|$)/;

/** The unit that a stream's own name tells: `C03` of `term-C03-2021-1`. */
export function unitOfStream(stream: string): string | undefined {
  return UNIT_IN_STREAM.exec(stream)?.[1];
}

/** Streams of one term share what follows their category: `term-C03-2021-1` and `partyElection-C03-2021-1`. */
export function sisterStream(category: Category, stream: string): string {
  return streamName(category, idOf(stream));
}

interface CommandAddress<Data> {
  /** `record-pledge`, the last part of the command's address. */
  readonly verb: string;
  readonly plural: string;
  readonly roles: readonly CommandRole[];
  readonly on: Command['on'];
  readonly title?: Words;
  readonly step?: number;
  /** Default `extend`: the stream must be there. */
  readonly target?: Command['target'];
  /** Default: the stream of the category with the id of the address. */
  readonly stream?: Command<Data>['streamOf'];
  /** Default: the unit in the stream's name. */
  readonly unit?: Command<Data>['unitOf'];
  /** Further streams that `unit` and the decision look at; the import of an imported row is added. */
  reads?(data: Data, stream: string): readonly string[];
  /** Top-level lists on which a person may stand more than once. */
  readonly mayRepeat?: readonly string[];
  /** Fields of the data that the server adds: {@link Command.supplied}. */
  readonly supplied?: readonly (keyof Data & string)[];
}

interface CommandParts<Data> extends CommandAddress<Data> {
  readonly kind: CommandKind;
  readonly category: Category;
  readonly title: Words;
  readonly paragraphs: readonly number[];
  readonly records: readonly string[];
  readonly schema: z.ZodType<Data>;
  readonly personal?: Command['personal'];
  readonly guards?: readonly string[];
  readonly twinOf?: string;
  readonly decide: Command<Data>['decide'];
}

/** Every command passes the same first checks: its stream, the stated time, known persons, no person twice, a second person. */
function commandOf<Data>(parts: CommandParts<Data>): Command<Data> {
  const target = parts.target ?? 'extend';
  const { mayRepeat, stream, unit, decide, ...values } = parts;
  return {
    ...values,
    target,
    streamOf: stream ?? ((_data, id) => streamName(parts.category, id ?? '')),
    unitOf: unit ?? ((_data, name) => unitOfStream(name)),
    reads: (data, name) => [...(parts.reads?.(data, name) ?? []), ...importRead(data)],
    decide(input) {
      const wrong =
        wrongTarget(target, input.state) ??
        statedTime(input.on, parts.on, input.context.at) ??
        refusalOf([
          ...unknownPersons(parts.schema, input.data, input.context.personExists),
          ...repeatedPersons(input.data, mayRepeat),
          ...daysAhead(parts.schema, input.data, shanghaiDay(input.context.at)),
          ...unknownOrigin(input.data, input.context.journal),
        ]) ??
        sameSecondPerson(input.data, input.context) ??
        wrongPersonal(parts.personal, input.personal, shanghaiDay(input.context.at));
      return wrong === undefined ? decide(input) : err(wrong);
    },
  };
}

function importRead(data: unknown): readonly string[] {
  const origin = originOf(data);
  return origin === undefined ? [] : [streamName('import', origin.import)];
}

function wrongTarget(target: Command['target'], state: Journal): Rejection | undefined {
  if (target === 'create' && state.rev >= 0) return refusal('ALREADY_EXISTS', { stream: state.stream });
  if (target === 'extend' && state.rev < 0) return refusal('NOT_FOUND', { stream: state.stream });
  return undefined;
}

/** A person without a name is nobody: personal values are checked as the data are, also where none came. */
function wrongPersonal(
  schema: Command['personal'],
  personal: DecisionInput<unknown>['personal'],
  today: string,
): Rejection | undefined {
  if (schema === undefined) return undefined;
  const malformed = refusalOf(valueFaults(schema, personal ?? {}, '/personal'), '');
  return malformed ?? refusalOf(daysAhead(schema, personal, today, '/personal'), '');
}

function sameSecondPerson(data: unknown, { actor }: DecisionContext): Rejection | undefined {
  if (typeof data !== 'object' || data === null || !('late' in data) || data.late === undefined) return undefined;
  const late = data.late as z.infer<typeof LateEntry>;
  if (late.secondPerson !== actor.id) return undefined;
  const fault: Fault = { code: 'SAME_PERSON', pointer: '/late/secondPerson', params: { person: actor.id } };
  return refusalOf([fault]);
}

export interface DerivationSource {
  readonly stream: string;
  readonly context: DecisionContext;
}

export interface RecordSpec<Data, Derived extends keyof Data> extends CommandAddress<Omit<Data, Derived>> {
  /** Fields of the event that the address tells, so that the body does not repeat them. */
  readonly derived?: { readonly [Field in Derived]: (source: DerivationSource) => Data[Field] };
  /** Brings the data into its one spelling before it is checked. */
  readonly sorted?: (data: Data) => Data;
  /** What is contradictory in the data itself. */
  readonly check?: (data: Data) => readonly Fault[];
  /** What cannot be, given what is recorded: removing what is not there. A breach of a rule is no reason to refuse. */
  readonly accept?: (input: DecisionInput<Data>) => Rejection | undefined;
  /** Fields besides the derived ones that a correction may not change. */
  readonly fixed?: readonly (keyof Data & string)[];
}

/** What corrections need to know of an event type that a record command writes. */
export interface Recording {
  readonly eventType: EventType;
  readonly check: (data: unknown) => readonly Fault[];
  readonly fixed: readonly string[];
  readonly mayRepeat: readonly string[];
  readonly opens: boolean;
}

export interface RecordCommand<Data = unknown> extends Command<Data> {
  readonly recording: Recording;
}

/** The {@link Recording} of a command that is not made by {@link recordOf}. */
export function recordingOf<T extends string, Data, Personal>(
  eventType: EventType<T, Data, Personal>,
  spec: {
    readonly check?: (data: Data) => readonly Fault[];
    readonly fixed?: readonly (keyof Data & string)[];
    readonly mayRepeat?: readonly string[];
    readonly opens?: boolean;
  },
): Recording {
  return {
    eventType: eventType as unknown as EventType,
    check: (data) => spec.check?.(data as Data) ?? [],
    fixed: spec.fixed ?? [],
    mayRepeat: spec.mayRepeat ?? [],
    opens: spec.opens ?? false,
  };
}

/**
 * A command that records one event as stated. The body is the event's data without the derived fields; it is refused
 * only when malformed or contradictory in itself.
 */
export function recordOf<T extends string, Data extends object, Personal, Derived extends keyof Data = never>(
  eventType: EventType<T, Data, Personal>,
  spec: RecordSpec<Data, Derived>,
): RecordCommand<Omit<Data, Derived>> {
  const { derived, sorted = (data: Data) => data, check = () => [], accept, fixed = [], ...address } = spec;
  const derivedFields = Object.keys(derived ?? {});
  const supplied: readonly string[] = spec.supplied ?? [];
  const version = eventType.versions[eventType.latest];
  if (version === undefined) throw new Error(`${eventType.type} has no version ${eventType.latest}`);
  const command = commandOf<Omit<Data, Derived>>({
    ...address,
    kind: 'record',
    category: categoryOfRecord(eventType),
    title: spec.title ?? eventType.title,
    paragraphs: eventType.paragraphs,
    records: [eventType.type],
    schema: without(version.data, [...derivedFields, ...supplied]) as unknown as z.ZodType<Omit<Data, Derived>>,
    personal: version.personal as Command['personal'],
    decide(input): Result<readonly DecidedEvent[], Rejection> {
      const source = { stream: input.state.stream, context: input.context };
      const told = Object.entries(derived ?? {}).map(([field, from]) => [
        field,
        (from as (source: DerivationSource) => unknown)(source),
      ]);
      const data = sorted({ ...input.data, ...Object.fromEntries(told) } as Data);
      const wrong = refusalOf(check(data)) ?? accept?.({ ...input, data });
      if (wrong !== undefined) return err(wrong);
      const personal = input.personal;
      if (personal === undefined) return ok([eventType.of(data)]);
      return ok([eventType.of(data, { subject: subjectOf(data), values: personal as Personal })]);
    },
  });
  return {
    ...command,
    recording: recordingOf(eventType, {
      check,
      fixed: [...(derivedFields as (keyof Data & string)[]), ...fixed],
      mayRepeat: spec.mayRepeat,
      opens: spec.target === 'create',
    }),
  };
}

function categoryOfRecord(eventType: {
  readonly type: string;
  readonly category: Category | readonly Category[];
}): Category {
  if (typeof eventType.category === 'string') return eventType.category;
  throw new Error(`${eventType.type} lives in several categories`);
}

function without(schema: z.ZodObject, fields: readonly string[]): z.ZodObject {
  const kept = Object.entries(schema.shape).filter(([name]) => !fields.includes(name));
  return fields.length === 0 ? schema : z.strictObject(Object.fromEntries(kept));
}

function subjectOf(data: object): string {
  if ('personId' in data && typeof data.personId === 'string') return data.personId;
  throw new Error('personal values without a person');
}

export interface ActSpec<Data> extends CommandAddress<Data> {
  readonly title: Words;
  readonly category: Category;
  readonly paragraphs?: readonly number[];
  readonly records: readonly string[];
  readonly schema: z.ZodType<Data>;
  readonly kind?: CommandKind;
  readonly personal?: Command['personal'];
  readonly guards?: readonly string[];
  /** Verb of the act that this one enters after the fact from paper. */
  readonly twinOf?: string;
  readonly decide: Command<Data>['decide'];
}

/** A command whose decision is more than one event as stated. */
export function actOf<Data>(spec: ActSpec<Data>): Command<Data> {
  const { supplied = [] } = spec;
  if (!(spec.schema instanceof z.ZodObject)) {
    if (supplied.length > 0) throw new Error(`${spec.verb}: only fields of an object can be supplied`);
    return commandOf({ ...spec, kind: spec.kind ?? 'act', paragraphs: spec.paragraphs ?? [] });
  }
  const schema = without(spec.schema, supplied) as unknown as z.ZodType<Data>;
  return commandOf({ ...spec, schema, kind: spec.kind ?? 'act', paragraphs: spec.paragraphs ?? [] });
}
