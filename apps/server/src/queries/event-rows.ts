import { EntryCorrected, EntryWithdrawn } from '#elections';
import type { StoredEvent } from '#event-store';
import { all, type Journal, type LogName } from '#kernel';
import { type DecodedEvent, decodeEvent } from '#projections';
import type { EventRow, Shape } from '../api/shapes.js';
import { catalogue } from '../deployment/catalogue.js';
import type { Deployment } from '../deployment/deployment.js';
import { describeEvent } from './describe.js';
import type { Names } from './names.js';

/** A stored event as a row: who, when, a sentence. `supersededBy` comes from the stream's own corrections. */
export function eventRow(event: DecodedEvent, names: Names, supersededBy?: string): Shape<typeof EventRow> {
  const { envelope, entry, position, log } = event;
  const title = catalogue.types.get(envelope.type)?.title ?? { zh: envelope.type, en: envelope.type };
  return {
    log,
    position,
    id: envelope.id,
    stream: envelope.stream,
    rev: envelope.rev,
    type: envelope.type,
    title: { zh: title.zh, en: title.en },
    sentence: { ...describeEvent(entry, names) },
    unit: envelope.unit,
    at: envelope.at,
    ...(envelope.on === undefined ? {} : { on: envelope.on }),
    actor: {
      id: envelope.actor.id,
      name: names.actor(envelope.actor.id),
      role: envelope.actor.role,
      unit: envelope.actor.unit,
    },
    ...(supersededBy === undefined ? {} : { supersededBy }),
  };
}

/** Rows for stored events, struck through where their stream corrected or withdrew them, until `before` where it is given. */
export async function eventRows(
  deployment: Deployment,
  stored: readonly StoredEvent[],
  names: Names,
  before = Number.MAX_SAFE_INTEGER,
): Promise<Shape<typeof EventRow>[]> {
  const decoded = stored.map((event) => decodeEvent(event, catalogue));
  const corrections = new Map<string, ReadonlyMap<string, string>>();
  for (const { envelope, log } of decoded) {
    if (log !== 'process' || corrections.has(envelope.stream)) continue;
    corrections.set(envelope.stream, supersededIn(await deployment.runner.journals.get(log, envelope.stream), before));
  }
  return decoded.map((event) => eventRow(event, names, corrections.get(event.envelope.stream)?.get(event.envelope.id)));
}

/** Event id → id of the event that corrected or withdrew it. */
function supersededIn(journal: Journal, before: number): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { id, data, position } of all(journal, EntryCorrected))
    if (position < before) found.set(data.corrects, id);
  for (const { id, data, position } of all(journal, EntryWithdrawn))
    if (position < before) found.set(data.withdraws, id);
  return found;
}

/** Events at these positions, in the order given. */
export async function eventsAt(
  deployment: Deployment,
  log: LogName,
  positions: readonly number[],
): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (const position of positions) {
    const [event] = await deployment.store.readAll(log, position, 1);
    if (event !== undefined) events.push(event);
  }
  return events;
}
