import { CongressHeld, EducationHeld, TrainingHeld } from '#elections';
import { judgeOneOfStreet } from '../../testing/judging-street.js';
import { type Happened, happened } from './testing/facts-builder.js';
import { s1Clean } from './testing/s1-clean.js';
import { TRN_01, TRN_02 } from './training.js';

const congress = s1Clean.filter(({ type }) => type === CongressHeld.type);
const all = ['law-and-charters', 'steps', 'procedure', 'requirements'] as const;
const training = (...topics: (typeof all)[number][]) =>
  happened(TrainingHeld, { topics, attended: 38, staff: 40, place: '会议室' }, '2021-10-09');
type Lesson = Parameters<typeof EducationHeld.of>[0]['topics'][number];
const lesson = (...topics: Lesson[]) => happened(EducationHeld, { topics, form: '党课', attended: 90 }, '2021-10-12');

describe('TRN-01, training', () => {
  const judge = (street: Happened[], communities = { C01: congress }) => judgeOneOfStreet(TRN_01, street, communities);

  it('passes with one class on everything and reports who attended', () => {
    const result = judge([training(...all)]);
    expect(result).toMatchObject({ outcome: 'pass', otherReading: { outcome: 'pass' } });
    expect(result.arithmetic.zh).toContain('参训 38/40 = 95%');
  });

  it('passes with two classes, which one reading does not accept', () => {
    const result = judge([training('law-and-charters', 'steps'), training('procedure', 'requirements')]);
    expect(result).toMatchObject({ outcome: 'pass', otherReading: { outcome: 'fail' } });
  });

  it('fails with a topic left out at the first congress', () => {
    const street = [training('law-and-charters', 'steps', 'procedure')];
    expect(judge(street).outcome).toBe('fail');
    expect(judge(street).arithmetic.zh).toContain('未讲 具体要求');
    expect(judge(street, { C01: [] }).outcome).toBe('not-yet-due');
  });

  it('is missing without any class at the first congress', () => {
    expect(judge([]).outcome).toBe('not-evaluable');
    expect(judge([], { C01: [] }).outcome).toBe('not-yet-due');
  });
});

describe('TRN-02, education', () => {
  const judge = (street: Happened[], communities = { C01: congress }) => judgeOneOfStreet(TRN_02, street, communities);
  const two = lesson('democratic-centralism', 'member-rights-and-duties');

  it('passes when every topic had a session', () => {
    const result = judge([two, lesson('socialist-democracy-and-law', 'purpose-of-the-election')]);
    expect(result.outcome).toBe('pass');
    expect(result.evidence).toHaveLength(2);
  });

  it('fails with topics left out, and is missing without a session', () => {
    expect(judge([two]).outcome).toBe('fail');
    expect(judge([two], { C01: [] }).outcome).toBe('not-yet-due');
    expect(judge([]).outcome).toBe('not-evaluable');
  });
});
