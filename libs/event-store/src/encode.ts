import {
  canonicalString,
  type Envelope,
  err,
  type LogName,
  MAX_EVENT_BYTES,
  NotCanonical,
  ok,
  type Result,
} from '#kernel';
import { checkEnvelope, checkStream } from './check-envelope.js';
import type { AppendFailure, EventToAppend, ExpectedRevision } from './event-store.js';

/** An event that passed every check an adapter does not have to do itself, with its leaf. */
export interface EncodedEvent {
  readonly id: string;
  readonly rev: number;
  readonly at: string;
  /** The leaf: canonical UTF-8 bytes of the envelope. */
  readonly bytes: Buffer;
  readonly mac: Uint8Array | undefined;
  readonly envelope: Envelope;
}

export interface EncodedAppend {
  readonly log: LogName;
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EncodedEvent[];
  /** Sum of the leaves' lengths. */
  readonly bytes: number;
}

const MAC_BYTES = 32;

/**
 * Checks an append and makes its leaves, the same way for all adapters: canonical form and size, an envelope that says
 * the log and stream it is stored in, revisions that continue the expected one, ids unique in the batch, one command,
 * time not running backwards. The bytes are made here and now: what happens to the envelope afterwards cannot matter.
 */
export function encodeAppend(
  log: LogName,
  stream: string,
  expected: ExpectedRevision,
  events: readonly EventToAppend[],
): Result<EncodedAppend, AppendFailure> {
  const first = events[0]?.envelope;
  if (first === undefined) return invalid(0, '', 'an append needs at least one event');
  const misplaced = checkStream(log, stream);
  if (misplaced !== undefined) return invalid(0, '/stream', misplaced);
  if (expected !== 'none' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    return invalid(0, '/rev', 'the expected revision is none or a revision');
  }
  const encoded: EncodedEvent[] = [];
  const mac = events[0]?.mac;
  const ids = events.length > 1 ? new Set<string>() : undefined;
  let bytes = 0;
  let rev = expected === 'none' ? 0 : expected + 1;
  let at = '';
  for (let index = 0; index < events.length; index++, rev++) {
    const event = events[index] as EventToAppend;
    const { envelope } = event;
    const fault = checkEnvelope(envelope, log, stream);
    if (fault !== undefined) return invalid(index, fault.pointer, fault.reason);
    if (envelope.rev !== rev) return invalid(index, '/rev', `revision ${rev} follows here`);
    if (envelope.cmd !== first.cmd) return invalid(index, '/cmd', 'the events of one append come from one command');
    if (!sameMac(event.mac, mac)) return invalid(index, '/mac', `one MAC of ${MAC_BYTES} bytes for all events`);
    if (ids?.has(envelope.id)) return invalid(index, '/id', 'the same id twice in one append');
    ids?.add(envelope.id);
    if (envelope.at < at) return err({ code: 'TIME_RUNS_BACKWARDS', stream, at: envelope.at, last: at });
    at = envelope.at;
    const leaf = leafOf(envelope, index);
    if (!leaf.ok) return leaf;
    bytes += leaf.value.length;
    encoded.push({ id: envelope.id, rev, at, bytes: leaf.value, mac: event.mac, envelope });
  }
  return ok({ log, stream, expected, events: encoded, bytes });
}

/** Whether an event says the same as a stored leaf, the ledger's clock apart. */
export function sameContent(event: EncodedEvent, leaf: Uint8Array): boolean {
  if (event.bytes.equals(leaf)) return true;
  const stored = JSON.parse(Buffer.from(leaf.buffer, leaf.byteOffset, leaf.length).toString('utf8')) as Envelope;
  // Read back from our own bytes: the caller's object may have changed since.
  const given = JSON.parse(event.bytes.toString('utf8')) as Envelope;
  return canonicalString({ ...given, at: stored.at }) === canonicalString(stored);
}

function leafOf(envelope: Envelope, index: number): Result<Buffer, AppendFailure> {
  let text: string;
  try {
    text = spellEnvelope(envelope);
  } catch (error) {
    if (!(error instanceof NotCanonical)) throw error;
    const { pointer } = whole(envelope) ?? error;
    return err({ code: 'NOT_CANONICAL', index, reason: error.code, pointer });
  }
  const leaf = Buffer.from(text, 'utf8');
  if (leaf.length <= MAX_EVENT_BYTES) return ok(leaf);
  return err({ code: 'EVENT_TOO_LARGE', index, bytes: leaf.length, limit: MAX_EVENT_BYTES });
}

/**
 * The canonical text of an envelope that passed the check. What the check has matched against plain ASCII patterns is
 * put in its place as it is; only the rest is spelled by the general writer. A test holds the two together.
 */
function spellEnvelope(envelope: Envelope): string {
  const { actor, att, cause, corr, data, on, pii } = envelope;
  const acting = actor.for === undefined ? '' : `"for":${canonicalString(actor.for)},`;
  return (
    `{"actor":{${acting}"id":${canonicalString(actor.id)},"role":${canonicalString(actor.role)},"unit":"${actor.unit}"},` +
    `"at":"${envelope.at}","att":${att.length === 0 ? '[]' : canonicalString(att)},` +
    `${cause === undefined ? '' : `"cause":"${cause}",`}"cmd":"${envelope.cmd}",` +
    `${corr === undefined ? '' : `"corr":"${corr}",`}"data":${canonicalString(data)},"id":"${envelope.id}",` +
    `"log":"${envelope.log}",${on === undefined ? '' : `"on":"${on}",`}` +
    `"pii":${pii.length === 0 ? '[]' : canonicalString(pii)},"rev":${envelope.rev},"stream":"${envelope.stream}",` +
    `"sv":${envelope.sv},"type":"${envelope.type}","unit":"${envelope.unit}","v":1}`
  );
}

/** The fault with its place in the whole envelope. */
function whole(envelope: Envelope): NotCanonical | undefined {
  try {
    canonicalString(envelope);
    return undefined;
  } catch (error) {
    return error instanceof NotCanonical ? error : undefined;
  }
}

function sameMac(mac: Uint8Array | undefined, first: Uint8Array | undefined): boolean {
  if (mac === undefined || first === undefined) return mac === first;
  return mac.length === MAC_BYTES && (mac === first || Buffer.compare(mac, first) === 0);
}

function invalid(index: number, pointer: string, reason: string): Result<never, AppendFailure> {
  return err({ code: 'INVALID_ENVELOPE', index, pointer, reason });
}
