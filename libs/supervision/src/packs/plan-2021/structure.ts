import {
  PreliminaryNomineesDetermined,
  ResidentsNomineeProposed,
  ReviewListSent,
  SeatsApproved,
  SeatsPlanned,
  SeatsSubmitted,
  StreetRecommendationMade,
  TermOpened,
} from '#elections';
import { all, type Entry, last } from '#kernel';
import { earliest, notAfter, timeOf } from '../../event-time.js';
import type { CommunityFacts } from '../../facts.js';
import { type RuleResult, rule } from '../../rule.js';
import {
  absent,
  type Check,
  check,
  inOrder,
  judged,
  notApplicable,
  notYetDue,
  pass,
  SUPPLIERS,
  when,
} from './party-election-checks.js';
import { SEATS_READS, seatsOf } from './party-election-seats.js';
import { START_READS, startOf } from './start.js';

const KINDS = {
  committee: { zh: '党委', en: 'Party committee' },
  'general-branch': { zh: '党总支', en: 'general branch' },
  branch: { zh: '党支部', en: 'branch' },
} as const;

export const STR_01 = rule({
  id: 'STR-01',
  paragraph: 18,
  force: 'softened',
  mode: 'automatic',
  step: 0,
  title: { zh: '党委的委员职数', en: 'Seats of a Party committee' },
  explanation: {
    zh: '设党委的社区，委员职数一般在上下限之间（含上下限），以区里审定的数为准，未审定的看拟定数。超出范围须有理由和批准人。',
    en: 'Where the community has a Party committee, its seats lie between the two limits, both included: as approved by the district, else as planned. Others need a reason and an approver.',
  },
  parameters: {
    minimum: { value: 5, source: { zh: '方案 ¶18', en: 'plan ¶18' } },
    maximum: { value: 9, source: { zh: '方案 ¶18', en: 'plan ¶18' } },
  },
  reads: [TermOpened, ...SEATS_READS, ...START_READS],
  evaluate: (facts, _moment, { minimum, maximum }) => [seatsBetween(facts, 'committee', minimum, maximum)],
});

export const STR_02 = rule({
  id: 'STR-02',
  paragraph: 18,
  force: 'softened',
  mode: 'automatic',
  step: 0,
  title: { zh: '党总支的委员职数', en: 'Seats of a general branch' },
  explanation: {
    zh: '设党总支的社区，委员职数一般在上下限之间（含上下限），以区里审定的数为准，未审定的看拟定数。超出范围须有理由和批准人。',
    en: 'Where the community has a general branch, its seats lie between the two limits, both included: as approved by the district, else as planned. Others need a reason and an approver.',
  },
  parameters: {
    minimum: { value: 5, source: { zh: '方案 ¶18', en: 'plan ¶18' } },
    maximum: { value: 7, source: { zh: '方案 ¶18', en: 'plan ¶18' } },
  },
  reads: [TermOpened, ...SEATS_READS, ...START_READS],
  evaluate: (facts, _moment, { minimum, maximum }) => [seatsBetween(facts, 'general-branch', minimum, maximum)],
});

function seatsBetween(facts: CommunityFacts, kind: keyof typeof KINDS, minimum: number, maximum: number): RuleResult {
  const subject = `community:${facts.community}` as const;
  const opened = last(facts.term, TermOpened);
  const start = startOf(facts.party);
  if (opened === undefined) {
    return judged(subject, [
      absent({ zh: '党组织设置形式', en: 'kind of Party organisation' }, SUPPLIERS.clerk, start),
    ]);
  }
  const own = KINDS[opened.data.organisation];
  if (opened.data.organisation !== kind) {
    const words = { zh: `本社区设${own.zh}，不设${KINDS[kind].zh}`, en: `has a ${own.en}, not a ${KINDS[kind].en}` };
    return judged(subject, [notApplicable(words, [opened])]);
  }
  const seats = seatsOf(facts);
  if (seats === undefined) {
    return judged(subject, [absent({ zh: '委员职数', en: 'number of seats' }, SUPPLIERS.district, start)]);
  }
  const n = seats.seats;
  const kept = minimum <= n && n <= maximum;
  const state = seats.approved ? { zh: '审定', en: 'approved' } : { zh: '拟定', en: 'planned' };
  const relation = kept ? `${minimum} ≤ ${n} ≤ ${maximum}` : n < minimum ? `${n} < ${minimum}` : `${n} > ${maximum}`;
  const words = {
    zh: `${own.zh}${state.zh}职数 ${n}，${relation}`,
    en: `${own.en}, ${n} seats ${state.en}, ${relation}`,
  };
  return judged(subject, [check(kept, words, [opened, seats.entry])]);
}

const PARTY_LISTS = [PreliminaryNomineesDetermined, StreetRecommendationMade, ReviewListSent] as const;

const BODIES = {
  party: { zh: '党组织', en: 'Party' },
  residents: { zh: '居委会', en: 'residents’ committee' },
} as const;

export const STR_04 = rule({
  id: 'STR-04',
  paragraph: 18,
  force: 'must',
  mode: 'record',
  step: 2,
  title: { zh: '职数先审定、后不变', en: 'Seats approved first and unchanged later' },
  explanation: {
    zh: '职数经区领导小组审定的时间不晚于第一份人选名单，名单提出之后审定数和拟定数都不再改动。居委会的职数自有居委会提名人选起，单独判断。',
    en: 'The district’s leading group has approved the seats by the time of the first list of names, and neither the approved nor the planned number changes after that list. The residents’ committee is judged apart, from its first nominee on.',
  },
  parameters: {},
  reads: [...SEATS_READS, SeatsSubmitted, ...PARTY_LISTS, ResidentsNomineeProposed],
  evaluate(facts) {
    const lists = PARTY_LISTS.flatMap(({ type }) => facts.party.entries[type] ?? []);
    const party = judged(`community:${facts.community}`, seatsSettled(facts, 'party', earliest(lists)));
    const nominee = earliest(all(facts.residents, ResidentsNomineeProposed));
    if (nominee === undefined) return [party];
    return [party, judged(`list:${nominee.id}`, seatsSettled(facts, 'residents', nominee))];
  },
});

function seatsSettled(facts: CommunityFacts, body: keyof typeof BODIES, list: Entry | undefined): readonly Check[] {
  const title = BODIES[body];
  const ofBody = <E extends Entry<{ readonly body: string }>>(entries: readonly E[]) =>
    entries.filter(({ data }) => data.body === body);
  const approvals = ofBody(all(facts.term, SeatsApproved));
  const numbers = [...ofBody(all(facts.term, SeatsPlanned)), ...approvals];
  const submitted = ofBody(all(facts.term, SeatsSubmitted)).at(-1);
  const sent: Check =
    submitted === undefined
      ? notApplicable({ zh: '报送未登记', en: 'submission not recorded' })
      : notApplicable({ zh: `${when(submitted)} 报送`, en: `submitted ${when(submitted, 'en')}` }, [submitted]);
  const past = list === undefined ? undefined : { entry: list, title: { zh: '人选名单', en: 'list of names' } };
  const first = earliest(approvals);
  if (first === undefined) {
    const what = { zh: `${title.zh}职数的审定`, en: `approval of the ${title.en} seats` };
    return [absent(what, SUPPLIERS.district, past), sent];
  }
  if (list === undefined) {
    const words = {
      zh: `${title.zh}职数 ${first.data.seats}，${when(first)} 审定，尚无人选名单`,
      en: `${title.en} seats ${first.data.seats}, approved ${when(first, 'en')}, no list of names yet`,
    };
    return [notYetDue(words, [first]), sent];
  }
  const inForce = approvals.filter((one) => notAfter(timeOf(one), timeOf(list))).at(-1) ?? first;
  const changed = numbers.filter(
    (one) =>
      one.position > list.position && one.data.seats !== inForce.data.seats && !notAfter(timeOf(one), timeOf(list)),
  );
  const n = inForce.data.seats;
  return [
    pass({ zh: `${title.zh}审定职数 ${n}`, en: `${title.en} seats approved: ${n}` }, [inForce]),
    inOrder([
      { name: { zh: '审定', en: 'approval' }, entry: inForce },
      { name: { zh: '首份名单', en: 'first list' }, entry: list },
    ]),
    changed.length === 0
      ? pass({ zh: '名单之后未改动', en: 'unchanged after the list' })
      : check(
          false,
          {
            zh: `名单之后改为 ${changed.map((one) => `${one.data.seats}（${when(one)}）`).join('、')}`,
            en: `changed after the list to ${changed.map((one) => `${one.data.seats} (${when(one, 'en')})`).join(', ')}`,
          },
          changed,
        ),
    sent,
  ];
}

/** Size of the committees (¶18), as far as the Party side goes. */
export const structureRules = [STR_01, STR_02, STR_04] as const;
