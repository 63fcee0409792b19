import type { EventStore } from '#event-store';
import { AnomalyRecorded, type Envelope, type LogName } from '#kernel';
import type { ClockAnomaly } from '#transparency';
import { derivedId } from '../commands/command-runner.js';
import type { DirectWriter } from './writer.js';

/**
 * Records in a log what its sealing found: events recorded more than 5 s before one ahead of them. One record for each
 * sealing, named after the first of them, so that a sealing that is tried again records nothing twice. The records
 * themselves may be such events while the clock is behind: they call for no further ones.
 */
export async function recordAnomalies(
  { store, writer }: { readonly store: EventStore; readonly writer: DirectWriter },
  { log, origin, unit }: { readonly log: LogName; readonly origin: string; readonly unit: string },
  anomalies: readonly ClockAnomaly[],
): Promise<void> {
  for (const [i, { position, at, latestBefore }] of anomalies.entries()) {
    const [leaf] = await store.readAll(log, position, 1);
    if (leaf === undefined || typeOf(leaf.bytes) === AnomalyRecorded.type) continue;
    const more = anomalies.length - i - 1;
    const event = AnomalyRecorded.of({
      kind: 'clock-regress',
      position,
      detail: `${at} < ${latestBefore}${more === 0 ? '' : `; +${more}`}`,
    });
    const actor = { id: 'system', role: 'system', unit };
    await writer.write(log, `log-${log}`, unit, actor, derivedId(`anomaly:${origin}:${position}`), event);
    return;
  }
}

function typeOf(bytes: Uint8Array): string {
  return (JSON.parse(Buffer.from(bytes).toString('utf8')) as Envelope).type;
}
