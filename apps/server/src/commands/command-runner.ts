import { createHash, createHmac } from 'node:crypto';
import type { Command, DecisionContext, PinnedPack, RuleParameters } from '#elections';
import { type AppendFailure, deriveEventId, type EventStore, type EventToAppend } from '#event-store';
import {
  type Actor,
  type AttachmentRef,
  appendToJournal,
  type Commitment,
  canonicalString,
  categoryOf,
  type DecidedEvent,
  type Envelope,
  type EventCatalogue,
  err,
  type Journal,
  type LogName,
  logOf,
  NotCanonical,
  ok,
  type Rejection,
  type Result,
} from '#kernel';
import { decodeEvent } from '#projections';
import { clockBehind } from '../deployment/clock-behind.js';
import type { LedgerClock } from '../deployment/ledger-clock.js';
import { JournalCache } from './journal-cache.js';
import { NewestEvent } from './newest-event.js';
import { entryOf } from './planned-entry.js';
import { StreamQueue } from './stream-queue.js';

/** A command as it came in: parsed, the sender known. */
export interface Request {
  readonly command: Command;
  /** Last path segment; undefined for creating commands. */
  readonly id?: string;
  readonly commandId: string;
  /** What a person sent: bound to the command id, and completed by what the server supplies only when it is decided. */
  readonly body: {
    readonly data: unknown;
    readonly on?: string;
    readonly personal?: Readonly<Record<string, string | undefined>>;
    readonly att?: readonly AttachmentRef[];
  };
  /** Revision that the sender saw (`If-Match`). */
  readonly seen?: number;
  readonly actor: Actor;
  /** Event or command that made a process manager send this one. */
  readonly cause?: string;
}

/** The personal values that one subject has in one event. */
export interface EventDisclosure {
  readonly subject: string;
  readonly eventId: string;
  readonly fields: readonly { readonly path: string; readonly value: string }[];
}

/** Where the vault makes commitments and keeps disclosures durable before the append. */
export interface Disclosures {
  commit(subject: string, eventId: string, fields: EventDisclosure['fields']): readonly Commitment[];
  /** Durable when it returns. Throws `DISCLOSURE_CONFLICT` where an event has other values already. */
  store(disclosures: readonly EventDisclosure[]): void;
  /** Takes back the values of events that are not in the log. */
  discard(eventIds: readonly string[]): void;
}

/** Files that events name: kept since the upload, swept after a day unless an event owns them. */
export interface Files {
  /** Throws `BLOB_NOT_FOUND` where one of them was never uploaded. */
  link(eventId: string, digests: readonly string[]): void;
}

/** What guards and decisions may see of the rest of the ledger, at a position not older than the command. */
export interface Surroundings {
  /** Resolves when the views hold everything that was in the log when the command began. */
  ready(position: number): Promise<void>;
  /** The fields that the server adds to a command's data, as of now. */
  supply(command: Command, stream: string, data: unknown): Promise<Readonly<Record<string, unknown>>>;
  /** Whether a softened rule says anything of the subject in this unit now. */
  isExplainable(unit: string, rule: string, subject: string): boolean;
  personExists(personId: string): boolean;
  personName(personId: string): string | undefined;
  /** The rule packs on board, as a term pins them. */
  readonly packs: readonly PinnedPack[];
  parameters(unit: string | undefined): RuleParameters | undefined;
  /** Judges the guards on the facts as they would be with `entries` added; the refusals, worst first. */
  guard(rules: readonly string[], unit: string | undefined, planned: readonly PlannedEvent[]): readonly Rejection[];
}

export interface PlannedEvent extends DecidedEvent {
  readonly id: string;
  readonly stream: string;
  readonly rev: number;
  readonly at: string;
  readonly on?: string;
  readonly actor: Actor;
  readonly att: readonly AttachmentRef[];
}

export interface Accepted {
  readonly log: LogName;
  readonly stream: string;
  readonly unit: string;
  /** Leaf indices of the first and last event. */
  readonly first: number;
  readonly last: number;
  readonly revision: number;
  readonly events: readonly PlannedEvent[];
  readonly repeated: boolean;
}

export type Refusal = Rejection & { readonly status?: number; readonly also?: readonly Rejection[] };

const MAX_ATTEMPTS = 8;
const SERIES_BREATH = 8;

/**
 * The one path for every fact: command → journal → decide → vault → append → answer. It knows no rule of the field;
 * decisions and guards come with the command.
 */
export class CommandRunner {
  readonly journals: JournalCache;
  readonly #queue = new StreamQueue();
  /** Commands that are decided at the same size of the log need not read its last event each. */
  readonly #newest: NewestEvent;

  constructor(
    private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
    private readonly clock: LedgerClock,
    private readonly disclosures: Disclosures,
    private readonly surroundings: Surroundings,
    private readonly macKey: Uint8Array,
    private readonly files: Files,
  ) {
    this.journals = new JournalCache(store, catalogue);
    this.#newest = new NewestEvent(store);
  }

  /** Decides and stores. A repeated command id gives the first answer before anything is loaded or decided. */
  async run(request: Request): Promise<Result<Accepted, Refusal>> {
    const mac = this.#mac(request);
    if (!mac.ok) return mac;
    const stream = streamOf(request);
    if (!stream.ok) return stream;
    return this.#queue.run(stream.value, async () => {
      const repeated = await this.#repeated(request, stream.value, mac.value);
      if (repeated !== undefined) return repeated;
      const behind = await this.#clockBehind();
      if (behind !== undefined) return behind;
      const began = await this.store.size('process');
      await this.surroundings.ready(began - 1);
      for (let attempt = 1; ; attempt++) {
        const planned = await this.#plan(request, stream.value);
        if (!planned.ok) return planned;
        const appended = await this.#append(request, planned.value, mac.value);
        if (appended.ok && !appended.value.repeated) {
          const { first, events } = appended.value;
          this.journals.extend(
            stream.value,
            events.map((event, index) => ({ ...entryOf(event), position: first + index })),
          );
        }
        if (appended.ok || appended.error.code !== 'CHANGED_MEANWHILE' || attempt === MAX_ATTEMPTS) return appended;
      }
    });
  }

  /**
   * Several commands on one stream, decided one after the other, each on what those before it would leave. Their values
   * reach the vault in one write and their events the log in one commit, so that a long sheet costs few waits for the
   * disk. The same is asked of each as of a single command. The first refusal ends it; what was decided before it is
   * stored. Commands that are stored already are passed
   * over, with their answer.
   */
  async runSeries(requests: readonly Request[]): Promise<Result<readonly Accepted[], Refusal>> {
    const [first] = requests;
    if (first === undefined) return ok([]);
    const stream = streamOf(first);
    if (!stream.ok) return stream;
    return this.#queue.run(stream.value, async () => {
      await this.surroundings.ready((await this.store.size('process')) - 1);
      const accepted: Promise<Result<Accepted, Refusal>>[] = [];
      const prepared: { readonly plan: Planned; readonly events: readonly EventToAppend[] }[] = [];
      const disclosures: EventDisclosure[] = [];
      let refused: Refusal | undefined;
      let isClockChecked = false;
      let journal: Journal | undefined;
      let before: Journal | undefined;
      for (const [index, request] of requests.entries()) {
        // A long series must not keep other requests waiting.
        if (index % SERIES_BREATH === SERIES_BREATH - 1) await new Promise((resolve) => setImmediate(resolve));
        const mac = this.#mac(request);
        const repeated = mac.ok ? await this.#repeated(request, stream.value, mac.value) : mac;
        if (repeated?.ok === true) {
          accepted.push(Promise.resolve(repeated));
          continue;
        }
        const behind = repeated === undefined && !isClockChecked ? await this.#clockBehind() : undefined;
        isClockChecked = true;
        const planned = repeated ?? behind ?? (await this.#plan(request, stream.value, false, journal));
        if (!mac.ok || !planned.ok) {
          refused = planned.ok ? undefined : planned.error;
          break;
        }
        refused = this.#own(planned.value.events);
        if (refused !== undefined) break;
        before ??= await this.journals.get(planned.value.log, stream.value);
        journal ??= before;
        for (const event of planned.value.events) journal = appendToJournal(journal, entryOf(event));
        const events = this.#envelopes(request, planned.value, mac.value, disclosures);
        prepared.push({ plan: planned.value, events });
      }
      this.#keep(disclosures);
      for (const { plan, events } of prepared) accepted.push(this.#write(plan, events));
      const answers: Accepted[] = [];
      for (const answer of await Promise.all(accepted)) {
        if (!answer.ok) return answer;
        answers.push(answer.value);
      }
      if (before !== undefined) this.journals.put(withStored(before, answers));
      return refused === undefined ? ok(answers) : err(refused);
    });
  }

  /** A clock more than 5 s behind the log does not write until it is right or somebody has accepted it. */
  async #clockBehind(): Promise<{ readonly ok: false; readonly error: Refusal } | undefined> {
    const behind = await clockBehind(this.#newest, this.clock);
    return behind === undefined ? undefined : refuse('CLOCK_BEHIND', behind, 503);
  }

  /** The unit that the command is scoped to, from its data or its stream: what permission is asked for. */
  async unitOf(request: Request): Promise<string | undefined> {
    const stream = streamOf(request);
    if (!stream.ok) return undefined;
    const journal = await this.journals.get(logOf(stream.value) ?? 'process', stream.value);
    return request.command.unitOf(request.body.data, stream.value, {
      journal: (name) => (name === stream.value ? journal : { stream: name, rev: -1, entries: {} }),
    });
  }

  /** Decides and judges, writes nothing. */
  async preview(request: Request): Promise<Result<Planned, Refusal>> {
    const stream = streamOf(request);
    if (!stream.ok) return stream;
    await this.surroundings.ready((await this.store.size('process')) - 1);
    return this.#plan(request, stream.value, true);
  }

  async #plan(request: Request, stream: string, preview = false, before?: Journal): Promise<Result<Planned, Refusal>> {
    const { command, commandId, body, actor } = request;
    const data =
      command.supplied === undefined
        ? body.data
        : { ...(body.data as object), ...(await this.surroundings.supply(command, stream, body.data)) };
    const log = logOf(stream) ?? 'process';
    const journal = before ?? (await this.journals.get(log, stream));
    if (command.target === 'create' && journal.rev >= 0) return refuse('ALREADY_EXISTS', { stream }, 409);
    if (command.target === 'extend' && journal.rev < 0) return refuse('NOT_FOUND', { stream }, 404);
    if (request.seen !== undefined && request.seen !== journal.rev) {
      const latest = latestEntry(journal);
      return refuse(
        'STALE_VERSION',
        { seen: request.seen, actual: journal.rev, changedBy: latest?.actor.id ?? '', changedAt: latest?.at ?? '' },
        412,
      );
    }
    const others = new Map<string, Journal>([[stream, journal]]);
    const unit = command.unitOf(data, stream, {
      journal: (name) => others.get(name) ?? { stream: name, rev: -1, entries: {} },
    });
    await this.#loadReferred(others, data, stream, command.reads?.(data, stream));
    const now = this.clock.now();
    const at = journal.at !== undefined && journal.at > now ? journal.at : now;
    const parameters = this.surroundings.parameters(unit);
    const context: DecisionContext = {
      actor,
      at,
      newId: (index) => deriveEventId(commandId, 1000 + index),
      derivedId: (name) => derivedId(name),
      ...(parameters === undefined ? {} : { parameters }),
      packs: this.surroundings.packs,
      ...(unit === undefined
        ? {}
        : { isExplainable: (rule, subject) => this.surroundings.isExplainable(unit, rule, subject) }),
      personExists: (personId) => this.surroundings.personExists(personId),
      personName: (personId) => this.surroundings.personName(personId),
      journal: (name) => others.get(name) ?? { stream: name, rev: -1, entries: {} },
    };
    const decided = command.decide({
      data,
      state: journal,
      context,
      ...(body.on === undefined ? {} : { on: body.on }),
      ...(body.personal === undefined ? {} : { personal: body.personal }),
    });
    if (!decided.ok) return decided;
    const events = decided.value.map(
      (event, index): PlannedEvent => ({
        ...event,
        id: deriveEventId(commandId, index),
        stream,
        rev: journal.rev + 1 + index,
        at,
        ...(body.on === undefined ? {} : { on: body.on }),
        actor,
        att: body.att ?? [],
      }),
    );
    const plan: Planned = { log, stream, unit: unit ?? actor.unit, expected: journal.rev, events };
    const refusals = command.guards === undefined ? [] : this.surroundings.guard(command.guards, unit, events);
    const first = refusals[0];
    if (first === undefined) return ok(plan);
    const refusal: Refusal = { ...first, status: 409, ...(refusals.length > 1 ? { also: refusals.slice(1) } : {}) };
    return preview ? ok({ ...plan, refused: refusal }) : err(refusal);
  }

  #append(request: Request, plan: Planned, mac: Uint8Array): Promise<Result<Accepted, Refusal>> {
    const disclosures: EventDisclosure[] = [];
    const events = this.#envelopes(request, plan, mac, disclosures);
    this.#keep(disclosures);
    const unknown = this.#own(plan.events);
    return unknown === undefined ? this.#write(plan, events) : Promise.resolve(err(unknown));
  }

  /**
   * Values go into the vault before the append. Other values under the same event id come from a try that never reached
   * the log (the caller has just seen that the command is not stored), so they are taken back.
   */
  #keep(disclosures: readonly EventDisclosure[]): void {
    if (disclosures.length === 0) return;
    try {
      this.disclosures.store(disclosures);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'DISCLOSURE_CONFLICT') throw error;
      this.disclosures.discard([...new Set(disclosures.map(({ eventId }) => eventId))]);
      this.disclosures.store(disclosures);
    }
  }

  #own(events: readonly PlannedEvent[]): Refusal | undefined {
    try {
      for (const { id, att } of events) {
        if (att.length > 0)
          this.files.link(
            id,
            att.map(({ sha256 }) => sha256),
          );
      }
      this.#ownNamed(events);
      return undefined;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'BLOB_NOT_FOUND') throw error;
      return { code: 'ATTACHMENT_UNKNOWN', status: 422, fields: [{ pointer: '/att', code: 'ATTACHMENT_UNKNOWN' }] };
    }
  }

  /** A photo or scan that the data names by digest belongs to the event as well, where it was uploaded here. */
  #ownNamed(events: readonly PlannedEvent[]): void {
    for (const { id, data } of events) {
      for (const digest of digestsIn(data)) {
        try {
          this.files.link(id, [digest]);
        } catch (error) {
          if ((error as { code?: unknown }).code !== 'BLOB_NOT_FOUND') throw error;
        }
      }
    }
  }

  /** The events to append, with commitments; what they commit to is added to `disclosures` and must be stored first. */
  #envelopes(request: Request, plan: Planned, mac: Uint8Array, disclosures: EventDisclosure[]): EventToAppend[] {
    return plan.events.map((event): EventToAppend => {
      const pii: Commitment[] = [];
      for (const [subject, fields] of bySubject(event.personal ?? [])) {
        pii.push(...this.disclosures.commit(subject, event.id, fields));
        disclosures.push({ subject, eventId: event.id, fields });
      }
      pii.sort((x, y) => (x.p < y.p ? -1 : 1));
      const envelope: Envelope = {
        v: 1,
        log: plan.log,
        unit: plan.unit,
        id: event.id,
        stream: event.stream,
        rev: event.rev,
        type: event.type,
        sv: event.sv,
        at: event.at,
        ...(event.on === undefined ? {} : { on: event.on }),
        actor: event.actor,
        cmd: request.commandId,
        ...(request.cause === undefined ? {} : { cause: request.cause }),
        data: event.data as Record<string, unknown>,
        pii,
        att: [...event.att],
      };
      return { envelope, mac };
    });
  }

  async #write(plan: Planned, events: readonly EventToAppend[]): Promise<Result<Accepted, Refusal>> {
    const appended = await this.store.append(plan.log, plan.stream, plan.expected < 0 ? 'none' : plan.expected, events);
    if (!appended.ok) return err(refusalOf(appended.error));
    return ok({
      log: plan.log,
      stream: plan.stream,
      unit: plan.unit,
      first: appended.value.first,
      last: appended.value.last,
      revision: appended.value.revision,
      events: plan.events,
      repeated: appended.value.repeated,
    });
  }

  async #repeated(request: Request, stream: string, mac: Uint8Array): Promise<Result<Accepted, Refusal> | undefined> {
    const log = logOf(stream) ?? 'process';
    const first = await this.store.readById(log, deriveEventId(request.commandId, 0));
    if (first === undefined) return undefined;
    if (first.mac === undefined || !equalBytes(first.mac, mac))
      return refuse('COMMAND_ID_REUSED', { commandId: request.commandId }, 422);
    const decoded = decodeEvent(first, this.catalogue);
    const events: PlannedEvent[] = [];
    let last = decoded;
    for (const stored of await this.store.readStream(log, decoded.envelope.stream, decoded.envelope.rev)) {
      const next = decodeEvent(stored, this.catalogue);
      if (next.envelope.cmd !== request.commandId) break;
      const { id, stream: name, rev, at, on, actor, att, type, sv, data } = next.envelope;
      events.push({ id, stream: name, rev, at, ...(on === undefined ? {} : { on }), actor, att, type, sv, data });
      last = next;
    }
    return ok({
      log,
      stream: decoded.envelope.stream,
      unit: decoded.envelope.unit,
      first: decoded.position,
      last: last.position,
      revision: last.envelope.rev,
      events,
      repeated: true,
    });
  }

  /** Journals that decisions look at: streams named in the data (a notice's election, a term) and the sibling streams of a term. */
  async #loadReferred(
    journals: Map<string, Journal>,
    data: unknown,
    stream: string,
    reads: readonly string[] = [],
  ): Promise<void> {
    const names = new Set<string>([...streamsIn(data), ...reads]);
    const suffix = /^(term|partyElection|residentsElection)-(.+)$/.exec(stream)?.[2];
    if (suffix !== undefined)
      for (const category of ['term', 'partyElection', 'residentsElection']) names.add(`${category}-${suffix}`);
    for (const name of names) {
      if (!journals.has(name)) journals.set(name, await this.journals.get(logOf(name) ?? 'process', name));
    }
  }

  /** Binds body and sender to the command id without putting anything into the leaf. */
  #mac(request: Request): Result<Uint8Array, Refusal> {
    const { command, id, body, actor } = request;
    try {
      const text = canonicalString({
        actor: { ...actor },
        att: (body.att ?? []).map((attachment) => ({ ...attachment })),
        data: body.data,
        id: id ?? null,
        on: body.on ?? null,
        personal: withoutUndefined(body.personal ?? {}),
        plural: command.plural,
        verb: command.verb,
      });
      return ok(createHmac('sha256', this.macKey).update(text).digest());
    } catch (error) {
      if (!(error instanceof NotCanonical)) throw error;
      return err({
        code: 'NOT_CANONICAL',
        status: 422,
        params: { reason: error.code },
        fields: [{ pointer: error.pointer, code: error.code }],
      });
    }
  }
}

export interface Planned {
  readonly log: LogName;
  readonly stream: string;
  readonly unit: string;
  readonly expected: number;
  readonly events: readonly PlannedEvent[];
  /** In a preview: what the guards would refuse it with. */
  readonly refused?: Refusal;
}

/** The product's own namespace for ids derived from names (a pair of persons, a rule and its subject). */
const NAMESPACE = deriveEventId('6f1b1d5c-8f0e-5d0a-9c5e-2a6f3b7d9e10', 0);

export function derivedId(name: string): string {
  const digest = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The journal with what was just stored, so that it need not be read back. */
function withStored(before: Journal, answers: readonly Accepted[]): Journal {
  let journal = before;
  for (const { repeated, first, events } of answers) {
    if (repeated) continue;
    events.forEach((event, index) => {
      journal = appendToJournal(journal, { ...entryOf(event), position: first + index });
    });
  }
  return journal;
}

function streamOf({ command, body, id, commandId }: Request): Result<string, Refusal> {
  try {
    const stream = command.streamOf(body.data, id, (index) => deriveEventId(commandId, 1000 + index), derivedId);
    if (categoryOf(stream) === undefined) return refuse('NOT_FOUND', { stream }, 404);
    return ok(stream);
  } catch {
    return refuse('NOT_FOUND', { stream: id ?? '' }, 404);
  }
}

function refuse(
  code: string,
  params: Readonly<Record<string, string | number>>,
  status: number,
): { readonly ok: false; readonly error: Refusal } {
  return err({ code, params, status });
}

function refusalOf(failure: AppendFailure): Refusal {
  switch (failure.code) {
    case 'WRONG_REVISION':
      return { code: 'CHANGED_MEANWHILE', status: 409, params: { stream: failure.stream } };
    case 'EVENT_ID_REUSED':
      return { code: 'COMMAND_ID_REUSED', status: 422, params: { commandId: failure.id } };
    case 'EVENT_TOO_LARGE':
      return { code: 'EVENT_TOO_LARGE', status: 422, params: { bytes: failure.bytes, limit: failure.limit } };
    case 'NOT_CANONICAL':
      return {
        code: 'NOT_CANONICAL',
        status: 422,
        params: { reason: failure.reason },
        fields: [{ pointer: failure.pointer, code: failure.reason }],
      };
    case 'INVALID_ENVELOPE':
      return { code: 'INVALID_ENVELOPE', status: 422, params: { reason: failure.reason, pointer: failure.pointer } };
    case 'TIME_RUNS_BACKWARDS':
      return { code: 'CLOCK_BEHIND', status: 503, params: { at: failure.at, last: failure.last } };
    case 'STORE_UNAVAILABLE':
      return { code: 'STORE_UNAVAILABLE', status: 503, params: { reason: failure.reason } };
  }
}

function bySubject(values: NonNullable<DecidedEvent['personal']>): Map<string, { path: string; value: string }[]> {
  const subjects = new Map<string, { path: string; value: string }[]>();
  for (const { subject, path, value } of values) {
    const fields = subjects.get(subject);
    if (fields === undefined) subjects.set(subject, [{ path, value }]);
    else fields.push({ path, value });
  }
  return subjects;
}

function streamsIn(data: unknown): readonly string[] {
  if (typeof data === 'string')
    return /^(term|partyElection|residentsElection|street|import|notice)-[A-Za-z0-9-]+$/.test(data) ? [data] : [];
  if (Array.isArray(data)) return data.flatMap(streamsIn);
  if (typeof data === 'object' && data !== null) return Object.values(data).flatMap(streamsIn);
  return [];
}

/** Digests of files in data: the fields `photo` and `scan`. */
function digestsIn(data: unknown): readonly string[] {
  if (Array.isArray(data)) return data.flatMap(digestsIn);
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    (key === 'photo' || key === 'scan') && typeof value === 'string' ? [value] : digestsIn(value),
  );
}

function latestEntry(journal: Journal) {
  return Object.values(journal.entries)
    .flat()
    .reduce(
      (newest, entry) => (newest === undefined || entry.rev > newest.rev ? entry : newest),
      undefined as undefined | Journal['entries'][string][number],
    );
}

function equalBytes(x: Uint8Array, y: Uint8Array): boolean {
  return x.length === y.length && Buffer.compare(x, y) === 0;
}

function withoutUndefined(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
