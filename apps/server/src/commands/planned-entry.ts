import type { Entry } from '#kernel';
import type { PlannedEvent } from './command-runner.js';

/** A planned event as folds see it; its position is not known yet. */
export function entryOf(event: PlannedEvent): Entry {
  return {
    type: event.type,
    id: event.id,
    stream: event.stream,
    rev: event.rev,
    position: Number.MAX_SAFE_INTEGER,
    at: event.at,
    ...(event.on === undefined ? {} : { on: event.on }),
    actor: event.actor,
    data: event.data,
    att: event.att,
  };
}
