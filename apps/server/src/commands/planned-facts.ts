import { appendToJournal, type Entry, emptyJournal, type Journal } from '#kernel';
import type { CommunityFacts } from '#supervision';
import type { PlannedEvent } from './command-runner.js';

/**
 * Facts as they would be with planned events added: what guards and previews are judged on. Nothing shared changes;
 * journals share all but what is added.
 */
export function withPlanned(facts: CommunityFacts, planned: readonly PlannedEvent[]): CommunityFacts {
  let now = facts;
  for (const event of planned) now = withEntry(now, entryOf(event));
  return now;
}

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

function withEntry(facts: CommunityFacts, entry: Entry): CommunityFacts {
  const added = (journal: Journal) => appendToJournal(journal.rev < 0 ? emptyJournal(entry.stream) : journal, entry);
  switch (entry.stream.slice(0, entry.stream.indexOf('-'))) {
    case 'term':
      return { ...facts, term: added(facts.term), termStream: entry.stream };
    case 'partyElection':
      return { ...facts, party: added(facts.party) };
    case 'residentsElection':
      return { ...facts, residents: added(facts.residents) };
    case 'street':
      return { ...facts, street: added(facts.street) };
    case 'notice': {
      const index = facts.notices.findIndex(({ stream }) => stream === entry.stream);
      const known = facts.notices[index];
      return known === undefined
        ? { ...facts, notices: [...facts.notices, added(emptyJournal(entry.stream))] }
        : { ...facts, notices: facts.notices.with(index, added(known)) };
    }
    default:
      return facts;
  }
}
