import {
  CommunityRegistered,
  ComplexityRanked,
  EducationHeld,
  GroupOfficeEstablished,
  GuidanceTeamSent,
  KinshipRecorded,
  LeadingGroupEstablished,
  LinkedLeaderAssigned,
  NoticePosted,
  NoticeTakenDown,
  PlanDrawnUp,
  PlanReviewed,
  PreparationRecorded,
  ResidentsNomineeProposed,
  StreetPostRecorded,
  StreetRegistered,
  TrainingHeld,
} from '#elections';
import type { Entry } from '#kernel';
import { type Happened, happened, uuidOf } from '../packs/plan-2021/testing/facts-builder.js';
import { CANDIDATE_NOTICE, candidateNotice, s1Clean } from '../packs/plan-2021/testing/s1-clean.js';
import {
  GUIDE,
  nominee,
  ORGANISATION_MEMBER,
  retiring,
  STREET_SECRETARY,
} from '../packs/plan-2021/testing/s1-people.js';

/** A fact and the stream that it is recorded in. */
export interface Filed {
  readonly stream: string;
  readonly fact: Happened;
}

/** Facts of a community in the streams of its term; people and street in their own. */
export function filed(facts: readonly Happened[], community: string): readonly Filed[] {
  return facts.map((fact) => ({ stream: streamOf(fact, community), fact: inCommunity(fact, community) }));
}

function streamOf({ category, data }: Happened, community: string): string {
  switch (category) {
    case 'street':
      return 'street-S01';
    case 'person':
      return `person-${String(data['personId'])}`;
    case 'kinship':
      return `kinship-${uuidOf(1, 5)}`;
    case 'notice':
      return `notice-${noticeIn(String(data['noticeId']), community)}`;
    default:
      return `${category}-${community}-2021-1`;
  }
}

/** The same fact in another community: codes, streams and notice ids changed. */
function inCommunity(fact: Happened, community: string): Happened {
  if (community === 'C01' || fact.category === 'person' || fact.category === 'kinship') return fact;
  const text = JSON.stringify(fact.data).replaceAll('C01', community);
  const data = JSON.parse(text) as Record<string, unknown>;
  if (typeof data['noticeId'] === 'string') data['noticeId'] = noticeIn(data['noticeId'], community);
  return { ...fact, data };
}

function noticeIn(noticeId: string, community: string): string {
  return community === 'C01'
    ? noticeId
    : `${noticeId.slice(0, 9)}${community.slice(1).padStart(4, '0')}${noticeId.slice(13)}`;
}

const streetPost = (
  personId: string,
  post: 'street-secretary' | 'street-organisation-member' | 'street-department-head',
) => happened(StreetPostRecorded, { personId, post, from: '2020-01-01' }, '2021-09-01');

export const streetFactsOfWork: readonly Happened[] = [
  happened(
    StreetRegistered,
    { unit: 'S01', name: '云桥街道', district: '澜水区', partyCommittee: '街道党工委' },
    '2021-09-01',
  ),
  ...['C01', 'C02'].map((community) =>
    happened(CommunityRegistered, { community, name: community, population: 6000 }, '2021-09-01'),
  ),
  streetPost(STREET_SECRETARY, 'street-secretary'),
  streetPost(ORGANISATION_MEMBER, 'street-organisation-member'),
  streetPost(GUIDE, 'street-department-head'),
  happened(
    LeadingGroupEstablished,
    {
      number: '云街工〔2021〕35号',
      chair: STREET_SECRETARY,
      viceChairs: [ORGANISATION_MEMBER],
      members: [{ personId: GUIDE, department: '党群办' }],
    },
    '2021-09-03',
  ),
  happened(GroupOfficeEstablished, { head: ORGANISATION_MEMBER, staff: [GUIDE], place: '三楼' }, '2021-09-03'),
  happened(GuidanceTeamSent, { team: '第一组', leader: GUIDE, members: [], communities: ['C01'] }, '2021-09-20'),
  happened(ComplexityRanked, { ranking: ['C02', 'C01'], complex: ['C02'], method: '走访' }, '2021-09-10'),
  happened(LinkedLeaderAssigned, { community: 'C02', leader: STREET_SECRETARY }, '2021-09-12'),
  happened(
    TrainingHeld,
    { topics: ['law-and-charters', 'steps', 'procedure', 'requirements'], attended: 38, staff: 40, place: '会议室' },
    '2021-10-09',
  ),
  happened(
    EducationHeld,
    { topics: ['democratic-centralism', 'purpose-of-the-election'], form: '党课', attended: 90 },
    '2021-10-12',
  ),
];

/** Preparation and plan that S1 itself leaves out. */
export const preparationOfWork: readonly Happened[] = [
  ...(['survey', 'rectification', 'publicity'] as const).map((kind) =>
    happened(PreparationRecorded, { kind, summary: '已开展' }, '2021-09-25'),
  ),
  happened(
    PlanDrawnUp,
    {
      number: '青换〔2021〕1号',
      timetable: '十月至十二月',
      tasks: '分步实施',
      responsible: [{ personId: nominee(1), duty: '总负责' }],
      targeted: false,
    },
    '2021-10-05',
  ),
  happened(PlanReviewed, { outcome: 'approved', number: '云街工批〔2021〕18号' }, '2021-10-08'),
];

/** S4's beginning: the first notice of C02 comes down after three days and is put up again. */
export const earlyTakeDown: readonly Happened[] = [
  happened(NoticeTakenDown, { noticeId: CANDIDATE_NOTICE, reason: '误撕' }, '2021-11-08T17:30:00+08:00'),
  candidateNotice(uuidOf(3, 2), '2021-11-09T09:00:00+08:00'),
];

/** S5's relation: two nominees of different committees. */
export const related: readonly Happened[] = [
  happened(
    ResidentsNomineeProposed,
    { community: 'C02', term: 'term-C02-2021-1', personId: retiring(3), post: 'residents-committee-member' },
    '2021-11-10',
  ),
  happened(
    KinshipRecorded,
    { a: nominee(3), b: retiring(3), kind: 'sibling', source: 'family-register' },
    '2021-11-10',
  ),
];

/** S1 in C01 and, with S4 and S5 in it, in C02: everything that happened, by stream. */
export function workedStreet(): readonly Filed[] {
  const people = s1Clean.filter(({ category }) => category === 'person');
  const ofC01 = s1Clean.filter(({ category }) => category !== 'person');
  const isOwnTakeDown = ({ type, data }: Happened) =>
    type === NoticeTakenDown.type && data['noticeId'] === CANDIDATE_NOTICE;
  const ofC02 = ofC01.filter((fact) => fact.category !== 'street' && !isOwnTakeDown(fact));
  return [
    ...filed(people, 'C01'),
    ...filed(streetFactsOfWork, 'C01'),
    ...filed([...preparationOfWork, ...ofC01], 'C01'),
    ...filed([...ofC02, ...earlyTakeDown, ...related], 'C02'),
  ];
}

/**
 * Log entries of filed facts in the order given, except that a posting comes before what else is said of it (and
 * without one nothing is); the ledger clock moves by `hours` with each.
 */
export function logOf(facts: readonly Filed[], hours: number): readonly Entry[] {
  const revisions = new Map<string, number>();
  const posted = new Set<string>();
  const waiting: Filed[] = [];
  const ordered: Filed[] = [];
  for (const one of facts) {
    if (one.fact.category === 'notice' && one.fact.type !== NoticePosted.type && !posted.has(one.stream)) {
      waiting.push(one);
      continue;
    }
    if (one.fact.type === NoticePosted.type) posted.add(one.stream);
    ordered.push(one);
  }
  const known = waiting.filter(({ stream }) => posted.has(stream));
  return [...ordered, ...known].map(({ stream, fact }, position) => {
    const rev = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, rev);
    return {
      type: fact.type,
      id: fact.id ?? uuidOf(position, 900),
      stream,
      rev,
      position,
      at: new Date(Date.parse('2021-09-01T01:00:00Z') + position * hours * 3600_000).toISOString(),
      ...(fact.on === undefined ? {} : { on: fact.on }),
      actor: { id: 'clerk', role: 'election-clerk', unit: 'S01' },
      data: fact.data,
      att: [],
    };
  });
}
