import type { Entry } from '#kernel';
import { type Happened, momentAt, uuidOf } from '../packs/plan-2021/testing/facts-builder.js';

/** Records a fact in a stream; positions and revisions go on by themselves, `at` never runs backwards. */
export type Recorder = (stream: string, fact: Happened) => Entry;

/** Makes log entries for tests of what follows the log: one recorder is one log. */
export function recorder(): Recorder {
  const revisions = new Map<string, number>();
  let position = -1;
  let at = '2021-09-01T00:00:00.000Z';
  return (stream, fact) => {
    position += 1;
    const rev = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, rev);
    const own = fact.at ?? (fact.on === undefined ? at : momentAt(fact.on).at);
    if (own > at) at = own;
    return {
      type: fact.type,
      id: fact.id ?? uuidOf(position, 999),
      stream,
      rev,
      position,
      at,
      ...(fact.on === undefined ? {} : { on: fact.on }),
      actor: { id: 'clerk', role: 'election-clerk', unit: 'S01' },
      data: fact.data,
      att: [],
    };
  };
}
