import { err, type LogName, ok, type Result } from '#kernel';
import { type EncodedAppend, sameContent } from './encode.js';
import type { Appended, AppendFailure, StreamHead } from './event-store.js';

/** What an adapter must be able to look up before it writes. */
export interface AppendView {
  findById(log: LogName, id: string): { readonly position: number; readonly bytes: Uint8Array } | undefined;
  head(log: LogName, stream: string): Pick<StreamHead, 'revision' | 'at'> | undefined;
}

/**
 * What becomes of an append: `write`, the answer that it got the first time, or a refusal. A repeat is found before the
 * expected revision is looked at, since the stream has moved on by then. Where only some of the ids are stored, it is
 * not a repeat of one append, and the first of them counts as reused.
 */
export function decideAppend(view: AppendView, append: EncodedAppend): Result<Appended | 'write', AppendFailure> {
  const { log, stream, expected, events } = append;
  let found = 0;
  let firstId = '';
  let first = Number.POSITIVE_INFINITY;
  let firstFound = -1;
  let last = -1;
  for (const event of events) {
    const stored = view.findById(log, event.id);
    if (stored === undefined) continue;
    if (!sameContent(event, stored.bytes)) {
      return err({ code: 'EVENT_ID_REUSED', id: event.id, position: stored.position });
    }
    if (found++ === 0) {
      firstId = event.id;
      firstFound = stored.position;
    }
    first = Math.min(first, stored.position);
    last = Math.max(last, stored.position);
  }
  if (found > 0) {
    if (found < events.length) return err({ code: 'EVENT_ID_REUSED', id: firstId, position: firstFound });
    return ok({ first, last, revision: events[events.length - 1]?.rev ?? 0, repeated: true });
  }
  const head = view.head(log, stream);
  const actual = head === undefined ? 'none' : head.revision;
  if (actual !== expected) return err({ code: 'WRONG_REVISION', stream, expected, actual });
  const at = events[0]?.at ?? '';
  if (head !== undefined && at < head.at) return err({ code: 'TIME_RUNS_BACKWARDS', stream, at, last: head.at });
  return ok('write');
}
