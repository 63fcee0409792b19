import { deriveEventId } from '#event-store';
import { type Actor, addDays } from '#kernel';
import { derivedId } from '../commands/command-runner.js';
import { personOf } from './cast.js';
import { BY, Script } from './script.js';
import { COMMUNITY_NAMES } from './street-script.js';

/** What differs from one community's Party election to another's. Days are counted from the day of the start. */
export interface PartyPlan {
  readonly community: string;
  /** Character of its document numbers, 青委〔2021〕12号. */
  readonly mark: string;
  readonly start: string;
  readonly seats: number;
  readonly due: { readonly members: number; readonly representatives: number };
  readonly present: { readonly members: number; readonly representatives: number };
  /** Votes of the recommendation, nominee 1 first. */
  readonly recommended: readonly number[];
  readonly ballots: { readonly returned: number; readonly valid: number };
  readonly congress: {
    readonly present: number;
    readonly valid: number;
    readonly void: number;
    readonly votes: readonly number[];
  };
  /** The last step that has taken place by the end of the demonstration. */
  readonly until: number;
  /** Who keys it in. */
  readonly clerk: Actor;
}

interface Department {
  readonly name: string;
  readonly level: 'street' | 'district';
  readonly grounds: readonly string[];
  /** Number of its reply about the first community: each keeps a register of its own. */
  readonly from: number;
}

/** What every community planned in September; those that fell behind moved it. */
const PLANNED_CONGRESS = '2021-11-13';

/** Who answers for which ground of ¶16 in the worked street. */
const DEPARTMENTS: readonly Department[] = [
  { name: '街道纪工委', level: 'street', grounds: ['QUA-01', 'QUA-03a', 'QUA-03b', 'QUA-06a', 'QUA-07'], from: 6 },
  {
    name: '街道党群办',
    level: 'street',
    grounds: ['QUA-05a', 'QUA-06c', 'QUA-08a', 'QUA-08b', 'QUA-09', 'QUA-10'],
    from: 31,
  },
  { name: '派出所', level: 'district', grounds: ['QUA-02a', 'QUA-02b', 'QUA-02c', 'QUA-04'], from: 118 },
  { name: '区自然资源分局', level: 'district', grounds: ['QUA-05b'], from: 204 },
  { name: '街道信访办', level: 'street', grounds: ['QUA-05c'], from: 17 },
  { name: '区法院', level: 'district', grounds: ['QUA-06b'], from: 342 },
];

/** A Party election from the opening of the term through step `until`. Special turns of a community come from its own script. */
export class PartyScript extends Script {
  readonly id: string;
  readonly notice: string;
  readonly pledgeNotice: string;

  constructor(
    readonly plan: PartyPlan,
    private readonly turns: PartyTurns = {},
  ) {
    super(plan.community);
    this.id = `${plan.community}-2021-1`;
    this.notice = this.#noticeId('candidates');
    this.pledgeNotice = this.#noticeId('pledges');
    this.#prepare();
    const steps = [
      this.#start,
      this.#recommend,
      this.#streetList,
      this.#review,
      this.#inspect,
      this.#talk,
      this.#candidates,
      this.#approve,
      this.#pledge,
      this.#congress,
    ];
    for (const step of steps.slice(0, plan.until)) step.call(this);
  }

  /** Nominee `n`, from 1. */
  person(n: number): string {
    return personOf(`${this.plan.community}-${n}`);
  }

  /** Day `n` after the start. */
  day(n: number): string {
    return addDays(this.plan.start, n);
  }

  list(...numbers: readonly number[]): { personId: string; post: string }[] {
    return numbers.map((n) => ({
      personId: this.person(n),
      post: n === 1 ? 'secretary' : n === 2 ? 'deputy-secretary' : 'member',
    }));
  }

  get candidates(): readonly number[] {
    return range(this.#surplus());
  }

  tell(
    at: string,
    verb: string,
    data: Readonly<Record<string, unknown>>,
    more: { on?: string; by?: Actor; commandId?: string } = {},
  ): void {
    const { by = this.plan.clerk, ...rest } = more;
    this.say(at, by, `party-elections/${this.id}/${verb}`, data, rest);
  }

  /** Posts a notice; its id is known before, so that later lines can take it down. */
  post(at: string, key: string, purpose: string, title: string, numbers: readonly number[], until: string): string {
    const noticeId = this.#noticeId(key);
    this.say(
      at,
      this.plan.clerk,
      'notices//post-notice',
      {
        election: `partyElection-${this.id}`,
        purpose,
        title,
        number: `${this.plan.mark}公〔2021〕${this.#count++}号`,
        places: ['社区公告栏', '各居民小组公示点', '居务公开栏'],
        wholeCommunity: true,
        plannedUntil: until,
        photoDay: at.slice(0, 10),
        persons: numbers.map((n) => this.person(n)),
        contact: '街道党群办 0000-5550100',
      },
      { on: `${at}:00+08:00`, commandId: this.#noticeCommand(key) },
    );
    return noticeId;
  }

  takeDown(at: string, key: string, reason?: string): void {
    this.say(
      at,
      this.plan.clerk,
      `notices/${this.#noticeId(key)}/take-down-notice`,
      reason === undefined ? {} : { reason },
      { on: `${at}:00+08:00` },
    );
  }

  #count = 1;
  #surplus(): number {
    return Math.ceil(this.plan.seats * 1.3);
  }
  #noticeCommand(key: string): string {
    return derivedId(`demo/notice/${this.plan.community}/${key}`);
  }
  #noticeId(key: string): string {
    return deriveEventId(this.#noticeCommand(key), 1000);
  }
  #number(n: number): string {
    return `${this.plan.mark}委〔2021〕${n}号`;
  }
  #minutes(n: number): string {
    return `${this.plan.mark}委纪〔2021〕${n}号`;
  }

  #prepare(): void {
    const { community, seats, due, start } = this.plan;
    const lead = BY.lead;
    const clerk = this.plan.clerk;
    const term = `terms/${this.id}`;
    const congress = this.day(26);
    this.say('2021-09-06T09:30', clerk, `terms/${this.id}/open-term`, {
      community,
      street: 'S01',
      organisation: 'committee',
      electionDate: PLANNED_CONGRESS,
      residentsElectionDate: '2021-12-18',
    });
    const sitting: readonly (readonly [number, string, string])[] = [
      [1, 'party', 'party-secretary'],
      [2, 'party', 'party-committee-member'],
      [3, 'party', 'party-committee-member'],
      [4, 'party', 'party-committee-member'],
      [13, 'party', 'party-committee-member'],
      [14, 'residents', 'residents-director'],
      [15, 'residents', 'residents-committee-member'],
      [2, 'residents', 'residents-committee-member'],
    ];
    for (const [n, body, post] of sitting)
      this.say('2021-09-10T10:00', clerk, `${term}/record-sitting-member`, { personId: this.person(n), body, post });
    const prepare: readonly (readonly [string, string, string])[] = [
      ['2021-09-13', 'survey', '入户摸排党员、居民代表意见，建立人选库和问题清单'],
      ['2021-09-24', 'rectification', '对摸排出的问题逐项整改并销号'],
      ['2021-09-27', 'publicity', '张贴换届政策明白纸，召开楼栋会宣讲'],
    ];
    for (const [day, kind, summary] of prepare)
      this.say(`${day}T17:00`, clerk, `${term}/record-preparation`, { kind, summary });
    this.say('2021-09-18T11:00', clerk, `${term}/record-electorate`, {
      votingMembers: due.members,
      representatives: due.representatives,
    });
    this.say('2021-09-22T10:00', clerk, `${term}/record-seats-plan`, {
      body: 'party',
      seats,
      number: '云街工〔2021〕39号',
    });
    this.say('2021-09-23T10:00', clerk, `${term}/record-seats-submission`, {
      body: 'party',
      number: '云街工报〔2021〕18号',
    });
    this.say('2021-10-08T15:00', lead, `${term}/record-seats-approval`, {
      body: 'party',
      seats,
      number: '澜换组〔2021〕8号',
    });
    if (this.turns.unprepared === true) return;
    ['disputes', 'gangs', 'corruption', 'audit'].forEach((kind, i) => {
      this.say(`2021-10-0${i + 5}T16:00`, clerk, `${term}/record-clearance`, {
        kind,
        outcome: 'cleared',
        number: `云街清〔2021〕${Number(community.slice(1)) * 4 + i}号`,
      });
    });
    this.say('2021-10-11T09:00', clerk, `${term}/record-plan`, {
      number: this.#number(10),
      timetable: `启动 ${start}，党员大会 ${congress}`,
      tasks: '党组织换届十个步骤，逐步明确任务和完成时限',
      responsible: [
        { personId: this.person(1), duty: '第一责任人' },
        { personId: this.person(2), duty: '资料和台账' },
      ],
      targeted: community === 'C05',
    });
    this.say('2021-10-14T15:00', lead, `${term}/record-plan-review`, {
      outcome: 'approved',
      number: '云街工审〔2021〕6号',
    });
    this.say('2021-10-15T10:00', clerk, `${term}/record-schedule`, {
      milestone: 'party-congress',
      day: congress,
      ...(congress === PLANNED_CONGRESS ? {} : { reason: '前期准备尚未完成，经街道同意顺延' }),
    });
  }

  #start(): void {
    const { start, community } = this.plan;
    const guide = personOf(Number(community.slice(1)) <= 4 ? 'guide-1' : 'guide-2');
    this.tell(`${start}T09:00`, 'open-party-election', { community, term: `term-${this.id}` });
    this.tell(`${start}T09:20`, 'record-mobilisation', { level: 'street', attended: 85 }, { on: '2021-10-16' });
    this.tell(`${start}T11:00`, 'record-mobilisation', { level: 'community', attended: this.plan.present.members + 4 });
    this.tell(`${start}T14:30`, 'record-committee-meeting', {
      purpose: 'arrange-election',
      due: 5,
      present: 5,
      guide,
      minutes: this.#minutes(11),
    });
    this.tell(`${start}T15:00`, 'record-method', { number: this.#number(12) });
    this.tell(`${start}T15:40`, 'record-method-consultation', { opinion: '同意该办法，请按程序报送请示' });
    this.tell(`${start}T16:30`, 'record-congress-request', { number: this.#number(13), kind: 'members' });
    this.tell(
      `${this.day(1)}T15:00`,
      'record-congress-reply',
      { number: `云街工批〔2021〕${20 + Number(community.slice(1))}号`, outcome: 'approved' },
      { by: BY.lead },
    );
  }

  #recommend(): void {
    const { community, due, present, ballots, recommended } = this.plan;
    const sitting = `${COMMUNITY_NAMES[community]?.[0] ?? ''}推荐会议`;
    const day = this.day(2);
    const issued = present.members + present.representatives;
    this.tell(`${day}T11:30`, 'record-appraisal', {
      sitting,
      team: { good: issued - 18, fair: 14, poor: 4 },
      members: [1, 2, 3, 4, 13].map((n) => ({
        personId: this.person(n),
        good: issued - 20 - n,
        fair: 16 + n,
        poor: 4,
      })),
    });
    this.tell(`${day}T12:00`, 'record-recommendation-meeting', {
      sitting,
      convener: 'community-party',
      dueMembers: due.members,
      presentMembers: present.members,
      dueRepresentatives: due.representatives,
      presentRepresentatives: present.representatives,
      issued,
      returned: ballots.returned,
      valid: ballots.valid,
      votes: recommended.map((votes, i) => ({ personId: this.person(i + 1), votes })),
    });
    this.tell(`${day}T17:00`, 'record-preliminary-nominees', { list: this.list(...this.candidates), filled: [] });
    this.tell(`${this.day(3)}T09:30`, 'record-recommendation-report', { number: this.#number(14) });
  }

  /** The street's own list: two persons of its own on top, so that more than the community's list go to review. */
  #streetList(): void {
    const own = this.candidates.length;
    this.tell(
      `${this.day(4)}T16:00`,
      'record-street-recommendation',
      { list: this.list(...range(own - 2), own + 1, own + 2), minutes: '云街工纪〔2021〕30号' },
      { by: BY.lead },
    );
    this.tell(
      `${this.day(4)}T16:40`,
      'record-street-list-notice',
      { number: `云街工函〔2021〕${Number(this.plan.community.slice(1)) + 8}号` },
      { by: BY.lead },
    );
  }

  #review(): void {
    const all = range(this.candidates.length + 2);
    const failing = this.turns.failing;
    for (const n of all)
      this.tell(`${this.day(7)}T09:30`, 'record-review', {
        level: 'first',
        personId: this.person(n),
        body: 'community-party',
        outcome: 'passed',
      });
    const number = `云街工审〔2021〕${Number(this.plan.community.slice(1)) + 10}号`;
    this.tell(
      `${this.day(7)}T16:00`,
      'send-review-list',
      { level: 'full', number, list: this.list(...all), departments: DEPARTMENTS.map(({ name }) => name) },
      { by: BY.lead },
    );
    for (const { name, level, grounds, from } of DEPARTMENTS) {
      if (name === this.turns.silent) continue;
      for (const n of all) {
        const failed = failing?.person === n && failing.department === name;
        this.tell(
          `${this.day(8)}T10:00`,
          'record-department-reply',
          {
            level: 'full',
            department: name,
            departmentLevel: level,
            number: `${name}〔2021〕${from + Number(this.plan.community.slice(1)) - 1}号`,
            personId: this.person(n),
            ...(grounds.includes('QUA-06b') ? { queriedOn: this.day(7) } : {}),
            grounds: grounds.map((ground) =>
              failed && ground === failing.ground
                ? { ground, outcome: 'not-clear', document: failing.document }
                : { ground, outcome: 'clear' },
            ),
          },
          { by: BY.reviewer },
        );
      }
    }
    if (this.turns.silent !== undefined) return;
    for (const n of all) {
      const failed = failing?.person === n;
      this.tell(
        `${this.day(8)}T16:30`,
        'record-review',
        {
          level: 'full',
          personId: this.person(n),
          body: 'street-working-committee',
          outcome: failed ? 'failed' : 'passed',
          ...(failed ? { ground: failing.ground, reason: failing.reason } : {}),
        },
        { by: BY.reviewer },
      );
    }
    const passed = all.filter((n) => n !== failing?.person);
    if (failing !== undefined) {
      this.tell(
        `${this.day(8)}T17:00`,
        'record-cancellation',
        { personId: this.person(failing.person), by: 'street', reason: failing.reason },
        { by: BY.lead },
      );
      this.tell(
        `${this.day(8)}T17:10`,
        'record-rejection-explanation',
        { personId: this.person(failing.person), explanation: `向社区党组织说明：${failing.reason}` },
        { by: BY.lead },
      );
    }
    this.tell(
      `${this.day(8)}T17:20`,
      'send-review-list',
      {
        level: 'joint',
        number: `云街工报〔2021〕${Number(this.plan.community.slice(1)) + 20}号`,
        list: this.list(...passed),
        departments: ['区委组织部', '区纪委监委'],
      },
      { by: BY.lead },
    );
    for (const n of passed)
      this.tell(
        `${this.day(9)}T15:00`,
        'record-review',
        { level: 'joint', personId: this.person(n), body: 'district-office', outcome: 'passed' },
        { by: BY.reviewer },
      );
    this.tell(
      `${this.day(10)}T09:30`,
      'record-review-feedback',
      { list: this.list(...passed), number: '云街工〔2021〕45号' },
      { by: BY.lead },
    );
  }

  #inspect(): void {
    const { community } = this.plan;
    const guide = personOf(Number(community.slice(1)) <= 4 ? 'guide-1' : 'guide-2');
    this.tell(
      `${this.day(10)}T10:30`,
      'record-secretary-analysis',
      { summary: '逐社区分析书记岗位，研判现任和后备人选' },
      { by: BY.lead },
    );
    this.tell(
      `${this.day(11)}T09:00`,
      'record-secretary-nominee',
      { personId: this.person(1), source: 'sitting-member', postedFromAbove: false, crossCommunity: false },
      { by: BY.lead },
    );
    this.tell(`${this.day(11)}T15:00`, 'record-committee-meeting', {
      purpose: 'inspection-list',
      due: 5,
      present: 5,
      guide,
      minutes: this.#minutes(12),
    });
    this.tell(`${this.day(11)}T15:30`, 'record-inspection-list', {
      list: this.list(...this.candidates),
      minutes: this.#minutes(12),
    });
    for (const n of this.candidates) {
      this.tell(
        `${this.day(n <= 5 ? 15 : 16)}T17:00`,
        'record-inspection',
        {
          personId: this.person(n),
          by: n === 1 ? ['street', 'district-organisation'] : ['street'],
          summary: '个别谈话、查阅档案，未发现影响任职的问题',
        },
        { by: BY.lead },
      );
    }
    this.tell(
      `${this.day(16)}T17:30`,
      'record-standing-committee',
      { personId: this.person(1), outcome: 'agreed', number: '澜委常〔2021〕17号' },
      { by: BY.lead },
    );
    this.tell(
      `${this.day(17)}T10:00`,
      'record-inspection-feedback',
      { number: '云街工函〔2021〕20号', summary: '反馈考察情况，同意列为候选人预备人选' },
      { by: BY.lead },
    );
  }

  #talk(): void {
    const together = [
      { personId: personOf('street-secretary'), post: 'street-secretary' },
      { personId: personOf('organisation-member'), post: 'street-organisation-member' },
    ];
    for (const n of [1, 2, 3, 4, 13, 14, 15]) {
      this.tell(
        `${this.day(17)}T15:00`,
        'record-talk',
        {
          personId: this.person(n),
          participants: n === 1 || n === 14 ? together : together.slice(1),
          place: '街道谈话室',
        },
        { by: BY.lead },
      );
    }
  }

  #candidates(): void {
    const guide = personOf(Number(this.plan.community.slice(1)) <= 4 ? 'guide-1' : 'guide-2');
    this.tell(`${this.day(17)}T17:00`, 'record-committee-meeting', {
      purpose: 'candidates-to-be',
      due: 5,
      present: 5,
      guide,
      minutes: this.#minutes(13),
    });
    this.tell(`${this.day(17)}T17:20`, 'record-candidates-to-be', {
      list: this.list(...this.candidates),
      minutes: this.#minutes(13),
    });
    const title = `${COMMUNITY_NAMES[this.plan.community]?.[0] ?? ''}党委委员、书记、副书记候选人预备人选公示`;
    if (this.turns.postings !== undefined) {
      this.turns.postings(this, title);
      return;
    }
    this.post(`${this.day(18)}T09:00`, 'candidates', 'candidates-to-be', title, this.candidates, this.day(23));
    if (this.turns.stillUp !== true) this.takeDown(`${this.day(23)}T18:00`, 'candidates');
  }

  #approve(): void {
    const shift = this.turns.shift ?? 0;
    this.tell(`${this.day(24 + shift)}T10:00`, 'request-approval', {
      number: this.#number(15),
      list: this.list(...this.candidates),
    });
    this.tell(
      `${this.day(25 + shift)}T10:00`,
      'record-approval',
      { number: `云街工批〔2021〕${30 + Number(this.plan.community.slice(1))}号`, outcome: 'approved' },
      { by: BY.lead },
    );
  }

  #pledge(): void {
    const shift = this.turns.shift ?? 0;
    for (const n of this.candidates)
      this.tell(`${this.day(25 + shift)}T14:30`, 'record-pledge', { personId: this.person(n), promise: true });
    this.post(
      `${this.day(25 + shift)}T16:00`,
      'pledges',
      'pledges',
      '候选人预备人选遵守换届纪律承诺公示',
      this.candidates,
      this.day(30 + shift),
    );
  }

  #congress(): void {
    const shift = this.turns.shift ?? 0;
    const { due, congress, seats } = this.plan;
    const day = this.day(26 + shift);
    this.tell(
      `${day}T09:30`,
      'record-congress',
      {
        kind: 'members',
        due: due.members,
        present: congress.present,
        agenda: { workReport: 'passed', candidateList: 'passed', electionRules: 'passed' },
        scrutineers: [this.person(13)],
        tellers: [this.person(15)],
      },
      { on: `${day}T09:00:00+08:00` },
    );
    this.tell(
      `${day}T10:00`,
      'record-election-rules',
      { number: this.#number(16), includesQualificationTerms: true },
      { on: `${day}T09:40:00+08:00` },
    );
    const count = {
      issued: congress.present,
      returned: congress.valid + congress.void,
      valid: congress.valid,
      void: congress.void,
      votes: this.candidates.map((n, i) => ({ personId: this.person(n), votes: congress.votes[i] ?? 0 })),
    };
    this.tell(`${day}T11:10`, 'enter-count', { count }, { on: `${day}T11:00:00+08:00` });
    if (this.turns.secondCount !== undefined) {
      this.tell(
        `${day}T11:20`,
        'enter-count',
        { count: this.turns.secondCount(count) },
        { by: BY.lead, on: `${day}T11:10:00+08:00` },
      );
      return;
    }
    this.tell(`${day}T11:20`, 'enter-count', { count }, { by: BY.lead, on: `${day}T11:10:00+08:00` });
    this.tell(`${day}T11:30`, 'settle-count', {}, { on: 'none' });
    this.tell(
      `${day}T11:40`,
      'announce-result',
      { secretary: this.person(1), deputySecretaries: [this.person(2)], place: '社区党群服务中心会议室' },
      { on: `${day}T11:40:00+08:00` },
    );
    const report = this.day(28 + shift);
    this.tell(`${report}T09:30`, 'record-result-report', { number: this.#number(17) });
    this.tell(
      `${report}T15:00`,
      'record-result-approval',
      { number: `云街工批〔2021〕${40 + seats + Number(this.plan.community.slice(1))}号`, outcome: 'approved' },
      { by: BY.lead },
    );
    this.tell(
      `${report}T16:30`,
      'record-secretary-filing',
      { personId: this.person(1), number: `云街工报〔2021〕${30 + Number(this.plan.community.slice(1))}号` },
      { by: BY.lead },
    );
  }
}

type Count = {
  issued: number;
  returned: number;
  valid: number;
  void: number;
  votes: { personId: string; votes: number }[];
};

/** Where a community leaves the common path. */
export interface PartyTurns {
  /** Four clears and plan are not there yet. */
  readonly unprepared?: boolean;
  /** One person fails the full review. */
  readonly failing?: {
    readonly person: number;
    readonly department: string;
    readonly ground: string;
    readonly document: string;
    readonly reason: string;
  };
  /** A department that has not answered yet. */
  readonly silent?: string;
  readonly stillUp?: boolean;
  /** Days by which request, pledge and congress come later. */
  readonly shift?: number;
  readonly postings?: (script: PartyScript, title: string) => void;
  /** The second person keyed something else; it stays unsettled. */
  readonly secondCount?: (count: Count) => Count;
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_unused, i) => i + 1);
}
