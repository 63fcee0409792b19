import {
  CandidateWithdrew,
  ExceptionStageRecorded,
  PersonRegistered,
  QualificationReviewed,
  SanctionRecorded,
} from '#elections';
import { QUA_12 } from './qualification-exception.js';
import { type Happened, happened, momentAt } from './testing/facts-builder.js';
import { changed, judgeOne, judgeSubject } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';
import { nominee } from './testing/s1-people.js';

const sixth = nominee(6);
const subject = `person:${sixth}`;
/** A sanction whose end of the bar is not recorded. */
const NO_BAR = '';
type Kind = 'demerit' | 'dismissal' | 'post-adjustment' | 'party-serious-warning';

const sanctioned = (kind: Kind = 'demerit', barUntil: string = '2022-03-01', events: readonly Happened[] = s1Clean) => [
  ...events,
  happened(
    SanctionRecorded,
    {
      personId: sixth,
      kind,
      workRelated: true,
      imposedOn: '2020-09-01',
      number: '澜政处〔2020〕5号',
      ...(barUntil === NO_BAR ? {} : { barUntil }),
    },
    '2021-09-11',
  ),
];
const STAGES = [
  ['street-opinion', '2021-09-20'],
  ['district-discipline', '2021-09-24'],
  ['district-organisation', '2021-09-25'],
  ['district-civil-affairs', '2021-09-26'],
  ['standing-committee', '2021-10-09'],
] as const;
const route = STAGES.map(([stage, on]) =>
  happened(ExceptionStageRecorded, { personId: sixth, stage, outcome: 'allowed', number: '云街工〔2021〕30号' }, on),
);
const excepted = (stages: readonly Happened[] = route) => [...sanctioned(), ...stages];
const stageOn = (stage: string, change: Readonly<Record<string, unknown>>) =>
  changed(excepted(), ExceptionStageRecorded, change, ({ data }) => data['stage'] === stage);

describe('QUA-12, the exception for sanctions of work', () => {
  it('has nothing to ask in a clean election', () => {
    expect(judgeOne(QUA_12, s1Clean)).toMatchObject({
      outcome: 'not-applicable',
      arithmetic: { zh: '提名 12 人，无人有工作原因的处分在限制期内' },
    });
  });

  it('passes with five stages in order before the first list', () => {
    expect(judgeOne(QUA_12, excepted())).toMatchObject({
      outcome: 'pass',
      subject,
      arithmetic: {
        zh: expect.stringMatching(
          /^适用例外程序：澜政处〔2020〕5号（限制至 2022-03-01 ≥ 2021-10-27）；五个环节齐全；.*常委会 2021-10-09 同意列入，2021-10-20 列入名单$/,
        ),
      },
    });
  });

  it.each(STAGES.map(([stage]) => [stage]))('fails without %s', (stage) => {
    const events = excepted(route.filter(({ data }) => data['stage'] !== stage));
    expect(judgeOne(QUA_12, events)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('已列入名单，缺 ') },
    });
  });

  it.each([
    ['a review before the opinion', 'district-discipline', { on: '2021-09-19' }],
    ['a review after the decision', 'district-civil-affairs', { on: '2021-10-10' }],
    ['a decision after the list', 'standing-committee', { on: '2021-10-21' }],
    ['a decision that did not allow it', 'standing-committee', { outcome: 'not-allowed' }],
  ])('fails with %s', (_what, stage, change) => {
    expect(judgeOne(QUA_12, stageOn(stage, change)).outcome).toBe('fail');
  });

  it('leaves the reviews in any order among themselves, and to the committee to decide against one', () => {
    expect(judgeOne(QUA_12, stageOn('district-civil-affairs', { on: '2021-09-21' })).outcome).toBe('pass');
    expect(judgeOne(QUA_12, stageOn('district-discipline', { outcome: 'not-allowed' })).outcome).toBe('pass');
    expect(judgeOne(QUA_12, stageOn('standing-committee', { on: '2021-10-20' })).outcome).toBe('pass');
  });

  it('applies to the last day of the bar and not after', () => {
    expect(judgeOne(QUA_12, sanctioned('demerit', '2021-10-27')).outcome).toBe('fail');
    expect(judgeOne(QUA_12, sanctioned('demerit', '2021-10-26')).outcome).toBe('not-applicable');
  });

  it('applies to a change of post, which has no bar', () => {
    expect(judgeOne(QUA_12, sanctioned('post-adjustment', NO_BAR))).toMatchObject({ outcome: 'fail' });
    expect(judgeOne(QUA_12, [...sanctioned('post-adjustment', NO_BAR), ...route]).outcome).toBe('pass');
  });

  it('applies once to a sanction and a change of post together', () => {
    const both = sanctioned('post-adjustment', NO_BAR, sanctioned());
    expect(judgeOne(QUA_12, both).outcome).toBe('fail');
    expect(judgeOne(QUA_12, [...both, ...route]).outcome).toBe('pass');
    const suspendedUntil = (day: string) => judgeOne(QUA_12, sanctioned('post-adjustment', day)).outcome;
    expect(suspendedUntil('2021-10-27')).toBe('fail');
    expect(suspendedUntil('2021-10-26')).toBe('not-applicable');
  });

  it('leaves other kinds to a person', () => {
    expect(judgeOne(QUA_12, sanctioned('dismissal', '2021-10-27')).outcome).toBe('needs-finding');
    expect(judgeOne(QUA_12, sanctioned('dismissal', NO_BAR)).outcome).toBe('needs-finding');
    expect(judgeOne(QUA_12, sanctioned('dismissal', '2021-10-26')).outcome).toBe('not-applicable');
    expect(judgeOne(QUA_12, sanctioned('dismissal'))).toMatchObject({
      outcome: 'needs-finding',
      waitsFor: { zh: '由区委组织部决定可否列为候选人' },
    });
  });

  it('cannot be judged without the end of the bar, or for somebody not registered', () => {
    expect(judgeOne(QUA_12, sanctioned('party-serious-warning', NO_BAR))).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '任职限制期限的最后一日（由作出处分的机关补录）' }],
    });
    const unregistered = s1Clean.filter(
      ({ type, data }) => type !== PersonRegistered.type || data['personId'] !== sixth,
    );
    expect(judgeSubject(QUA_12, unregistered, subject).outcome).toBe('not-evaluable');
    expect(judgeOne(QUA_12, []).outcome).toBe('not-yet-due');
  });

  it('blocks nothing once the person left', () => {
    const withdrew = happened(CandidateWithdrew, { personId: sixth, reason: '个人原因' }, '2021-11-20');
    expect(judgeOne(QUA_12, sanctioned()).blocksActs).toBeUndefined();
    expect(judgeOne(QUA_12, [...sanctioned(), withdrew])).toMatchObject({ outcome: 'fail', blocksActs: false });
  });

  it('weighs the bar against today until the joint review', () => {
    const early = sanctioned('demerit', '2021-11-01').filter(
      ({ type, data }) => type !== QualificationReviewed.type || data['level'] !== 'joint',
    );
    expect(judgeOne(QUA_12, early, { moment: momentAt('2021-11-01') })).toMatchObject({
      outcome: 'fail',
      recheckAt: '2021-11-01T16:00:00.000Z',
    });
    expect(judgeOne(QUA_12, early, { moment: momentAt('2021-11-02') }).outcome).toBe('not-applicable');
  });
});
