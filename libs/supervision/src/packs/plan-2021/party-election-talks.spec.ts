import { CandidatesToBeDetermined, SittingMemberRecorded, TalkHeld } from '#elections';
import { PTY_17, PTY_18 } from './party-election-talks.js';
import { type Happened, happened } from './testing/facts-builder.js';
import { changed, judge, judgeOne, judgeSubject, without } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';
import { nominee, ORGANISATION_MEMBER, retiring, STREET_SECRETARY } from './testing/s1-people.js';

const recordedBefore = (events: readonly Happened[]) =>
  events.slice(
    0,
    events.findIndex(({ type }) => type === CandidatesToBeDetermined.type),
  );
const withoutTalkWith = (personId: string) =>
  s1Clean.filter(({ type, data }) => type !== TalkHeld.type || data['personId'] !== personId);
const takingPart = (personId: string, participants: readonly unknown[]) =>
  changed(s1Clean, TalkHeld, { participants }, ({ data }) => data['personId'] === personId);
const outsider = [{ personId: nominee(1), post: 'party-secretary' }];

describe('PTY-17, talks with every sitting member', () => {
  it('counts each person once', () => {
    expect(judgeOne(PTY_17, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: '现任成员 8 人，已谈 8 人' },
    });
  });

  it('fails once the candidates are determined, and waits before', () => {
    const events = withoutTalkWith(retiring(3));
    expect(judgeOne(PTY_17, events)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: `现任成员 8 人，已谈 7 人，缺 {person:${retiring(3)}}` },
    });
    expect(judgeOne(PTY_17, recordedBefore(events)).outcome).toBe('not-yet-due');
  });

  it('does not count a talk without anybody of the street', () => {
    const accompanied = [...outsider, { personId: ORGANISATION_MEMBER, post: 'street-organisation-member' }];
    expect(judgeOne(PTY_17, takingPart(retiring(3), accompanied)).outcome).toBe('pass');
    expect(judgeOne(PTY_17, takingPart(retiring(3), outsider))).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('没有街道人员参加，不计') },
    });
  });

  it('lacks the register or any talk', () => {
    expect(judgeOne(PTY_17, without(s1Clean, SittingMemberRecorded))).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '现任成员登记（由社区党组织补录）' }],
    });
    expect(judgeOne(PTY_17, without(s1Clean, TalkHeld)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_17, []).outcome).toBe('not-yet-due');
  });
});

describe('PTY-18, secretary and director', () => {
  const secretary = `person:${nominee(1)}`;
  const both = [
    { personId: STREET_SECRETARY, post: 'street-secretary' },
    { personId: ORGANISATION_MEMBER, post: 'street-organisation-member' },
  ];

  it('were talked to by the two together', () => {
    expect(judge(PTY_18, s1Clean).map(({ subject, outcome }) => [subject, outcome])).toEqual([
      [secretary, 'pass'],
      [`person:${retiring(2)}`, 'pass'],
    ]);
  });

  it('fails where the two talked apart, or one person held both posts', () => {
    const apart = [
      ...takingPart(nominee(1), both.slice(0, 1)),
      happened(
        TalkHeld,
        { personId: nominee(1), participants: [{ personId: ORGANISATION_MEMBER, post: 'street-organisation-member' }] },
        '2021-11-04',
      ),
    ];
    expect(judgeSubject(PTY_18, apart, secretary)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('谈话 2 次，没有一次由街道党工委书记和组织委员共同进行') },
    });
    const same = both.map((one) => ({ ...one, personId: STREET_SECRETARY }));
    expect(judgeSubject(PTY_18, takingPart(nominee(1), same), secretary).outcome).toBe('fail');
  });

  it('needs one talk of the two together among several', () => {
    const alone = happened(
      TalkHeld,
      { personId: nominee(1), participants: [{ personId: STREET_SECRETARY, post: 'street-secretary' }] },
      '2021-11-03',
    );
    expect(judgeSubject(PTY_18, [alone, ...s1Clean, alone], secretary).outcome).toBe('pass');
  });

  it('fails without a talk while others had theirs; without any talk it cannot be judged', () => {
    expect(judgeSubject(PTY_18, withoutTalkWith(nominee(1)), secretary).outcome).toBe('fail');
    expect(judgeSubject(PTY_18, recordedBefore(withoutTalkWith(nominee(1))), secretary).outcome).toBe('not-yet-due');
    expect(judgeSubject(PTY_18, without(s1Clean, TalkHeld), secretary).outcome).toBe('not-evaluable');
  });

  it('asks who the director is', () => {
    const events = s1Clean.filter(({ data }) => data['post'] !== 'residents-director');
    expect(judgeSubject(PTY_18, events, 'community:C01')).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ zh: '现任居委会主任的登记（空缺的请说明）（由社区党组织补录）' }],
    });
    expect(judgeOne(PTY_18, []).outcome).toBe('not-yet-due');
  });

  it('judges one person in both posts once', () => {
    const events = changed(
      s1Clean,
      SittingMemberRecorded,
      { personId: nominee(1) },
      ({ data }) => data['post'] === 'residents-director',
    );
    expect(judgeOne(PTY_18, events)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: expect.stringContaining('现任党组织书记、现任居委会主任') },
    });
  });
});
