import { z } from 'zod';
import { type Envelope, type LogName, logOf, STREAM_NAME } from '#kernel';

/**
 * The same refusals as zod's `Envelope`, written by hand because the schema costs several times more than storing the
 * event does; a property test holds the two together. What JSON cannot carry in `data` is refused by the canonical form.
 */
export interface EnvelopeFault {
  /** JSON pointer into the envelope. */
  readonly pointer: string;
  readonly reason: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const UNIT = /^[A-Z][0-9]{2,6}$/;
const TYPE = /^[A-Z][A-Za-z]{2,60}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const DIGEST = /^[0-9a-f]{64}$/;
const COMMITMENT = /^[A-Za-z0-9_-]{43}$/;
const DAY = z.regexes.date;
const STATED = z.regexes.datetime({ offset: true, local: false });
/** `v` to `att`, without the optional `on`, `cause` and `corr`. */
const REQUIRED_KEYS = 14;

const fault = (pointer: string, reason: string): EnvelopeFault => ({ pointer, reason });

/** The first thing wrong with an envelope that is to be stored in `stream` of `log`; undefined when it is sound. */
export function checkEnvelope(envelope: Envelope, log: LogName, stream: string): EnvelopeFault | undefined {
  if (!isObject(envelope)) return fault('', 'not an object');
  if (envelope.v !== 1) return fault('/v', 'unknown envelope version');
  if (envelope.log !== log) return fault('/log', `the event is of another log than ${log}`);
  if (envelope.stream !== stream) return fault('/stream', `the event is of another stream than ${stream}`);
  if (!isText(envelope.unit, UNIT)) return fault('/unit', 'not a unit code such as C03');
  if (!isText(envelope.id, UUID)) return fault('/id', 'not a lower-case UUID');
  if (!isText(envelope.cmd, UUID)) return fault('/cmd', 'not a lower-case UUID');
  if (!isCount(envelope.rev)) return fault('/rev', 'not a revision');
  if (!isText(envelope.type, TYPE)) return fault('/type', 'not an event type name');
  if (!isCount(envelope.sv) || envelope.sv === 0) return fault('/sv', 'not a schema version');
  if (!isInstant(envelope.at)) return fault('/at', 'not a UTC instant with milliseconds');
  if (!isObject(envelope.data) || Array.isArray(envelope.data)) return fault('/data', 'not an object');
  let keys = REQUIRED_KEYS;
  if (envelope.on !== undefined) {
    keys++;
    if (!(isText(envelope.on, DAY) || isText(envelope.on, STATED))) return fault('/on', 'not a day or a stated time');
  }
  if (envelope.cause !== undefined) {
    keys++;
    if (!isText(envelope.cause, UUID)) return fault('/cause', 'not a lower-case UUID');
  }
  if (envelope.corr !== undefined) {
    keys++;
    if (!isText(envelope.corr, UUID)) return fault('/corr', 'not a lower-case UUID');
  }
  const inner = checkActor(envelope.actor) ?? checkCommitments(envelope.pii) ?? checkAttachments(envelope.att);
  if (inner !== undefined) return inner;
  // Every key counted above was found, so a larger number means one that nobody knows (or one set to undefined).
  return Object.keys(envelope).length === keys ? undefined : fault('', 'unknown or undefined members');
}

/** Why `stream` cannot be written in `log`; undefined when its category belongs there. */
export function checkStream(log: LogName, stream: string): string | undefined {
  if (!isText(stream, STREAM_NAME)) return 'not a stream name';
  if (stream.startsWith('log-')) {
    return stream === `log-${log}` ? undefined : `only log-${log} may stand in the log ${log}`;
  }
  const home = logOf(stream);
  if (home === undefined) return 'no such category of streams';
  return home === log ? undefined : `streams of this category belong to the log ${home}`;
}

function checkActor(actor: Envelope['actor']): EnvelopeFault | undefined {
  if (!isObject(actor)) return fault('/actor', 'no actor');
  if (!isLine(actor.id, 1, 64)) return fault('/actor/id', 'between 1 and 64 characters');
  if (!isLine(actor.role, 1, 40)) return fault('/actor/role', 'between 1 and 40 characters');
  if (!isText(actor.unit, UNIT)) return fault('/actor/unit', 'not a unit code such as C03');
  if (actor.for !== undefined && !isLine(actor.for, 0, 64)) return fault('/actor/for', 'at most 64 characters');
  const keys = actor.for === undefined ? 3 : 4;
  return Object.keys(actor).length === keys ? undefined : fault('/actor', 'unknown or undefined members');
}

function checkCommitments(pii: Envelope['pii']): EnvelopeFault | undefined {
  if (!Array.isArray(pii) || pii.length > 200) return fault('/pii', 'not a list of at most 200');
  for (let i = 0; i < pii.length; i++) {
    const item = pii[i] as Envelope['pii'][number];
    const sound = isObject(item) && isText(item.c, COMMITMENT) && isLine(item.p, 0, 100);
    if (!sound || Object.keys(item).length !== 2) return fault(`/pii/${i}`, 'not a commitment');
  }
  return undefined;
}

function checkAttachments(att: Envelope['att']): EnvelopeFault | undefined {
  if (!Array.isArray(att) || att.length > 50) return fault('/att', 'not a list of at most 50');
  for (let i = 0; i < att.length; i++) {
    const item = att[i] as Envelope['att'][number];
    const sound = isObject(item) && isText(item.sha256, DIGEST) && isCount(item.size) && isLine(item.media, 0, 100);
    // A name above all: it is personal data, and the leaf is for good.
    if (!sound || Object.keys(item).length !== 3) return fault(`/att/${i}`, 'not an attachment reference');
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

function isLine(value: unknown, least: number, most: number): value is string {
  return typeof value === 'string' && value.length >= least && value.length <= most;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

let lastSoundInstant = '';
function isInstant(value: unknown): boolean {
  if (value === lastSoundInstant) return true;
  if (!isText(value, INSTANT) || Number.isNaN(Date.parse(value))) return false;
  lastSoundInstant = value;
  return true;
}
