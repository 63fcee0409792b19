import type { Command } from '#elections';
import type { EventStore } from '#event-store';
import { LocalDate, logOf } from '#kernel';
import type { FactsView } from '#projections';
import { CompactRangeBuilder, leafHash, toBase64 } from '#transparency';
import { packsToPin } from '../deployment/packs.js';

/**
 * Data that the server and not a person supplies: the packs in force that a term pins, and the dossier of an election
 * (count and root of each of its streams).
 */
export async function suppliedData(
  { store, facts }: { readonly store: EventStore; readonly facts: FactsView },
  { verb, supplied = [] }: Pick<Command, 'verb' | 'supplied'>,
  stream: string,
  data: unknown,
): Promise<Readonly<Record<string, unknown>>> {
  if (supplied.length === 0) return {};
  switch (verb) {
    case 'open-term': {
      const day = LocalDate.safeParse((data as { electionDate?: unknown }).electionDate);
      return { packs: day.success ? packsToPin(day.data) : [] };
    }
    case 'close-dossier':
      return { streams: await dossier(store, facts, stream) };
    default:
      throw new Error(`nobody supplies ${supplied.join(', ')} of ${verb}`);
  }
}

async function dossier(
  store: EventStore,
  facts: FactsView,
  election: string,
): Promise<{ stream: string; count: number; root: string }[]> {
  const id = election.slice(election.indexOf('-') + 1);
  const community = id.split('-')[0] ?? '';
  const { term, party, residents, notices } = facts.community(community, `term-${id}`);
  const streams = [term, party, residents, ...notices].filter(({ rev }) => rev >= 0).map(({ stream }) => stream);
  const members = [];
  for (const stream of streams) {
    const range = new CompactRangeBuilder();
    const events = await store.readStream(logOf(stream) ?? 'process', stream);
    for (const { bytes } of events) range.append(leafHash(bytes));
    members.push({ stream, count: events.length, root: toBase64(range.root()) });
  }
  return members;
}
