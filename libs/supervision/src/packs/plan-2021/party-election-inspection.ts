import {
  CandidatesToBeDetermined,
  CommitteeMeetingHeld,
  InspectionFedBack,
  InspectionHeld,
  InspectionListFixed,
  SecretaryNomineeNamed,
  StandingCommitteeDiscussed,
} from '#elections';
import { all, type DataOf, type Entry, type Journal, last, type Words } from '#kernel';
import { type CommunityRule, type RuleResult, rule } from '../../rule.js';
import {
  absent,
  type Check,
  check,
  inOrder,
  input,
  isAfter,
  judged,
  lacks,
  latest,
  notYetDue,
  type Past,
  pass,
  persons,
  SUPPLIERS,
  supersededBefore,
  when,
} from './party-election-checks.js';
import { idsOn, LEAVER_READS, leaversOf, PASSED_READS, passedJointReview, reviewsAt } from './party-election-lists.js';
import { from, pastBy } from './party-election-milestones.js';
import { SEATS_READS, SURPLUS_PARAMETERS, surplusCheck } from './party-election-seats.js';
import { guideCheck } from './party-election-start.js';

const LIST = { zh: '考察名单', en: 'inspection list' } as const;

type Meeting = Entry<DataOf<typeof CommitteeMeetingHeld>>;

/** The committee meeting that fixed a list: the last one of its purpose held by then, else the last recorded. */
export function meetingFor(party: Journal, purpose: Meeting['data']['purpose'], list: Entry): Meeting | undefined {
  const meetings = all(party, CommitteeMeetingHeld).filter(({ data }) => data.purpose === purpose);
  return latest(meetings.filter((meeting) => !isAfter(meeting, list))) ?? meetings.at(-1);
}

/** That a list was fixed at a committee meeting with minutes, held not later than the list. */
export function fixedAtMeeting(meeting: Meeting | undefined, list: Entry, title: Words): readonly Check[] {
  if (meeting === undefined) {
    const what = { zh: '研究名单的委员会会议', en: 'committee meeting on the list' };
    return [absent(what, SUPPLIERS.community, { entry: list, title })];
  }
  return [
    inOrder([
      { name: { zh: '委员会会议', en: 'committee meeting' }, entry: meeting },
      { name: { zh: '确定名单', en: 'list fixed' }, entry: list },
    ]),
    pass({ zh: `会议记录 ${meeting.data.minutes}`, en: `minutes ${meeting.data.minutes}` }, [meeting]),
  ];
}

/** That everyone on a list passed the joint review. */
export function allPassedReview(party: Journal, list: Entry, listed: readonly string[], title: Words): Check {
  if (reviewsAt(party, 'joint').size === 0) {
    return absent({ zh: '联合审查结论', en: 'outcome of the joint review' }, SUPPLIERS.district, {
      entry: list,
      title,
    });
  }
  const passed = passedJointReview(party);
  const outside = listed.filter((id) => !passed.has(id));
  return check(
    outside.length === 0,
    {
      zh: `名单 ${listed.length} 人，通过联审 ${listed.length - outside.length} 人${outside.length === 0 ? '' : `，${persons(outside)} 不在通过之列`}`,
      en: `${listed.length - outside.length} of ${listed.length} passed the joint review${outside.length === 0 ? '' : `; not ${persons(outside, 'en')}`}`,
    },
    listed.flatMap((id) => passed.get(id) ?? []),
  );
}

export const PTY_14 = rule({
  id: 'PTY-14',
  paragraph: 35,
  force: 'must',
  mode: 'automatic',
  step: 5,
  title: { zh: '考察名单和考察', en: 'Inspection list and inspection' },
  explanation: {
    zh: '考察名单由街道派员指导下的委员会会议研究确定，人人通过联审，比职数多至少三成（进一），并由街道对每一人考察。',
    en: 'The inspection list is fixed at a committee meeting guided by a person sent by the street; everyone on it passed the joint review, it exceeds the seats by three tenths (rounded up), and the street inspects each person.',
  },
  parameters: SURPLUS_PARAMETERS,
  reads: [
    ...SEATS_READS,
    ...PASSED_READS,
    ...LEAVER_READS,
    CommitteeMeetingHeld,
    InspectionListFixed,
    InspectionHeld,
    ...from(InspectionListFixed),
  ],
  evaluate: (facts, _moment, { surplusPercent }) => {
    const { party, community } = facts;
    const lists = all(party, InspectionListFixed);
    if (lists.length === 0) {
      return [judged(`community:${community}`, [absent(LIST, SUPPLIERS.community, pastBy(party, InspectionHeld))])];
    }
    const past = pastBy(party, InspectionFedBack);
    return lists.map((list, index): RuleResult => {
      const listed = idsOn(list);
      const meeting = meetingFor(party, 'inspection-list', list);
      return judged(
        `list:${list.id}`,
        [
          surplusCheck(facts, list, surplusPercent),
          allPassedReview(party, list, listed, InspectionListFixed.title),
          ...fixedAtMeeting(meeting, list, InspectionListFixed.title),
          ...(meeting === undefined ? [] : [guideCheck(meeting)]),
          ...(index < lists.length - 1 ? [] : [inspectedEach(party, list, listed, past)]),
        ],
        supersededBefore(lists.length, index),
      );
    });
  },
});

function inspectedEach(party: Journal, list: Entry, listed: readonly string[], past: Past | undefined): Check {
  const left = leaversOf(party);
  const inspections = all(party, InspectionHeld);
  const due = listed.filter((id) => !left.has(id));
  const byStreet = new Map(
    inspections.filter(({ data }) => data.by.includes('street')).map((entry) => [entry.data.personId, entry]),
  );
  const without = due.filter((id) => !byStreet.has(id));
  const words = {
    zh: `街道考察 ${due.length - without.length} / ${due.length} 人${without.length === 0 ? '' : `，缺 ${persons(without)}`}`,
    en: `inspected by the street: ${due.length - without.length} of ${due.length}${without.length === 0 ? '' : `, not ${persons(without, 'en')}`}`,
  };
  const evidence = due.flatMap((id) => byStreet.get(id) ?? []);
  if (without.length > 0) {
    if (past === undefined) return notYetDue(words, evidence);
    if (inspections.length === 0)
      return absent({ zh: '考察记录', en: 'record of an inspection' }, SUPPLIERS.street, past);
    return check(false, words, [list, ...evidence, past.entry]);
  }
  const early = evidence.filter((entry) => isAfter(list, entry));
  if (early.length > 0) {
    const ids = early.map(({ data }) => data.personId);
    return check(
      false,
      { zh: `${words.zh}，${persons(ids)} 的考察早于名单`, en: `${words.en}; before the list: ${persons(ids, 'en')}` },
      early,
    );
  }
  return pass(words, evidence);
}

export const PTY_15 = rule({
  id: 'PTY-15',
  paragraph: 35,
  force: 'must',
  mode: 'record',
  step: 5,
  title: { zh: '书记人选的考察和研究', en: 'The secretary nominee: inspection and discussion' },
  explanation: {
    zh: '书记人选须由区委组织部和街道共同考察，之后经区委常委会研究；两项都要有记录。',
    en: 'The secretary nominee is inspected by the district organisation department together with the street and then discussed by the district standing committee; both are on record.',
  },
  parameters: {},
  reads: [
    SecretaryNomineeNamed,
    StandingCommitteeDiscussed,
    ...LEAVER_READS,
    InspectionListFixed,
    InspectionHeld,
    CandidatesToBeDetermined,
    ...from(InspectionListFixed),
  ],
  evaluate: ({ party, community }) => {
    const past = pastBy(party, CandidatesToBeDetermined);
    const list = last(party, InspectionListFixed);
    const left = leaversOf(party);
    const named = last(party, SecretaryNomineeNamed)?.data.personId;
    const onList = (list?.data.list ?? []).filter(({ post }) => post === 'secretary').map(({ personId }) => personId);
    const nominees = [...new Set([...onList, ...(named === undefined ? [] : [named])])].filter((id) => !left.has(id));
    if (nominees.length === 0) {
      const missingSince = list === undefined ? past : { entry: list, title: InspectionListFixed.title };
      const what = { zh: '书记人选', en: 'secretary nominee' };
      return [judged(`community:${community}`, [absent(what, SUPPLIERS.community, missingSince)])];
    }
    return nominees.map((personId) => secretaryInspected(party, personId, past));
  },
});

function secretaryInspected(party: Journal, personId: string, past: Past | undefined): RuleResult {
  const inspections = all(party, InspectionHeld).filter(({ data }) => data.personId === personId);
  const by = new Set(inspections.flatMap(({ data }) => data.by));
  const discussed = all(party, StandingCommitteeDiscussed).findLast(({ data }) => data.personId === personId);
  const who = [
    { kind: 'district-organisation', zh: '区委组织部', en: 'the district organisation department' },
    { kind: 'street', zh: '街道党工委', en: 'the street Party working committee' },
  ] as const;
  const lacking = who.filter(({ kind }) => !by.has(kind));
  const since =
    past ?? (discussed === undefined ? undefined : { entry: discussed, title: StandingCommitteeDiscussed.title });
  const joint: Check =
    lacking.length === 0
      ? pass(
          { zh: '区委组织部、街道均已考察', en: 'inspected by the district organisation department and the street' },
          inspections,
        )
      : inspections.length === 0 || since === undefined
        ? absent(
            {
              zh: `${lacking.map(({ zh }) => zh).join('、')}对书记人选的考察`,
              en: `inspection of the secretary nominee by ${lacking.map(({ en }) => en).join(' and ')}`,
            },
            SUPPLIERS.street,
            since,
          )
        : check(
            false,
            {
              zh: `考察没有${lacking.map(({ zh }) => zh).join('、')}参加`,
              en: `inspected without ${lacking.map(({ en }) => en).join(' and ')}`,
            },
            inspections,
          );
  const subject = `person:${personId}` as const;
  if (discussed === undefined) {
    const what = { zh: '区委常委会对书记人选的研究', en: 'discussion of the nominee by the standing committee' };
    return judged(subject, [joint, absent(what, SUPPLIERS.street, past)]);
  }
  const inspection = latest(inspections);
  const order =
    inspection === undefined
      ? pass({ zh: `常委会 ${when(discussed)} 研究`, en: `discussed ${when(discussed, 'en')}` }, [discussed])
      : inOrder([
          { name: { zh: '考察', en: 'inspection' }, entry: inspection },
          { name: { zh: '常委会研究', en: 'standing committee' }, entry: discussed },
        ]);
  const nominated = last(party, CandidatesToBeDetermined)?.data.list.some(
    (one) => one.personId === personId && one.post === 'secretary',
  );
  if (discussed.data.outcome === 'not-agreed' && nominated === true) {
    const disagreed: Check = {
      outcome: 'needs-finding',
      zh: '常委会不同意，预备人选名单仍列为书记人选',
      en: 'the standing committee did not agree, yet the list of candidates-to-be names the person as secretary',
      evidence: [discussed.id],
    };
    return judged(subject, [joint, order, disagreed], {
      waitsFor: {
        zh: '由区委组织部认定该人选可否保留',
        en: 'the district organisation department decides whether the nominee may stay',
      },
    });
  }
  return judged(subject, [joint, order]);
}

export const PTY_16 = rule({
  id: 'PTY-16',
  paragraph: 35,
  force: 'must',
  mode: 'record',
  step: 5,
  title: { zh: '反馈考察情况', en: 'The inspection fed back' },
  explanation: {
    zh: '全部考察结束之后，街道要把考察情况反馈给社区党组织。',
    en: 'When every inspection is over, the street feeds the outcome back to the community Party organisation.',
  },
  parameters: {},
  reads: [InspectionHeld, InspectionFedBack, ...from(InspectionFedBack)],
  evaluate: ({ party, community }) => {
    const subject = `community:${community}` as const;
    const feedback = latest(all(party, InspectionFedBack));
    if (feedback === undefined) {
      const what = { zh: '考察情况反馈', en: 'feedback of the inspection' };
      return [judged(subject, [absent(what, SUPPLIERS.street, pastBy(party, CandidatesToBeDetermined))])];
    }
    const inspections = all(party, InspectionHeld);
    const inspection = latest(inspections);
    if (inspection === undefined) {
      return [
        judged(subject, [
          lacks(
            {
              zh: `${when(feedback)} 反馈，没有考察记录`,
              en: `fed back ${when(feedback, 'en')} without an inspection on record`,
            },
            [input({ zh: '考察记录', en: 'the record of the inspections' }, SUPPLIERS.street)],
            [feedback],
          ),
        ]),
      ];
    }
    return [
      judged(subject, [
        inOrder([
          {
            name: { zh: `末次考察（共 ${inspections.length} 次）`, en: `last of ${inspections.length} inspections` },
            entry: inspection,
          },
          { name: { zh: '反馈', en: 'feedback' }, entry: feedback },
        ]),
      ]),
    ];
  },
});

export const inspectionRules: readonly CommunityRule[] = [PTY_14, PTY_15, PTY_16];
