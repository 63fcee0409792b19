import {
  ApprovalGiven,
  CandidatesToBeDetermined,
  CongressHeld,
  ElectionCommitteeFormed,
  InspectionListFixed,
  PartyElectionOpened,
  PledgeSigned,
  RecommendationMeetingHeld,
  ResidentsResultAnnounced,
  ReviewListSent,
  StreetRecommendationMade,
  TalkHeld,
} from '#elections';
import type { Entry, Words } from '#kernel';
import type { CommunityFacts } from '../../facts.js';

interface Stage {
  readonly title: Words;
  /** The event that shows that the stage was reached, and where it is recorded. */
  readonly shownBy?: readonly ['party' | 'residents', { readonly type: string; upcast(...args: never[]): unknown }];
}

/** Preparation, the ten steps of the Party election (¶31–41), then the residents' election. */
export const STAGES: readonly Stage[] = [
  { title: { zh: '准备', en: 'preparation' } },
  { title: { zh: '第1步 启动', en: 'step 1, start' }, shownBy: ['party', PartyElectionOpened] },
  { title: { zh: '第2步 两方推荐', en: 'step 2, recommendation' }, shownBy: ['party', RecommendationMeetingHeld] },
  { title: { zh: '第3步 街道推荐', en: 'step 3, the street’s list' }, shownBy: ['party', StreetRecommendationMade] },
  { title: { zh: '第4步 联审', en: 'step 4, review' }, shownBy: ['party', ReviewListSent] },
  { title: { zh: '第5步 考察', en: 'step 5, inspection' }, shownBy: ['party', InspectionListFixed] },
  { title: { zh: '第6步 谈话', en: 'step 6, talks' }, shownBy: ['party', TalkHeld] },
  { title: { zh: '第7步 预备人选', en: 'step 7, candidates-to-be' }, shownBy: ['party', CandidatesToBeDetermined] },
  { title: { zh: '第8步 请示批复', en: 'step 8, approval' }, shownBy: ['party', ApprovalGiven] },
  { title: { zh: '第9步 承诺', en: 'step 9, pledges' }, shownBy: ['party', PledgeSigned] },
  { title: { zh: '第10步 大会选举', en: 'step 10, congress' }, shownBy: ['party', CongressHeld] },
  { title: { zh: '居委会选举启动', en: 'residents’ election begun' }, shownBy: ['residents', ElectionCommitteeFormed] },
  { title: { zh: '居委会选举结果', en: 'residents’ result' }, shownBy: ['residents', ResidentsResultAnnounced] },
];

export const STAGE_EVENTS = STAGES.flatMap(({ shownBy }) => (shownBy === undefined ? [] : [shownBy[1]]));

/** The furthest stage reached, by index in {@link STAGES}, with the event that shows it. */
export function stageOf(facts: CommunityFacts): { readonly stage: number; readonly entry?: Entry } {
  for (let stage = STAGES.length - 1; stage > 0; stage--) {
    const shownBy = STAGES[stage]?.shownBy;
    const entry = shownBy === undefined ? undefined : facts[shownBy[0]].entries[shownBy[1].type]?.at(-1);
    if (entry !== undefined) return { stage, entry };
  }
  return { stage: 0 };
}
