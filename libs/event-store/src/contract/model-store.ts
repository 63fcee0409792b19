import { err, type LogName, ok, type Result } from '#kernel';
import type { Appended, AppendFailure, EventToAppend, ExpectedRevision } from '../event-store.js';

interface ModelEvent {
  readonly id: string;
  readonly stream: string;
  readonly rev: number;
  readonly at: string;
  /** The envelope without `at`, as text. */
  readonly content: string;
}

/**
 * What the port promises, in the simplest words: one list per log, searched from the start. It knows nothing about
 * canonical bytes; refusals of malformed envelopes are tested by example.
 */
export class ModelStore {
  readonly logs: Record<LogName, ModelEvent[]> = { process: [], cases: [], access: [] };

  append(
    log: LogName,
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventToAppend[],
  ): Result<Appended, AppendFailure> {
    const list = this.logs[log];
    const given = events.map(({ envelope: { at, ...rest } }) => ({
      id: rest.id,
      stream,
      rev: rest.rev,
      at,
      content: JSON.stringify(rest),
    }));
    const known = given.flatMap((event) => {
      const position = list.findIndex((other) => other.id === event.id);
      return position < 0 ? [] : [{ event, position, same: list[position]?.content === event.content }];
    });
    const reused = known.find(({ same }) => !same) ?? (known.length < given.length ? known[0] : undefined);
    if (reused !== undefined) return err({ code: 'EVENT_ID_REUSED', id: reused.event.id, position: reused.position });
    if (known.length > 0) {
      const positions = known.map(({ position }) => position);
      const revision = given.at(-1)?.rev ?? 0;
      return ok({ first: Math.min(...positions), last: Math.max(...positions), revision, repeated: true });
    }
    const head = list.findLast((event) => event.stream === stream);
    const actual = head?.rev ?? 'none';
    if (actual !== expected) return err({ code: 'WRONG_REVISION', stream, expected, actual });
    const at = given[0]?.at ?? '';
    if (head !== undefined && at < head.at) return err({ code: 'TIME_RUNS_BACKWARDS', stream, at, last: head.at });
    const first = list.length;
    list.push(...given);
    return ok({ first, last: list.length - 1, revision: list.at(-1)?.rev ?? 0, repeated: false });
  }
}
