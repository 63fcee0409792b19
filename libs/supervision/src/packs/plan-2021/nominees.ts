import {
  ApprovalRequested,
  CandidatesToBeDetermined,
  CandidateWithdrew,
  InspectionListFixed,
  QualificationCancelled,
  ResidentsNomineeProposed,
} from '#elections';
import { all, type Entry } from '#kernel';
import type { CommunityFacts } from '../../facts.js';
import { LEAVER_READS, LIST_READS, listsOf } from './party-election-lists.js';

export const NOMINATION_READS = [...LIST_READS, ...LEAVER_READS, ResidentsNomineeProposed] as const;

/** Lists that are complete by themselves: whoever stands on none of what follows the newest has dropped out. */
const NARROWING: ReadonlySet<string> = new Set([
  InspectionListFixed.type,
  CandidatesToBeDetermined.type,
  ApprovalRequested.type,
]);

/**
 * Who is a nominee of the community now, for either committee, with the entry that says so. Lists up to the inspection
 * add names (a replacement's list holds one); the inspection list and those after it replace what was before. Whoever
 * withdrew or was struck off counts again only when nominated anew.
 */
export function currentNominees(facts: CommunityFacts): ReadonlyMap<string, Entry> {
  const nominees = new Map<string, Entry>();
  for (const { entry, personIds } of listsOf(facts.party)) {
    if (NARROWING.has(entry.type)) nominees.clear();
    for (const personId of personIds) nominees.set(personId, entry);
  }
  for (const entry of all(facts.residents, ResidentsNomineeProposed)) nominees.set(entry.data.personId, entry);
  const left = [...all(facts.party, CandidateWithdrew), ...all(facts.party, QualificationCancelled)];
  for (const { data, position } of left) {
    const nomination = nominees.get(data.personId);
    if (nomination !== undefined && nomination.position < position) nominees.delete(data.personId);
  }
  return nominees;
}
