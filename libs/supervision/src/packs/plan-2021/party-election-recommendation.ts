import {
  AppraisalHeld,
  ElectorateRecorded,
  PreliminaryNomineesDetermined,
  RecommendationMeetingHeld,
  RecommendationReported,
  ReviewListSent,
  SittingMemberRecorded,
} from '#elections';
import { all, type DataOf, type Entry, last } from '#kernel';
import { dayOf } from '../../event-time.js';
import { type CommunityRule, type RuleResult, rule } from '../../rule.js';
import {
  absent,
  check,
  inOrder,
  input,
  judged,
  lacks,
  notYetDue,
  pass,
  persons,
  SUPPLIERS,
  when,
} from './party-election-checks.js';
import { from, pastBy } from './party-election-milestones.js';
import { attendanceCheck, HALF_OR_MORE, MORE_THAN_HALF, onRegister, otherReading } from './party-election-quorum.js';

const MEETING = { zh: '推荐会议', en: 'recommendation meeting' } as const;
const APPRAISAL = { zh: '民主测评', en: 'appraisal' } as const;

export const PTY_30 = rule({
  id: 'PTY-30',
  paragraph: 32,
  force: 'must',
  mode: 'automatic',
  step: 2,
  title: { zh: '测评与推荐同会进行', en: 'Appraisal and recommendation in one sitting' },
  explanation: {
    zh: '推荐初步人选与民主测评应是同一次会议（场次、日期相同），并由社区党组织召集。',
    en: 'Recommending and appraising are one sitting (same sitting, same day), convened by the community Party organisation.',
  },
  parameters: {},
  reads: [AppraisalHeld, RecommendationMeetingHeld, ...from(RecommendationMeetingHeld)],
  evaluate: ({ party, community }) => {
    const subject = `community:${community}` as const;
    const meeting = last(party, RecommendationMeetingHeld);
    const appraisals = all(party, AppraisalHeld);
    const past = pastBy(party, RecommendationMeetingHeld);
    if (meeting === undefined) {
      return [judged(subject, [absent(MEETING, SUPPLIERS.community, pastBy(party, PreliminaryNomineesDetermined))])];
    }
    const { convener, sitting } = meeting.data;
    const convened = check(
      convener === 'community-party',
      {
        zh: `召集人：${convener === 'community-party' ? '社区党组织' : convener === 'street' ? '街道' : '其他'}`,
        en: `convened by ${convener === 'community-party' ? 'the community Party organisation' : convener === 'street' ? 'the street' : 'somebody else'}`,
      },
      [meeting],
    );
    const appraisal = appraisals.findLast(({ data }) => data.sitting === sitting) ?? appraisals.at(-1);
    if (appraisal === undefined) return [judged(subject, [absent(APPRAISAL, SUPPLIERS.street, past), convened])];
    const same = appraisal.data.sitting === sitting && dayOf(appraisal) === dayOf(meeting);
    const one = check(
      same,
      {
        zh: `测评“${appraisal.data.sitting}”${dayOf(appraisal)}，推荐“${sitting}”${dayOf(meeting)}，${same ? '同一次会议' : '不是同一次会议'}`,
        en: `appraisal “${appraisal.data.sitting}” ${dayOf(appraisal)}, recommendation “${sitting}” ${dayOf(meeting)}: ${same ? 'one sitting' : 'not one sitting'}`,
      },
      [appraisal, meeting],
    );
    return [judged(subject, [one, convened])];
  },
});

export const PTY_03 = rule({
  id: 'PTY-03',
  paragraph: 32,
  force: 'must',
  mode: 'record',
  step: 2,
  title: { zh: '现任班子民主测评', en: 'Appraisal of the sitting team' },
  explanation: {
    zh: '现任社区党组织班子整体和每一名成员都要有测评票数；成员以登记的现任班子为准。',
    en: 'There are appraisal votes for the sitting Party team as a whole and for each of its members, as registered.',
  },
  parameters: {},
  reads: [AppraisalHeld, SittingMemberRecorded, ...from(RecommendationMeetingHeld)],
  evaluate: ({ party, term, community }) => {
    const subject = `community:${community}` as const;
    const past = pastBy(party, RecommendationMeetingHeld);
    const sitting = all(term, SittingMemberRecorded).filter(({ data }) => data.body === 'party');
    const appraisal = last(party, AppraisalHeld);
    if (appraisal === undefined) return [judged(subject, [absent(APPRAISAL, SUPPLIERS.street, past)])];
    const total = ({ good, fair, poor }: { good: number; fair: number; poor: number }) => good + fair + poor;
    const votes = total(appraisal.data.team);
    const team =
      votes > 0
        ? pass({ zh: `班子 ${votes} 票`, en: `team: ${votes} votes` }, [appraisal])
        : lacks(
            { zh: '班子没有测评票数', en: 'no appraisal votes for the team' },
            [input({ zh: '班子测评票数', en: 'the votes on the team' }, SUPPLIERS.street)],
            [appraisal],
          );
    if (sitting.length === 0) {
      const who = { zh: '现任党组织班子成员名单', en: 'register of sitting Party committee members' };
      return [
        judged(subject, [
          team,
          lacks({ zh: `没有${who.zh}，不知应测评谁`, en: `no ${who.en}: not known whom to appraise` }, [
            input(who, SUPPLIERS.community),
          ]),
        ]),
      ];
    }
    const ids = [...new Set(sitting.map(({ data }) => data.personId))];
    const appraised = new Set(appraisal.data.members.filter((one) => total(one) > 0).map(({ personId }) => personId));
    const without = ids.filter((id) => !appraised.has(id));
    const members = check(
      without.length === 0,
      {
        zh: `现任成员 ${ids.length} 人，已测评 ${ids.length - without.length} 人${without.length === 0 ? '' : `，缺 ${persons(without)}`}`,
        en: `${ids.length - without.length} of ${ids.length} sitting members appraised${without.length === 0 ? '' : `, not ${persons(without, 'en')}`}`,
      },
      [appraisal, ...sitting],
    );
    return [judged(subject, [team, members])];
  },
});

type Meeting = Entry<DataOf<typeof RecommendationMeetingHeld>>;

export const PTY_04 = rule({
  id: 'PTY-04',
  paragraph: 32,
  force: 'must',
  mode: 'automatic',
  step: 2,
  title: { zh: '推荐会议到会人数', en: 'Attendance at the recommendation meeting' },
  explanation: {
    zh: '党员和居民代表要各自算：到会人数乘 2 都须大于应到人数，推荐才有效。正好一半时原文的“超过”与“以上”矛盾：按不够判断，并列出另一种读法。',
    en: 'Members and residents’ representatives are counted apart: twice those present must exceed those due, for both. At exactly half the text contradicts itself: it counts as not enough, with the other reading beside it.',
  },
  parameters: {},
  reads: [ElectorateRecorded, RecommendationMeetingHeld, ...from(RecommendationMeetingHeld)],
  evaluate: (facts) => {
    const meetings = all(facts.party, RecommendationMeetingHeld);
    if (meetings.length === 0) {
      const past = pastBy(facts.party, PreliminaryNomineesDetermined);
      return [judged(`community:${facts.community}`, [absent(MEETING, SUPPLIERS.community, past)])];
    }
    return meetings.map((meeting, index): RuleResult => {
      const superseded = index < meetings.length - 1;
      const rows = attendanceOf(meeting);
      const checks = rows.map((row) => attendanceCheck(row, MORE_THAN_HALF, meeting));
      const result = judged(`meeting:${meeting.id}`, checks, {
        reading: { zh: '“超过一半”不含本数', en: 'more than half: exactly half is not enough' },
        ...(superseded ? { blocksActs: false } : {}),
      });
      const register = onRegister(facts, rows);
      const other =
        otherReading(
          result,
          { zh: '“一半以上”含本数', en: 'half or more: exactly half is enough' },
          rows.map((row) => attendanceCheck(row, HALF_OR_MORE, meeting)),
        ) ??
        (register === undefined
          ? undefined
          : otherReading(
              result,
              {
                zh: `以登记的人数为应到（${when(register.electorate)} 登记）`,
                en: `those due as registered (${when(register.electorate, 'en')})`,
              },
              register.attendance.map((row) => attendanceCheck(row, MORE_THAN_HALF, meeting)),
            ));
      return other === undefined ? result : { ...result, otherReading: other };
    });
  },
});

function attendanceOf({ data }: Meeting) {
  return [
    {
      who: { zh: '党员', en: 'members' },
      present: data.presentMembers,
      due: data.dueMembers,
      registered: 'votingMembers',
    },
    {
      who: { zh: '居民代表', en: 'representatives' },
      present: data.presentRepresentatives,
      due: data.dueRepresentatives,
      registered: 'representatives',
    },
  ] as const;
}

export const PTY_08 = rule({
  id: 'PTY-08',
  paragraph: 32,
  force: 'must',
  mode: 'record',
  step: 2,
  title: { zh: '报告推荐结果', en: 'Report of the recommendation' },
  explanation: {
    zh: '初步人选确定之后，社区党组织要把推荐结果报街道，并有文号。',
    en: 'Once the preliminary nominees are determined, the community Party organisation reports the result to the street, with a document number.',
  },
  parameters: {},
  reads: [PreliminaryNomineesDetermined, RecommendationReported, ...from(ReviewListSent)],
  evaluate: ({ party, community }) => {
    const subject = `community:${community}` as const;
    const report = last(party, RecommendationReported);
    const list = last(party, PreliminaryNomineesDetermined);
    if (report === undefined) {
      return [
        judged(subject, [
          absent(
            { zh: '推荐结果报告', en: 'report of the recommendation' },
            SUPPLIERS.community,
            pastBy(party, ReviewListSent),
          ),
        ]),
      ];
    }
    if (list === undefined) {
      return [
        judged(subject, [
          absent({ zh: '初步人选名单', en: 'list of preliminary nominees' }, SUPPLIERS.community, {
            entry: report,
            title: RecommendationReported.title,
          }),
        ]),
      ];
    }
    const first = all(party, PreliminaryNomineesDetermined)[0] ?? list;
    return [
      judged(subject, [
        inOrder([
          { name: { zh: '确定初步人选', en: 'nominees determined' }, entry: first },
          { name: { zh: '报告', en: 'report' }, entry: report },
        ]),
        pass({ zh: `文号 ${report.data.number}`, en: `number ${report.data.number}` }, [report]),
        ...(report.position < list.position && list !== first
          ? [
              notYetDue(
                {
                  zh: `名单 ${when(list)} 重新确定后尚未再报`,
                  en: `not reported again since the list of ${when(list, 'en')}`,
                },
                [list],
              ),
            ]
          : []),
      ]),
    ];
  },
});

export const recommendationRules: readonly CommunityRule[] = [PTY_03, PTY_04, PTY_08, PTY_30];
