import {
  CandidatesToBeDetermined,
  CommitteeMeetingHeld,
  InspectionFedBack,
  InspectionHeld,
  InspectionListFixed,
  QualificationReviewed,
  SeatsApproved,
  SeatsPlanned,
  SecretaryNomineeNamed,
  StandingCommitteeDiscussed,
} from '#elections';
import { PTY_14, PTY_15, PTY_16 } from './party-election-inspection.js';
import { type Happened } from './testing/facts-builder.js';
import { changed, judge, judgeOne, without } from './testing/judging.js';
import { s1Clean } from './testing/s1-clean.js';
import { CANDIDATES, nominee } from './testing/s1-people.js';
import { memberOf } from './testing/s1-review.js';

const isPurpose =
  (purpose: string) =>
  ({ data }: Happened) =>
    data['purpose'] === purpose;
const recordedBefore = (type: { readonly type: string }, events: readonly Happened[] = s1Clean) =>
  events.slice(
    0,
    events.findIndex((event) => event.type === type.type),
  );
const withoutInspectionOf = (n: number, events: readonly Happened[] = s1Clean) =>
  events.filter(({ type, data }) => type !== InspectionHeld.type || data['personId'] !== nominee(n));

describe('PTY-14, the inspection list', () => {
  it('has the surplus, passed the review, was fixed under guidance and inspected', () => {
    expect(judgeOne(PTY_14, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: {
        zh: expect.stringMatching(/10 × 3 = 30 ≥ 3 × 7 = 21.*通过联审 10 人.*到会指导；街道考察 10 \/ 10 人$/),
      },
    });
  });

  it.each([
    ['nine on the list', changed(s1Clean, InspectionListFixed, { list: CANDIDATES.slice(0, 9).map(memberOf) })],
    [
      'somebody who failed',
      changed(
        s1Clean,
        QualificationReviewed,
        { outcome: 'failed' },
        ({ data }) => data['level'] === 'joint' && data['personId'] === nominee(4),
      ),
    ],
    [
      'a meeting after the list',
      changed(s1Clean, CommitteeMeetingHeld, { on: '2021-10-30' }, isPurpose('inspection-list')),
    ],
    ['one not inspected', withoutInspectionOf(9)],
    [
      'an inspection by the district alone',
      changed(
        s1Clean,
        InspectionHeld,
        { by: ['district-organisation'] },
        ({ data }) => data['personId'] === nominee(9),
      ),
    ],
    [
      'an inspection before the list',
      changed(s1Clean, InspectionHeld, { on: '2021-10-28' }, ({ data }) => data['personId'] === nominee(9)),
    ],
  ])('fails with %s', (_what, events) => {
    expect(judgeOne(PTY_14, events).outcome).toBe('fail');
  });

  it.each([
    ['the seats', without(s1Clean, SeatsApproved, SeatsPlanned)],
    [
      'the joint review',
      s1Clean.filter(({ type, data }) => type !== QualificationReviewed.type || data['level'] !== 'joint'),
    ],
    [
      'the meeting',
      s1Clean.filter((event) => event.type !== CommitteeMeetingHeld.type || !isPurpose('inspection-list')(event)),
    ],
    ['any inspection', without(s1Clean, InspectionHeld)],
    ['the list', without(s1Clean, InspectionListFixed)],
    [
      'the guide',
      s1Clean.map((event) => {
        const { guide: _guide, ...data } = event.data;
        return event.type === CommitteeMeetingHeld.type && isPurpose('inspection-list')(event)
          ? { ...event, data }
          : event;
      }),
    ],
  ])('cannot be judged without %s', (_what, events) => {
    const result = judgeOne(PTY_14, events);
    expect(result.outcome).toBe('not-evaluable');
    expect(result.missing?.length).toBeGreaterThan(0);
  });

  it('takes the meeting that fixed the list, not a later one', () => {
    const again = changed(
      s1Clean.filter((event) => event.type === CommitteeMeetingHeld.type && isPurpose('inspection-list')(event)),
      CommitteeMeetingHeld,
      { on: '2021-11-01', minutes: '青委纪〔2021〕14号' },
    );
    expect(judgeOne(PTY_14, [...s1Clean, ...again])).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: expect.stringContaining('会议记录 青委纪〔2021〕12号') },
    });
  });

  it('waits for the inspections until they are fed back', () => {
    expect(judgeOne(PTY_14, recordedBefore(InspectionHeld)).outcome).toBe('not-yet-due');
    expect(judgeOne(PTY_14, recordedBefore(InspectionFedBack, withoutInspectionOf(9)))).toMatchObject({
      outcome: 'not-yet-due',
      arithmetic: { zh: expect.stringContaining(`街道考察 9 / 10 人，缺 {person:${nominee(9)}}`) },
    });
  });
});

describe('PTY-15, the secretary nominee', () => {
  it('was inspected by both and discussed', () => {
    expect(judgeOne(PTY_15, s1Clean)).toMatchObject({
      outcome: 'pass',
      subject: `person:${nominee(1)}`,
      arithmetic: { zh: '区委组织部、街道均已考察；考察 2021-11-02 ≤ 常委会研究 2021-11-03' },
    });
  });

  it('fails where the district did not inspect, or the discussion came first', () => {
    const streetOnly = changed(
      s1Clean,
      InspectionHeld,
      { by: ['street'] },
      ({ data }) => data['personId'] === nominee(1),
    );
    expect(judgeOne(PTY_15, streetOnly)).toMatchObject({
      outcome: 'fail',
      arithmetic: { zh: expect.stringContaining('考察没有区委组织部参加') },
    });
    expect(judgeOne(PTY_15, changed(s1Clean, StandingCommitteeDiscussed, { on: '2021-11-01' })).outcome).toBe('fail');
  });

  it('leaves to a person what follows when the committee did not agree', () => {
    const events = changed(s1Clean, StandingCommitteeDiscussed, { outcome: 'not-agreed' });
    expect(judgeOne(PTY_15, events)).toMatchObject({
      outcome: 'needs-finding',
      waitsFor: { zh: expect.stringContaining('区委组织部') },
    });
  });

  it('takes the newest discussion, and only the secretary’s post', () => {
    const refused = changed(
      s1Clean.filter(({ type }) => type === StandingCommitteeDiscussed.type),
      StandingCommitteeDiscussed,
      { outcome: 'not-agreed', number: '澜委常〔2021〕16号', on: '2021-11-02' },
    );
    const at = s1Clean.findIndex(({ type }) => type === StandingCommitteeDiscussed.type);
    expect(judgeOne(PTY_15, [...s1Clean.slice(0, at), ...refused, ...s1Clean.slice(at)]).outcome).toBe('pass');
    const asMember = changed(
      changed(s1Clean, StandingCommitteeDiscussed, { outcome: 'not-agreed' }),
      CandidatesToBeDetermined,
      { list: CANDIDATES.map((personId) => ({ personId, post: 'member' })) },
    );
    expect(judgeOne(PTY_15, asMember).outcome).toBe('pass');
  });

  it('lacks the discussion, the inspection or the nominee', () => {
    expect(judgeOne(PTY_15, without(s1Clean, StandingCommitteeDiscussed)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_15, withoutInspectionOf(1)).outcome).toBe('not-evaluable');
    const nobody = changed(without(s1Clean, SecretaryNomineeNamed), InspectionListFixed, {
      list: CANDIDATES.map((personId) => ({ personId, post: 'member' })),
    });
    expect(judgeOne(PTY_15, nobody)).toMatchObject({ outcome: 'not-evaluable', subject: 'community:C01' });
    expect(judgeOne(PTY_15, []).outcome).toBe('not-yet-due');
  });

  it('judges two nominees apart', () => {
    const events = changed(s1Clean, SecretaryNomineeNamed, { personId: nominee(2) });
    expect(judge(PTY_15, events).map(({ subject, outcome }) => [subject, outcome])).toEqual([
      [`person:${nominee(1)}`, 'pass'],
      [`person:${nominee(2)}`, 'fail'],
    ]);
  });
});

describe('PTY-16, the inspection fed back', () => {
  it('follows the last inspection', () => {
    expect(judgeOne(PTY_16, s1Clean)).toMatchObject({
      outcome: 'pass',
      arithmetic: { zh: '末次考察（共 10 次） 2021-11-03 ≤ 反馈 2021-11-04' },
    });
  });

  it('fails before the last one', () => {
    expect(judgeOne(PTY_16, changed(s1Clean, InspectionFedBack, { on: '2021-11-02' })).outcome).toBe('fail');
    expect(judgeOne(PTY_16, changed(s1Clean, InspectionFedBack, { on: '2021-11-03' })).outcome).toBe('pass');
  });

  it('lacks the feedback or the inspections', () => {
    expect(judgeOne(PTY_16, without(s1Clean, InspectionFedBack)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_16, without(s1Clean, InspectionHeld)).outcome).toBe('not-evaluable');
    expect(judgeOne(PTY_16, without(recordedBefore(CandidatesToBeDetermined), InspectionFedBack)).outcome).toBe(
      'not-yet-due',
    );
  });
});
