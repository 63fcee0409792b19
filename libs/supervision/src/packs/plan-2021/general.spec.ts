import {
  CongressHeld,
  ElectionDayFixed,
  JustificationApproved,
  PartyElectionOpened,
  RecommendationMeetingHeld,
  ResidentsResultAnnounced,
  ResultAnnounced,
  ResultApproved,
  ScheduleSet,
  TermOpened,
} from '#elections';
import { judgeOneOfStreet } from '../../testing/judging-street.js';
import { GEN_01, GEN_02, GEN_03, GEN_04 } from './general.js';
import { type Happened, happened, momentAt, uuidOf } from './testing/facts-builder.js';
import { changed, judgeOne, without } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';
import { nominee } from './testing/s1-people.js';

const term = 'term-C01-2021-1';
const dayFixed = (day: string) => happened(ElectionDayFixed, { community: 'C01', term, day }, '2021-11-20');
const residentsResult = (on: string) =>
  happened(
    ResidentsResultAnnounced,
    { community: 'C01', term, elected: [{ personId: nominee(1), post: 'residents-director' }] },
    on,
  );
const resultOn = (on: string) => changed(s1Clean, ResultAnnounced, { on });

describe('GEN-01, Party election first', () => {
  it('passes where the congress is earlier, by both readings', () => {
    const result = judgeOne(GEN_01, [...s1Clean, dayFixed('2021-12-18')]);
    expect(result).toMatchObject({ outcome: 'pass', otherReading: { outcome: 'pass' } });
    expect(result.arithmetic.zh).toContain('2021-11-13 早于居委会选举日 2021-12-18');
  });

  it('fails on the same day', () => {
    expect(judgeOne(GEN_01, [...s1Clean, dayFixed('2021-11-13')])).toMatchObject({ outcome: 'fail' });
  });

  it('fails where the residents voted earlier than the day that was fixed', () => {
    const events = [...s1Clean, dayFixed('2021-12-18'), residentsResult('2021-11-12')];
    expect(judgeOne(GEN_01, events)).toMatchObject({ outcome: 'fail' });
  });

  it('passes with the stricter reading failing where the result was approved on the day or later', () => {
    const events = [...s1Clean, dayFixed('2021-11-15')];
    expect(judgeOne(GEN_01, events)).toMatchObject({ outcome: 'pass', otherReading: { outcome: 'fail' } });
  });

  it('leaves the stricter reading open until the day comes', () => {
    const events = [...without(s1Clean, ResultApproved), dayFixed('2021-12-18')];
    expect(judgeOne(GEN_01, events, { moment: momentAt('2021-12-01') })).toMatchObject({
      outcome: 'pass',
      otherReading: { outcome: 'not-yet-due' },
      recheckAt: '2021-12-17T16:00:00.000Z',
    });
    expect(judgeOne(GEN_01, events, { moment: momentAt('2021-12-18') }).otherReading?.outcome).toBe('fail');
  });

  it('is not due before there is a residents’ election day', () => {
    expect(judgeOne(GEN_01, s1Clean)).toMatchObject({ outcome: 'not-yet-due' });
    expect(judgeOne(GEN_01, [])).toMatchObject({ outcome: 'not-yet-due' });
  });

  it('names the congress as missing once the residents have voted', () => {
    const result = judgeOne(GEN_01, [...without(s1Clean, CongressHeld), residentsResult('2021-11-12')]);
    expect(result.outcome).toBe('not-evaluable');
    expect(result.missing?.[0]?.zh).toContain('党员大会');
  });

  it('reminds of a plan in the wrong order', () => {
    const moved = happened(
      ScheduleSet,
      { milestone: 'party-congress', day: '2021-12-20', reason: '推迟' },
      '2021-11-01',
    );
    const events = [...without(s1Clean, CongressHeld), dayFixed('2021-12-18')];
    expect(judgeOne(GEN_01, events)).toMatchObject({ outcome: 'not-yet-due', due: '2021-12-17' });
    expect(judgeOne(GEN_01, [...events, moved])).toMatchObject({ outcome: 'warn' });
  });
});

describe('GEN-04, Party election in time', () => {
  it.each([
    ['2021-11-10', 'pass', 'pass'],
    ['2021-11-11', 'pass', 'fail'],
    ['2021-11-20', 'pass', 'fail'],
    ['2021-11-21', 'fail', 'fail'],
  ])('with the result on %s gives %s, strictly %s', (on, outcome, strict) => {
    expect(judgeOne(GEN_04, resultOn(on))).toMatchObject({ outcome, otherReading: { outcome: strict } });
  });

  it.each([
    ['2021-11-09', 'not-yet-due', 'not-yet-due', '2021-11-10T16:00:00.000Z'],
    ['2021-11-15', 'not-yet-due', 'overdue', '2021-11-20T16:00:00.000Z'],
    ['2021-11-21', 'overdue', 'overdue', undefined],
  ])('without a result on %s gives %s, strictly %s', (today, outcome, strict, recheckAt) => {
    const result = judgeOne(GEN_04, without(s1Clean, ResultAnnounced), { moment: momentAt(today) });
    expect(result).toMatchObject({ outcome, otherReading: { outcome: strict }, due: '2021-11-20' });
    expect(result.recheckAt).toBe(recheckAt);
  });

  const moved = happened(
    ScheduleSet,
    { milestone: 'party-congress', day: '2021-11-23', reason: '工作安排调整', number: '云街工〔2021〕46号' },
    '2021-11-12',
  );
  const approved = happened(
    JustificationApproved,
    {
      proposal: uuidOf(1, 6),
      rule: 'GEN-04',
      subject: 'community:C01',
      reason: '工作安排调整',
      approver: '街道党工委',
    },
    '2021-11-12',
  );

  it('shows why the day was moved, which alone excuses nothing', () => {
    const result = judgeOne(GEN_04, [...resultOn('2021-11-23'), moved]);
    expect(result.outcome).toBe('fail');
    expect(result.arithmetic.zh).toContain('云街工〔2021〕46号');
    expect(result.arithmetic.zh).toContain('工作安排调整');
  });

  it('is a reminder once the reason is approved, late or not done yet', () => {
    expect(judgeOne(GEN_04, [...resultOn('2021-11-23'), moved, approved])).toMatchObject({
      outcome: 'warn',
      justifiedBy: { approver: '街道党工委' },
    });
    const waiting = [...without(s1Clean, ResultAnnounced), approved];
    expect(judgeOne(GEN_04, waiting, { moment: momentAt('2021-11-22') })).toMatchObject({ outcome: 'warn' });
  });
});

const opened = (on: string) => happened(PartyElectionOpened, { community: 'C01', term }, on);
const partyResult = (on: string) =>
  changed(
    s1Clean.filter(({ type }) => type === ResultAnnounced.type),
    ResultAnnounced,
    { on },
  );

describe('GEN-02, when the change of term runs', () => {
  it('measures the share of communities within the window', () => {
    const communities: Record<string, Happened[]> = {
      C01: [opened('2021-10-18'), ...partyResult('2021-11-13'), residentsResult('2021-12-18')],
      C02: [opened('2021-08-31'), ...partyResult('2021-12-31'), residentsResult('2022-01-05')],
    };
    const result = judgeOneOfStreet(GEN_02, [], communities);
    expect(result.outcome).toBe('measured');
    expect(result.arithmetic.zh).toContain('早于起始日的 1 个');
    expect(result.arithmetic.zh).toContain('产生党组织结果的 2/2 = 100%');
    expect(result.arithmetic.en).toContain('both results in 1/2 = 50%');
  });

  it('waits for the first start and names a missing list of communities', () => {
    expect(judgeOneOfStreet(GEN_02, [], { C01: [] }).outcome).toBe('not-yet-due');
    expect(judgeOneOfStreet(GEN_02, []).missing?.[0]?.zh).toContain('社区名录');
  });
});

describe('GEN-03, communities in step', () => {
  it('reports how far apart they are', () => {
    const meeting = s1Clean.filter(({ type }) => type === RecommendationMeetingHeld.type);
    const result = judgeOneOfStreet(GEN_03, [], { C01: [opened('2021-10-18'), ...meeting], C02: [] });
    expect(result).toMatchObject({ outcome: 'measured', subject: 'street:S01' });
    expect(result.arithmetic.zh).toBe('最快 第2步 两方推荐（C01），最慢 准备（C02），相差 2 个阶段');
  });
});

it('an opened term without anything else is judged by no rule as passed', () => {
  const events = s1Clean.filter(({ type }) => type === TermOpened.type);
  for (const rule of [GEN_01, GEN_04])
    expect(judgeOne(rule, events, { moment: momentAt('2021-09-07') }).outcome).toBe('not-yet-due');
});
