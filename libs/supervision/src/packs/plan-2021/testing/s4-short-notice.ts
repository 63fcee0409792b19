import { CandidatesToBeDetermined, NoticePosted, NoticeTakenDown, PartyElectionOpened } from '#elections';
import { type Happened, happened, uuidOf } from './facts-builder.js';
import { CANDIDATES, people } from './s1-people.js';
import { memberOf } from './s1-review.js';

export const SHORT_NOTICE = uuidOf(11, 2);
export const SECOND_NOTICE = uuidOf(12, 2);

const notice = (noticeId: string, on: string) =>
  happened(
    NoticePosted,
    {
      noticeId,
      community: 'C02',
      election: 'partyElection-C02-2021-1',
      purpose: 'candidates-to-be',
      title: '候选人预备人选公示',
      persons: CANDIDATES.map((personId, index) => ({ personId, name: `人选${index + 1}` })),
      places: ['公告栏'],
      wholeCommunity: true,
      plannedUntil: '2021-11-15',
      photoDay: on.slice(0, 10),
    },
    on,
  );

/** S4: the notice of 望湖 (C02), posted 11-05 10:00 and taken down 11-08 17:30. */
export const s4Short: readonly Happened[] = [
  ...people,
  happened(PartyElectionOpened, { community: 'C02', term: 'term-C02-2021-1' }, '2021-10-18'),
  happened(CandidatesToBeDetermined, { list: CANDIDATES.map(memberOf), minutes: '湖委纪〔2021〕8号' }, '2021-11-04'),
  notice(SHORT_NOTICE, '2021-11-05T10:00:00+08:00'),
  happened(NoticeTakenDown, { noticeId: SHORT_NOTICE, reason: '误撕' }, '2021-11-08T17:30:00+08:00'),
];

/** The second posting, counted from zero. */
export const repostedOn = (on: string): Happened => notice(SECOND_NOTICE, on);
