import { TermOpened } from '#elections';
import { last } from '#kernel';
import type { CommunityFacts } from '#supervision';
import type { Readers } from '../queries/readers.js';

const COMMITTEE: Readonly<Record<string, string>> = {
  committee: '委员会',
  'general-branch': '总支部委员会',
  branch: '支部委员会',
};

/** Full names as they stand on paper. */
export function issuerNames(facts: CommunityFacts, readers: Readers) {
  const street = readers.street();
  const community = readers.communityName(facts.community);
  const organisation = last(facts.term, TermOpened)?.data.organisation ?? 'committee';
  return {
    community,
    street: street?.name ?? '',
    /** 中共云桥街道青禾社区委员会 */
    partyOrganisation: `中共${street?.name ?? ''}${community}${COMMITTEE[organisation] ?? '委员会'}`,
    streetCommittee: street?.partyCommittee ?? '',
  };
}
