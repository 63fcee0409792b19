import {
  ApprovalGiven,
  ApprovalRequested,
  CandidatesToBeDetermined,
  CommitteeMeetingHeld,
  CongressHeld,
  InspectionFedBack,
  InspectionHeld,
} from '#elections';
import { all, daysBetween, type Entry, type Journal, last } from '#kernel';
import { dayOf, earliest, notAfter, timeOf } from '../../event-time.js';
import type { CommunityFacts } from '../../facts.js';
import { type CommunityRule, type Moment, type RuleResult, rule } from '../../rule.js';
import {
  absent,
  type Check,
  check,
  follows,
  inOrder,
  isAfter,
  judged,
  notYetDue,
  type Past,
  pass,
  persons,
  plural,
  SUPPLIERS,
  when,
} from './party-election-checks.js';
import { allPassedReview, fixedAtMeeting, meetingFor } from './party-election-inspection.js';
import { idsOn, PASSED_READS } from './party-election-lists.js';
import { from, pastBy } from './party-election-milestones.js';
import {
  endOf,
  NOTICE_PARAMETERS,
  POSTING_READS,
  type Posting,
  postingsOf,
  recheckOf,
} from './party-election-notices.js';

const LIST = { zh: '预备人选名单', en: 'list of candidates-to-be' } as const;

export const PTY_19 = rule({
  id: 'PTY-19',
  paragraph: 37,
  force: 'must',
  mode: 'automatic',
  step: 7,
  title: { zh: '预备人选名单的确定', en: 'How the candidates-to-be are determined' },
  explanation: {
    zh: '名单由考察情况反馈之后召开的委员会会议确定，名单上的人都通过了联审并经过考察。',
    en: 'The list is determined at a committee meeting held after the inspection was fed back; everyone on it passed the joint review and was inspected.',
  },
  parameters: {},
  reads: [
    ...PASSED_READS,
    CommitteeMeetingHeld,
    InspectionHeld,
    InspectionFedBack,
    CandidatesToBeDetermined,
    ...from(CandidatesToBeDetermined),
  ],
  evaluate: ({ party, community }) => {
    const list = last(party, CandidatesToBeDetermined);
    const subject = `community:${community}` as const;
    if (list === undefined) {
      return [judged(subject, [absent(LIST, SUPPLIERS.community, pastBy(party, ApprovalRequested))])];
    }
    const listed = idsOn(list);
    const title = CandidatesToBeDetermined.title;
    const meeting = meetingFor(party, 'candidates-to-be', list);
    const feedback = all(party, InspectionFedBack);
    const fedBack =
      feedback.length === 0
        ? absent({ zh: '考察情况反馈', en: 'feedback of the inspection' }, SUPPLIERS.street, { entry: list, title })
        : meeting === undefined
          ? undefined
          : inOrder([
              { name: { zh: '考察反馈', en: 'inspection fed back' }, entry: earliest(feedback) ?? list },
              { name: { zh: '会议', en: 'meeting' }, entry: meeting },
            ]);
    return [
      judged(subject, [
        allPassedReview(party, list, listed, title),
        allInspected(party, list, listed),
        ...fixedAtMeeting(meeting, list, title),
        ...(fedBack === undefined ? [] : [fedBack]),
      ]),
    ];
  },
});

function allInspected(party: Journal, list: Entry, listed: readonly string[]): Check {
  const inspections = all(party, InspectionHeld);
  if (inspections.length === 0) {
    return absent({ zh: '考察记录', en: 'record of an inspection' }, SUPPLIERS.street, {
      entry: list,
      title: CandidatesToBeDetermined.title,
    });
  }
  const inspected = new Map(inspections.map((entry) => [entry.data.personId, entry]));
  const without = listed.filter((id) => !inspected.has(id));
  return check(
    without.length === 0,
    {
      zh: `经过考察 ${listed.length - without.length} / ${listed.length} 人${without.length === 0 ? '' : `，缺 ${persons(without)}`}`,
      en: `${listed.length - without.length} of ${listed.length} inspected${without.length === 0 ? '' : `, not ${persons(without, 'en')}`}`,
    },
    listed.flatMap((id) => inspected.get(id) ?? []),
  );
}

export const PTY_21 = rule({
  id: 'PTY-21',
  paragraph: 38,
  force: 'must',
  mode: 'automatic',
  step: 8,
  title: { zh: '公示后请示、请示后批复', en: 'Request after the notice, approval after the request' },
  explanation: {
    zh: '公示结束之后才上报请示，请示之后街道作出同意的批复。公示结束：已撤下的以撤下时为准，仍张贴的以满期时为准。批复用时只作报告。',
    en: 'The request is sent once the notice is over, and the street approves after the request. A notice is over when it was taken down, or, while still up, when its days are complete. The days taken are reported.',
  },
  parameters: NOTICE_PARAMETERS,
  reads: [...POSTING_READS, ApprovalRequested, ApprovalGiven, ...from(ApprovalRequested)],
  evaluate: (facts, moment, values): readonly RuleResult[] => {
    const { party, community } = facts;
    const subject = `community:${community}` as const;
    const request = last(party, ApprovalRequested);
    const past = pastBy(party, CongressHeld);
    if (request === undefined) {
      const approval = last(party, ApprovalGiven);
      const since = approval === undefined ? past : { entry: approval, title: ApprovalGiven.title };
      return [
        judged(subject, [absent({ zh: '预备人选请示', en: 'request for approval' }, SUPPLIERS.community, since)]),
      ];
    }
    return [
      judged(subject, [afterNotice(facts, request, moment, values), ...approvalChecks(party, request, past)], {
        reading: {
          zh: '公示结束以撤下时为准；仍张贴的以满期时为准',
          en: 'the notice is over when taken down, or, while still up, when its days are complete',
        },
        ...recheckOf(facts, moment, values),
      }),
    ];
  },
});

function afterNotice(
  facts: CommunityFacts,
  request: Entry,
  moment: Moment,
  values: { readonly minimumDays: number; readonly closeOfBusiness: string },
): Check {
  const postings = postingsOf(facts, 'candidates-to-be').filter(({ posted }) => !isAfter(posted, request));
  const posting: Posting | undefined = postings.at(-1);
  if (posting === undefined) {
    return absent({ zh: '请示之前的公示', en: 'notice posted before the request' }, SUPPLIERS.community, {
      entry: request,
      title: ApprovalRequested.title,
    });
  }
  const { posted, takenDown } = posting;
  const end = endOf(posting, moment, values);
  const evidence = [posted, ...(takenDown === undefined ? [] : [takenDown]), request];
  if (end === undefined) {
    return check(
      false,
      {
        zh: `公示 ${when(posted)} 张贴，尚未结束；请示 ${when(request)} 已上报`,
        en: `notice posted ${when(posted, 'en')} is not over, yet the request is of ${when(request, 'en')}`,
      },
      evidence,
    );
  }
  const kept = notAfter(end, timeOf(request));
  const ended = takenDown === undefined ? { zh: '满期', en: 'complete' } : { zh: '撤下', en: 'taken down' };
  const day = dayOf({ at: end });
  return check(
    kept,
    {
      zh: `公示 ${day} ${ended.zh} ${kept ? '≤' : '>'} 请示 ${when(request)}`,
      en: `notice ${ended.en} ${day} ${kept ? '≤' : '>'} request ${when(request, 'en')}`,
    },
    evidence,
  );
}

function approvalChecks(party: Journal, request: Entry, past: Past | undefined): readonly Check[] {
  const approvals = all(party, ApprovalGiven);
  const approval =
    approvals.findLast((one) => follows(one, request)) ??
    approvals.findLast(({ position }) => position > request.position);
  if (approval === undefined) {
    return [absent({ zh: '街道对请示的批复', en: 'approval of the street' }, SUPPLIERS.street, past)];
  }
  const taken = daysBetween(dayOf(request), dayOf(approval));
  const order = inOrder([
    { name: { zh: '请示', en: 'request' }, entry: request },
    { name: { zh: '批复', en: 'approval' }, entry: approval },
  ]);
  if (approval.data.outcome === 'returned') {
    const words = { zh: `批复退回（${when(approval)}）`, en: `returned ${when(approval, 'en')}` };
    return [order, past === undefined ? notYetDue(words, [approval]) : check(false, words, [approval, past.entry])];
  }
  return [
    order,
    pass({ zh: `同意，用时 ${taken} 天（未设期限）`, en: `approved, took ${plural(taken, 'day')} (no limit set)` }),
  ];
}

export const candidateRules: readonly CommunityRule[] = [PTY_19, PTY_21];
