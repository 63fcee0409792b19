import { deriveEventId } from '#event-store';
import { findingName } from '#supervision';
import { derivedId } from '../commands/command-runner.js';
import { personOf } from './cast.js';
import { type PartyPlan, PartyScript } from './party-script.js';
import { BY } from './script.js';

/** Recommendation of 139 ballots returned, 137 valid (S1): 70 are needed. */
const RECOMMENDED = [132, 128, 121, 117, 110, 104, 96, 88, 79, 72, 62, 45];

const plan = (community: string, mark: string, change: Partial<PartyPlan> = {}): PartyPlan => ({
  community,
  mark,
  start: '2021-10-18',
  seats: 7,
  due: { members: 120, representatives: 60 },
  present: { members: 98, representatives: 41 },
  recommended: RECOMMENDED,
  ballots: { returned: 139, valid: 137 },
  congress: { present: 104, valid: 102, void: 2, votes: [98, 95, 93, 90, 88, 84, 71, 45, 30, 15] },
  until: 10,
  clerk: BY.clerk,
  ...change,
});

/** S1: clean from beginning to end. */
function qinghe(): PartyScript {
  return new PartyScript(plan('C01', '青'));
}

/**
 * S4: the notice is cut short on 11-08 and put up again; the congress is moved from 11-13 to 11-15, later once more to
 * 11-23 by the street's document.
 */
function wanghu(): PartyScript {
  const script = new PartyScript(
    plan('C02', '望', {
      clerk: BY.clerkOfC02,
      due: { members: 132, representatives: 66 },
      present: { members: 104, representatives: 45 },
      ballots: { returned: 149, valid: 147 },
      recommended: [140, 131, 126, 119, 113, 107, 98, 91, 84, 78, 66, 51],
      congress: { present: 112, valid: 110, void: 2, votes: [104, 101, 97, 92, 90, 86, 73, 47, 33, 21] },
    }),
    {
      shift: 10,
      postings: (own, title) => {
        own.post('2021-11-05T10:00', 'candidates', 'candidates-to-be', title, own.candidates, '2021-11-10');
        own.takeDown('2021-11-08T17:30', 'candidates', '误撕');
        own.post(
          '2021-11-09T09:00',
          'candidates-again',
          'candidates-to-be',
          `${title}（重新公示）`,
          own.candidates,
          '2021-11-14',
        );
        own.takeDown('2021-11-14T18:00', 'candidates-again');
      },
    },
  );
  const term = `terms/${script.id}`;
  script.say('2021-11-09T10:00', BY.clerkOfC02, `${term}/record-schedule`, {
    milestone: 'party-congress',
    day: '2021-11-15',
    reason: '预备人选公示时间不足，重新公示后顺延',
    number: '云街工〔2021〕44号',
  });
  script.say('2021-11-14T18:30', BY.clerkOfC02, `${term}/record-schedule`, {
    milestone: 'party-congress',
    day: '2021-11-23',
    reason: '工作安排调整',
    number: '云街工〔2021〕46号',
  });
  // The short notice: an inspector takes it up and confirms it with a second person.
  const short =
    `finding-${derivedId(findingName({ unit: 'C02', term: `term-${script.id}`, rule: 'PTY-20', subject: `notice:${script.notice}` }))}`.slice(
      'finding-'.length,
    );
  const proposed = derivedId('demo/finding/C02/PTY-20');
  script.say(
    '2021-11-09T11:00',
    BY.inspector,
    `findings/${short}/take-finding`,
    { note: '现场查看公告栏，调取张贴和撤下照片' },
    { on: 'none' },
  );
  script.say(
    '2021-11-09T16:00',
    BY.inspector,
    `findings/${short}/propose-conclusion`,
    { conclusion: 'confirmed', reason: '公示于 11-08 17:30 撤下，仅满 3 天，社区承认误撕', evidence: [] },
    { on: 'none', commandId: proposed },
  );
  script.say(
    '2021-11-10T09:30',
    BY.inspectorLead,
    `findings/${short}/approve-conclusion`,
    { proposal: deriveEventId(proposed, 0) },
    { on: 'none' },
  );
  // GEN-04 is softened: the clerk says why, another person approves, and the result becomes a reminder with the reason.
  const proposal = derivedId('demo/justification/C02/GEN-04');
  script.say(
    '2021-11-24T09:00',
    BY.clerkOfC02,
    `${term}/propose-justification`,
    { rule: 'GEN-04', subject: 'community:C02', reason: '公示重新张贴后顺延，另因工作安排调整，经街道同意改期' },
    { on: 'none', commandId: proposal },
  );
  script.say(
    '2021-11-24T10:30',
    BY.lead,
    `${term}/approve-justification`,
    { proposal: deriveEventId(proposal, 0), number: '云街工〔2021〕46号' },
    { on: 'none' },
  );
  return script;
}

/** S5: two nominees are siblings; the relation is recorded from the family register on 11-10. */
function nanyuan(): PartyScript {
  const script = new PartyScript(
    plan('C03', '南', {
      due: { members: 110, representatives: 54 },
      present: { members: 96, representatives: 43 },
      congress: { present: 98, valid: 97, void: 1, votes: [93, 90, 88, 86, 81, 79, 66, 40, 28, 12] },
    }),
  );
  const residents = `residents-elections/${script.id}`;
  script.say('2021-11-09T15:00', BY.clerk, `${residents}/record-election-committee`, {
    members: [13, 14, 15, 16, 11, 12, 10].map((n, i) => ({
      personId: script.person(n),
      role: i === 0 ? 'chair' : i === 1 ? 'vice-chair' : 'member',
    })),
  });
  script.say('2021-11-10T09:30', BY.clerk, `${residents}/record-nominee`, {
    personId: personOf('C03-17'),
    post: 'residents-committee-member',
  });
  script.say('2021-11-10T10:30', BY.clerk, 'kinships//record-kinship', {
    a: personOf('C03-2'),
    b: personOf('C03-17'),
    kind: 'sibling',
    source: 'family-register',
    documentNumber: '南户核〔2021〕3号',
  });
  return script;
}

/** Everything up to the request; the notice of the pledges is still to come. */
function liuyuan(): PartyScript {
  return new PartyScript(
    plan('C04', '柳', {
      start: '2021-11-22',
      seats: 5,
      until: 8,
      due: { members: 88, representatives: 46 },
      present: { members: 71, representatives: 33 },
      ballots: { returned: 104, valid: 103 },
      recommended: [99, 95, 90, 84, 79, 71, 60, 41, 22],
      congress: { present: 76, valid: 76, void: 0, votes: [] },
    }),
  );
}

/** The most complex community: one nominee fails the street's review and the district's reply is awaited. */
function beita(): PartyScript {
  return new PartyScript(plan('C05', '北', { start: '2021-12-06', until: 5 }), {
    failing: {
      person: 9,
      department: '区法院',
      ground: 'QUA-06b',
      document: '澜法函〔2021〕52号',
      reason: '经区法院复函，当前被纳入失信被执行人名单',
    },
  });
}

/** A department has not answered: its grounds cannot be judged. */
function dongqu(): PartyScript {
  return new PartyScript(
    plan('C06', '东', {
      start: '2021-12-09',
      until: 4,
      due: { members: 96, representatives: 50 },
      present: { members: 70, representatives: 30 },
      ballots: { returned: 100, valid: 98 },
      recommended: [92, 90, 85, 81, 76, 70, 63, 58, 55, 52, 49, 40],
    }),
    { silent: '派出所' },
  );
}

/** The term is open and little else. */
function heshun(): PartyScript {
  return new PartyScript(plan('C07', '和', { start: '2021-12-27', until: 0 }), { unprepared: true });
}

/** The congress was held and the two counts differ in one person's votes: a third person must settle them. */
function shuyuan(): PartyScript {
  return new PartyScript(
    plan('C08', '书', {
      start: '2021-11-24',
      congress: { present: 101, valid: 100, void: 1, votes: [95, 92, 90, 87, 85, 80, 69, 42, 27, 14] },
    }),
    {
      secondCount: (count) => ({
        ...count,
        votes: count.votes.map((row, i) => (i === 6 ? { ...row, votes: row.votes - 9 } : row)),
      }),
    },
  );
}

export function partyScripts(): readonly PartyScript[] {
  return [qinghe(), wanghu(), nanyuan(), liuyuan(), beita(), dongqu(), heshun(), shuyuan()];
}
