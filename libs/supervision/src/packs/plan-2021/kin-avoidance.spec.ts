import {
  CandidateWithdrew,
  InspectionListFixed,
  JustificationApproved,
  KinshipRecorded,
  ReplacementNominated,
  ResidentsNomineeProposed,
  ReviewListSent,
} from '#elections';
import { REV_02 } from './kin-avoidance.js';
import { type Happened, happened, momentAt, uuidOf } from './testing/facts-builder.js';
import { changed, judge } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';
import { CANDIDATES, nominee, retiring } from './testing/s1-people.js';

type Kind = Parameters<typeof KinshipRecorded.of>[0]['kind'];
const kin = (a: string, b: string, kind: Kind) =>
  happened(KinshipRecorded, { a, b, kind, source: 'family-register' }, '2021-11-10');
const zhiyuan = nominee(3);
const simin = retiring(3);
const proposed = happened(
  ResidentsNomineeProposed,
  { community: 'C01', term: 'term-C01-2021-1', personId: simin, post: 'residents-committee-member' },
  '2021-11-10',
);
const pair = `pair:${[zhiyuan, simin].sort().join('+')}`;
const withdrew = (personId: string, on = '2021-11-21') => happened(CandidateWithdrew, { personId, reason: '回避' }, on);

describe('REV-02, S5: one nominee for each committee', () => {
  const siblings = [...s1Clean, proposed, kin(zhiyuan, simin, 'sibling')];

  it('fails for the pair, with the kind and what it rests on', () => {
    const results = judge(REV_02, siblings);
    expect(results).toMatchObject([{ outcome: 'fail', subject: pair }]);
    expect(results[0]?.arithmetic.zh).toContain('兄弟姐妹');
    expect(results[0]?.evidence).toHaveLength(3);
  });

  it.each(['spouse', 'parent-child', 'sibling', 'grandparent-grandchild', 'maternal-grandparent-grandchild'] as const)(
    'fails for %s',
    (kind) => {
      expect(judge(REV_02, [...s1Clean, proposed, kin(simin, zhiyuan, kind)])[0]?.outcome).toBe('fail');
    },
  );

  it.each(['child-in-law', 'parent-in-law', 'sibling-in-law', 'other'] as const)('reminds of %s', (kind) => {
    expect(judge(REV_02, [...s1Clean, proposed, kin(zhiyuan, simin, kind)])[0]?.outcome).toBe('warn');
  });

  it('is a reminder with an exception on the list sent to review', () => {
    const exception = { persons: [zhiyuan, simin], number: '澜换组〔2021〕21号', approver: '区换届领导小组' };
    const results = judge(REV_02, changed(siblings, ReviewListSent, { kinExceptions: [exception] }));
    expect(results[0]?.outcome).toBe('warn');
    expect(results[0]?.arithmetic.zh).toContain('澜换组〔2021〕21号');
    const others = { ...exception, persons: [nominee(4), simin] };
    expect(judge(REV_02, changed(siblings, ReviewListSent, { kinExceptions: [others] }))[0]?.outcome).toBe('fail');
  });

  it('is a reminder with an approved explanation', () => {
    const approved = happened(JustificationApproved, {
      proposal: uuidOf(1, 6),
      rule: 'REV-02',
      subject: pair,
      reason: '人选不足',
      approver: '区换届领导小组',
    });
    expect(judge(REV_02, [...siblings, approved])[0]?.outcome).toBe('warn');
  });

  it('is over once one of the two has withdrawn, until nominated anew', () => {
    expect(judge(REV_02, [...siblings, withdrew(simin)]).map(({ subject }) => subject)).toEqual(['community:C01']);
    expect(judge(REV_02, [...siblings, withdrew(simin), proposed])[0]?.outcome).toBe('fail');
  });
});

describe('REV-02 within one list', () => {
  it('compares every pair once', () => {
    const events: Happened[] = [
      ...s1Clean,
      kin(nominee(2), nominee(5), 'spouse'),
      kin(nominee(7), nominee(6), 'other'),
    ];
    expect(judge(REV_02, events).map(({ subject, outcome }) => [subject, outcome])).toEqual([
      [`pair:${nominee(2)}+${nominee(5)}`, 'fail'],
      [`pair:${nominee(6)}+${nominee(7)}`, 'warn'],
    ]);
  });

  it('leaves out who is not on the inspection list', () => {
    const events = [...s1Clean, kin(nominee(2), nominee(12), 'spouse')];
    expect(judge(REV_02, events)[0]?.subject).toBe('community:C01');
    expect(judge(REV_02, events, { until: momentAt('2021-10-28') })[0]?.subject).toBe('community:C01');
    const known = [kin(nominee(2), nominee(12), 'spouse'), ...s1Clean].map((event) =>
      event.type === KinshipRecorded.type ? { ...event, at: '2021-10-01T00:00:00.000Z' } : event,
    );
    expect(judge(REV_02, known, { until: momentAt('2021-10-28') })[0]?.outcome).toBe('fail');
  });

  it('counts a replacement', () => {
    const replacement = happened(
      ReplacementNominated,
      { person: { personId: nominee(12), post: 'member' }, replaces: nominee(10) },
      '2021-11-02',
    );
    const events = [
      ...s1Clean.filter(({ type }) => type !== 'CandidatesToBeDetermined' && type !== 'ApprovalRequested'),
    ];
    const position = events.findLastIndex(({ type }) => type === InspectionListFixed.type) + 1;
    events.splice(position, 0, replacement);
    expect(judge(REV_02, [...events, kin(nominee(2), nominee(12), 'spouse')])[0]?.outcome).toBe('fail');
  });

  it('says how many pairs were compared, and passes once all were reviewed', () => {
    const [result] = judge(REV_02, s1Clean);
    expect(result).toMatchObject({ outcome: 'pass', subject: 'community:C01' });
    expect(result?.arithmetic.zh).toContain('10 × 9 ÷ 2 = 45 对');
    expect(CANDIDATES).toHaveLength(10);
  });

  it('is not due before the review has established relations, which stops nothing', () => {
    expect(judge(REV_02, s1Clean, { until: momentAt('2021-10-24') })).toMatchObject([
      { outcome: 'not-yet-due', blocksActs: false },
    ]);
    expect(judge(REV_02, [])).toMatchObject([{ outcome: 'not-yet-due' }]);
  });
});
