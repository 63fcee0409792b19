import type { EventStore } from '#event-store';
import { ClockAccepted, type Envelope } from '#kernel';
import { LARGEST_REGRESS_MS } from '#transparency';
import type { LedgerClock } from './ledger-clock.js';

/**
 * The clock's reading and the last `at` of the process log where the clock is more than 5 s behind it and nobody has
 * accepted that; undefined when writing may go on. An acceptance holds for all times up to the one that it names:
 * streams that stand ahead of the clock go on from there, so that such times come again.
 */
export async function clockBehind(
  store: Pick<EventStore, 'lastAt' | 'readStream'>,
  clock: LedgerClock,
): Promise<{ readonly at: string; readonly last: string } | undefined> {
  const last = await store.lastAt('process');
  const at = clock.now();
  if (last === undefined || Date.parse(last) - Date.parse(at) <= LARGEST_REGRESS_MS) return undefined;
  for (const { bytes } of await store.readStream('process', 'log-process')) {
    const { type, data } = JSON.parse(Buffer.from(bytes).toString('utf8')) as Envelope;
    const accepted = type === ClockAccepted.type ? ClockAccepted.schema.safeParse(data) : undefined;
    if (accepted?.success !== true) continue;
    const { serverClock, lastAt } = accepted.data;
    if (last <= lastAt && Date.parse(serverClock) - Date.parse(at) <= LARGEST_REGRESS_MS) return undefined;
  }
  return { at, last };
}
