import type { z } from 'zod';
import type { Actor, Category, DecidedEvent, Journal, Rejection, Result, Words } from '#kernel';
import type { PinnedPack } from './term/events.js';

/**
 * `record` states what happened in the world: refused only when malformed or contradictory in itself; a breach becomes
 * a finding. `act` is something this product does or authorises: refused by its guards.
 */
export type CommandKind = 'record' | 'act';

/** Who may send a command (roles of the identity library). */
export type CommandRole = 'election-clerk' | 'street-lead' | 'joint-reviewer' | 'inspector' | 'inspector-lead';

/** Parameter values by rule and name (`PTY-25`, `majorityBase`): rules share names, never values. */
export type RuleParameters = Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;

/** A pack as a term pins it, with what it is called and when it is in force. */
export interface PackOnBoard extends PinnedPack {
  readonly title?: Words;
  /** First day in force, and the last where it ended. */
  readonly from?: string;
  readonly until?: string;
}

/** What a decision may look at besides its own stream: read at a position not older than the command. */
export interface DecisionContext {
  readonly actor: Actor;
  /** Ledger clock at the decision. */
  readonly at: string;
  /** Ids for new things, derived from the command id: the same on a retry. */
  readonly newId: (index: number) => string;
  /** uuidv5 of a name in the product's own namespace: the same name gives the same id for ever (kinship of a pair). */
  readonly derivedId: (name: string) => string;
  /** Parameters of the rules that the unit is judged by; undefined where none are known. */
  readonly parameters?: RuleParameters;
  /** The rule packs that this build can judge by, as a term pins them; undefined where none are known. */
  readonly packs?: readonly PackOnBoard[];
  /** Whether a softened rule says anything of that subject now; absent where no rules are known. */
  readonly isExplainable?: (rule: string, subject: string) => boolean;
  readonly personExists: (personId: string) => boolean;
  /** Name of a person for public acts (a notice); undefined when unknown or erased. */
  readonly personName: (personId: string) => string | undefined;
  /**
   * Another stream's journal as of the position read; empty when it does not exist. It can be asked for streams that
   * the data name (`term-…`, `partyElection-…`), those of the same term, and those of {@link Command.reads}.
   */
  readonly journal: (stream: string) => Journal;
}

export interface DecisionInput<Data> {
  readonly data: Data;
  /** Personal values, already checked by the command's `personal` schema; they go to the vault, never into the leaf. */
  readonly personal?: Readonly<Record<string, string | undefined>>;
  /** As stated by the person; undefined where the command has no such field. */
  readonly on?: string;
  readonly state: Journal;
  readonly context: DecisionContext;
}

/**
 * A command is a value, as event types are: the server mounts it, OpenAPI and the console's forms are made from it,
 * and the demonstration street is loaded through it.
 */
export interface Command<Data = unknown> {
  /** `record-mobilisation`: the verb in `POST /api/v1/<plural>/{id}/commands/<verb>`. */
  readonly verb: string;
  /** `party-elections`. */
  readonly plural: string;
  readonly category: Category;
  readonly title: Words;
  readonly kind: CommandKind;
  readonly roles: readonly CommandRole[];
  /** Step 1…10 of the Party election that the console files it under; undefined for others. */
  readonly step?: number;
  readonly paragraphs: readonly number[];
  /** The event types that it may record. */
  readonly records: readonly string[];
  /** Body `data` as a person sends it, without the `supplied` fields. `on` travels beside it. */
  readonly schema: z.ZodType<Data>;
  /** Fields of `Data` that the server adds just before `decide`: what only it knows. Nobody may send them. */
  readonly supplied?: readonly string[];
  /** Body `personal`, where the command takes personal values: `{ data, personal, on }`. */
  readonly personal?: z.ZodType<Record<string, string | undefined>>;
  /** Whether `on` is required, may be given, or makes no sense. */
  readonly on: 'required' | 'optional' | 'none';
  /** `create` makes a new stream (its id comes from `streamOf`), `extend` needs one, `either` starts it when missing. */
  readonly target: 'create' | 'extend' | 'either';
  /**
   * Stream for the command: `id` is the last path segment, undefined for creating commands. `newId` and `derivedId`
   * are those of {@link DecisionContext}. Throws where the parts make no stream name.
   */
  streamOf(
    data: Data,
    id: string | undefined,
    newId: (index: number) => string,
    derivedId: (name: string) => string,
  ): string;
  /** Community (or street) code that scopes the command, where the data or the stream tell it. */
  unitOf(data: Data, stream: string, context: Pick<DecisionContext, 'journal'>): string | undefined;
  /** Further streams that `unitOf` and `decide` look at: an imported row's import, the persons of a kinship. */
  reads?(data: Data, stream: string): readonly string[];
  /**
   * Rules that must not fail for this act. They are judged on the community's facts as they would be with the events
   * of `decide` added: only so does REV-02 see the names on this list and the exceptions that come with it.
   */
  readonly guards?: readonly string[];
  /** The act that this command is the 补录 twin of. */
  readonly twinOf?: string;
  decide(input: DecisionInput<Data>): Result<readonly DecidedEvent[], Rejection>;
}
