import type { EventStore } from '#event-store';
import { type Envelope, LOGS, type LogName } from '#kernel';

/** What a killed program had been told: event by id, with the place it was given. */
export interface Acknowledged {
  readonly log: LogName;
  readonly position: number;
  readonly id: string;
  readonly caller: string;
}

/** Reads the complete lines `log position id caller`; a line that was cut by the kill was still an answer in the making. */
export function readAcknowledged(output: string): Acknowledged[] {
  const lines = output.split('\n');
  lines.pop();
  return lines.map((line) => {
    const [log, position, id, caller] = line.split(' ');
    return { log: log as LogName, position: Number(position), id: id ?? '', caller: caller ?? '' };
  });
}

/**
 * What is wrong in the leaves from `from` on: positions that are not dense, ids stored twice, revisions out of order,
 * acknowledged events that are missing or elsewhere. Empty when all is well. `revisions` and `ids` carry over what was
 * seen before `from`.
 */
export async function faultsSince(
  store: EventStore,
  from: Record<LogName, number>,
  acknowledged: readonly Acknowledged[],
  seen: { readonly ids: Set<string>; readonly revisions: Map<string, number> },
): Promise<string[]> {
  const faults: string[] = [];
  for (const log of LOGS) {
    const size = await store.size(log);
    const place = new Map<string, number>();
    for (let next = from[log]; next < size; ) {
      const events = await store.readAll(log, next, 1000);
      if (events.length === 0) {
        faults.push(`${log}: nothing at ${next}, though the size is ${size}`);
        break;
      }
      for (const { position, bytes } of events) {
        const { id, stream, rev } = JSON.parse(Buffer.from(bytes).toString('utf8')) as Envelope;
        if (position !== next++) faults.push(`${log}: position ${position} where ${next - 1} was due`);
        if (seen.ids.has(id)) faults.push(`${log}: ${id} stands twice`);
        if (rev !== (seen.revisions.get(stream) ?? -1) + 1)
          faults.push(`${log}: revision ${rev} of ${stream} is out of order`);
        seen.ids.add(id);
        seen.revisions.set(stream, rev);
        place.set(id, position);
      }
    }
    const last = new Map<string, number>();
    for (const { id, position, caller } of acknowledged.filter((entry) => entry.log === log)) {
      if (place.get(id) !== position)
        faults.push(`${log}: ${id} was acknowledged at ${position}, is at ${place.get(id)}`);
      if (position <= (last.get(caller) ?? -1)) faults.push(`${log}: ${id} was acknowledged out of order`);
      last.set(caller, position);
      if ((await store.readById(log, id))?.position !== position) faults.push(`${log}: ${id} is not found by its id`);
    }
    from[log] = size;
  }
  return faults;
}
