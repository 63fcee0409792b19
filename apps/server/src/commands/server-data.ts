import type { Command } from '#elections';
import { LocalDate, logOf } from '#kernel';
import { CompactRangeBuilder, leafHash, toBase64 } from '#transparency';
import type { Deployment } from '../deployment/deployment.js';
import { packsToPin } from '../deployment/packs.js';

/**
 * Data that the server and not a person supplies: the packs in force that a term pins, and the dossier of an election
 * (count and root of each of its streams). What a person sends in these fields is replaced.
 */
export async function completeData(
  deployment: Deployment,
  command: Command,
  id: string | undefined,
  data: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  if (command.category === 'term' && command.verb === 'open-term') {
    const day = LocalDate.safeParse(data['electionDate']);
    return day.success ? { ...data, packs: packsToPin(day.data) } : { ...data };
  }
  if (command.category === 'partyElection' && command.verb === 'close-dossier' && id !== undefined) {
    return { ...data, streams: await dossier(deployment, id) };
  }
  return { ...data };
}

async function dossier(deployment: Deployment, id: string): Promise<{ stream: string; count: number; root: string }[]> {
  const community = id.split('-')[0] ?? '';
  const facts = deployment.facts.community(community, `term-${id}`);
  const streams = [facts.term, facts.party, facts.residents, ...facts.notices]
    .filter(({ rev }) => rev >= 0)
    .map(({ stream }) => stream);
  const members = [];
  for (const stream of streams) {
    const range = new CompactRangeBuilder();
    const events = await deployment.store.readStream(logOf(stream) ?? 'process', stream);
    for (const { bytes } of events) range.append(leafHash(bytes));
    members.push({ stream, count: events.length, root: toBase64(range.root()) });
  }
  return members;
}
