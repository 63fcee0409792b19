import type { PackOnBoard } from '../command.js';
import {
  clerk,
  fact,
  factId,
  given,
  journalsOf,
  lead,
  otherClerk,
  person,
  recorded,
  TERM,
} from '../testing/scenario.js';
import {
  approveJustification,
  changePacks,
  openTerm,
  proposeJustification,
  recordDelegate,
  recordPlan,
  recordSchedule,
  recordSeatsPlan,
  recordSittingMember,
  resolveProblem,
} from './commands.js';
import {
  BlockingProblemRaised,
  BlockingProblemResolved,
  DelegateRecorded,
  JustificationApproved,
  JustificationProposed,
  PacksChanged,
  PlanDrawnUp,
  packKey,
  ScheduleSet,
  SeatsApproved,
  SeatsPlanned,
  SittingMemberRecorded,
  TermOpened,
} from './events.js';
import { approvedSeats, openJustifications, openProblems } from './state.js';

const packs = [{ id: 'plan-2021', version: '1.0.0', digest: 'a'.repeat(64) }];
const toOpen = {
  community: 'C02',
  street: 'S01',
  organisation: 'committee' as const,
  electionDate: '2021-11-13',
  residentsElectionDate: '2021-12-18',
  packs,
};
const opened = fact(TermOpened, toOpen, { on: '2021-09-06' });

describe('a term', () => {
  it('is named after community and year, and opens once', () => {
    expect(openTerm.streamOf(toOpen, undefined, String, String)).toBe(TERM);
    expect(openTerm.streamOf(toOpen, 'C02-2021-2', String, String)).toBe('term-C02-2021-2');
    given().when(openTerm, toOpen, { on: '2021-09-06' }).thenEvents(recorded(TermOpened, toOpen));
    given(opened).when(openTerm, toOpen, { on: '2021-09-06' }).thenRejected('ALREADY_EXISTS');
  });

  it('is not opened under the name of another community, nor under no name of a term', () => {
    given()
      .when(openTerm, toOpen, { on: '2021-09-06', id: 'C05-2021-1' })
      .thenRejected('OTHER_COMMUNITY', { params: { community: 'C02', expected: 'C05' } });
    expect(() => openTerm.streamOf(toOpen, 'C02', String, String)).toThrow('C02');
  });

  it('names the packs on board with their time in force where none is in force on the day', () => {
    const none = { ...toOpen, packs: [] };
    const known = { ...packs[0], title: { zh: '换届方案', en: 'The plan' }, from: '2021-08-01', until: '2022-12-31' };
    const onBoard = [known as PackOnBoard];
    given()
      .when(openTerm, none, { on: '2021-09-06', packs: onBoard })
      .thenRejected('NO_PACK_IN_FORCE', {
        fields: [{ pointer: '/data/electionDate' }],
        params: {
          day: '2021-11-13',
          onBoardZh: '换届方案 1.0.0（2021-08-01 至 2022-12-31）',
          onBoardEn: 'The plan 1.0.0 (2021-08-01 to 2022-12-31)',
        },
      });
    const otherPacks = { packs: packs.map(packKey), reason: '沿用本轮方案' };
    given()
      .when(openTerm, { ...none, otherPacks }, { on: '2021-09-06', by: lead, packs: onBoard })
      .thenEvents(recorded(TermOpened, toOpen), recorded(PacksChanged, { packs, reason: '沿用本轮方案' }));
    given()
      .when(openTerm, { ...none, otherPacks }, { on: '2021-09-06', by: clerk, packs: onBoard })
      .thenRejected('PACKS_BY_LEAD');
    given()
      .when(openTerm, { ...none, otherPacks }, { on: '2021-09-06', by: lead, packs: [] })
      .thenRejected('PACK_NOT_ON_BOARD', { fields: [{ pointer: '/data/otherPacks/packs/0' }] });
  });

  it('keeps its packs until they are changed with a reason', () => {
    expect(changePacks.kind).toBe('act');
    const [pack] = packs;
    given(opened)
      .when(changePacks, { packs: packs.map(packKey), reason: '区里印发补充规定' }, { by: lead, packs })
      .thenEvents(recorded(PacksChanged, { packs, reason: '区里印发补充规定' }));
    given(opened)
      .when(changePacks, { packs: packs.map(packKey), reason: '区里印发补充规定' }, { by: lead, packs: [] })
      .thenRejected('PACK_NOT_ON_BOARD', { params: { pack: pack?.id, version: pack?.version } });
  });

  it.each([
    ['another pack', { id: 'no-such-pack' }],
    ['another version', { version: '9.9.9' }],
    ['other contents', { digest: 'b'.repeat(64) }],
  ])('does not change to %s than those on board', (_what, change) =>
    given(opened)
      .when(
        changePacks,
        { packs: packs.map((pack) => packKey({ ...pack, ...change })), reason: '试改' },
        { by: lead, packs },
      )
      .thenRejected('PACK_NOT_ON_BOARD', { fields: [{ pointer: '/data/packs/0' }] }),
  );

  it('does not change to one pack twice', () =>
    given(opened)
      .when(changePacks, { packs: [...packs, ...packs].map(packKey), reason: '试改' }, { by: lead, packs })
      .thenRejected('PACK_CHOSEN_TWICE', { fields: [{ pointer: '/data/packs/1' }] }));

  it('belongs to its community', () =>
    expect(
      recordSeatsPlan.unitOf({ body: 'party', seats: 7, number: '云街工〔2021〕39号' }, TERM, {
        journal: journalsOf([]),
      }),
    ).toBe('C02'));
});

describe('preparing a term', () => {
  it('lists a responsible person with each duty', () => {
    const plan = {
      number: '望委〔2021〕10号',
      responsible: [
        { personId: person(1), duty: '第一责任人' },
        { personId: person(1), duty: '联系群众' },
      ],
      targeted: true,
    };
    given(opened).when(recordPlan, plan, { on: '2021-10-11' }).thenEvents(recorded(PlanDrawnUp, plan));
  });

  it('counts the newest approved seats of each committee', () => {
    const approve = (body: 'party' | 'residents', seats: number) =>
      fact(SeatsApproved, { body, seats, number: '澜换组〔2021〕8号' });
    const journal = journalsOf([approve('party', 7), approve('residents', 9), approve('party', 5)])(TERM);
    expect(approvedSeats(journal, 'party')).toBe(5);
    expect(approvedSeats(journal, 'residents')).toBe(9);
    given(opened)
      .when(recordSeatsPlan, { body: 'party', seats: 11, number: '云街工〔2021〕39号' }, { on: '2021-09-22' })
      .thenEvents(recorded(SeatsPlanned, { seats: 11 }));
  });

  it('resolves a problem that is open, once', () => {
    const raised = fact(BlockingProblemRaised, { problem: '账目不清' });
    const resolution = { raised: factId(1), how: '审计整改完成' };
    given(opened, raised)
      .when(resolveProblem, resolution, { on: '2021-10-01' })
      .thenEvents(recorded(BlockingProblemResolved, resolution));
    given(opened).when(resolveProblem, resolution, { on: '2021-10-01' }).thenRejected('PROBLEM_NOT_OPEN');
    const resolved = fact(BlockingProblemResolved, resolution);
    given(opened, raised, resolved)
      .when(resolveProblem, resolution, { on: '2021-10-01' })
      .thenRejected('PROBLEM_NOT_OPEN');
    expect(openProblems(journalsOf([opened, raised])(TERM))).toHaveLength(1);
    expect(openProblems(journalsOf([opened, raised, resolved])(TERM))).toEqual([]);
  });

  it('lists nobody twice', () => {
    const sitting = { personId: person(1), body: 'party' as const, post: 'party-secretary' as const };
    given(opened, fact(SittingMemberRecorded, sitting))
      .when(recordSittingMember, sitting)
      .thenRejected('ALREADY_RECORDED');
    given(opened, fact(SittingMemberRecorded, sitting))
      .when(recordSittingMember, { ...sitting, body: 'residents', post: 'residents-director' })
      .thenEvents(recorded(SittingMemberRecorded, { post: 'residents-director' }));
    const delegate = { personId: person(2), kind: 'resident-representative' as const };
    given(opened, fact(DelegateRecorded, delegate)).when(recordDelegate, delegate).thenRejected('ALREADY_RECORDED');
    given(opened, fact(DelegateRecorded, delegate))
      .when(recordDelegate, { ...delegate, kind: 'member-delegate' })
      .thenEvents(recorded(DelegateRecorded, { kind: 'member-delegate' }));
  });

  it('moves a date with its ground', () => {
    const moved = {
      milestone: 'party-congress' as const,
      day: '2021-11-23',
      reason: '工作安排调整',
      number: '云街工〔2021〕46号',
    };
    given(opened).when(recordSchedule, moved, { on: '2021-11-12' }).thenEvents(recorded(ScheduleSet, moved));
  });
});

describe('the reason for not keeping a softened rule', () => {
  const stated = { rule: 'PTY-20', subject: 'notice:1', reason: '台风预警提前撤下' };
  const proposed = fact(JustificationProposed, stated, { by: clerk });

  it('counts once another person approves', () => {
    given(opened).when(proposeJustification, stated).thenEvents(recorded(JustificationProposed, stated));
    given(opened, proposed)
      .when(approveJustification, { proposal: factId(1), number: '云街工〔2021〕47号' }, { by: lead })
      .thenEvents(recorded(JustificationApproved, { ...stated, proposal: factId(1), approver: lead.id }));
  });

  it('is about a softened rule that says something of its subject', () =>
    given(opened)
      .when(proposeJustification, stated, { isExplainable: () => false })
      .thenRejected('NOT_EXPLAINABLE'));

  it('is not approved by who proposed it, in whatever role', () =>
    given(opened, proposed)
      .when(approveJustification, { proposal: factId(1) }, { by: { ...clerk, role: 'street-lead', unit: 'S01' } })
      .thenRejected('SAME_PERSON'));

  it('is approved once', () => {
    const approved = fact(JustificationApproved, { ...stated, proposal: factId(1), approver: lead.id });
    given(opened, proposed, approved)
      .when(approveJustification, { proposal: factId(1) }, { by: otherClerk })
      .thenRejected('PROPOSAL_NOT_OPEN');
    expect(openJustifications(journalsOf([opened, proposed, approved])(TERM))).toEqual([]);
  });
});
