import { CongressReplied, CongressRequested } from '#elections';
import { all, type Entry } from '#kernel';
import {
  absent,
  follows,
  inOrder,
  isAfter,
  judged,
  latest,
  pass,
  persons,
  supersededBefore,
} from './party-election-checks.js';
import { factsOf, happened } from './testing/facts-builder.js';

const entriesOn = (...days: readonly string[]): readonly Entry[] =>
  all(
    factsOf(days.map((on) => happened(CongressReplied, { number: on, outcome: 'approved' }, on))).party,
    CongressReplied,
  );
const [earlier, later] = entriesOn('2021-10-18', '2021-10-19') as [Entry, Entry];
const [first, second] = entriesOn('2021-10-18', '2021-10-18T09:00:00+08:00') as [Entry, Entry];

describe('the order of two facts', () => {
  it('is by time, and within one day by recording', () => {
    expect([isAfter(later, earlier), isAfter(earlier, later)]).toEqual([true, false]);
    expect([isAfter(first, second), isAfter(second, first)]).toEqual([false, false]);
    expect([follows(later, earlier), follows(earlier, later)]).toEqual([true, false]);
    expect([follows(second, first), follows(first, second), follows(first, first)]).toEqual([true, false, false]);
  });

  it('is by time where the earlier fact was recorded later', () => {
    const [recordedFirst, recordedLater] = entriesOn('2021-10-19', '2021-10-18') as [Entry, Entry];
    expect([follows(recordedFirst, recordedLater), follows(recordedLater, recordedFirst)]).toEqual([true, false]);
    expect(latest([recordedFirst, recordedLater])).toBe(recordedFirst);
    expect(latest([])).toBeUndefined();
  });

  it('is shown with its break', () => {
    const row = (entries: readonly Entry[]) => entries.map((entry) => ({ name: { zh: '批复', en: 'reply' }, entry }));
    expect(inOrder(row([earlier, later]))).toMatchObject({ outcome: 'pass', zh: '批复 2021-10-18 ≤ 批复 2021-10-19' });
    expect(inOrder(row([later, earlier]))).toMatchObject({
      outcome: 'fail',
      zh: '次序颠倒：批复 2021-10-19 > 批复 2021-10-18',
      en: 'out of order: reply 2021-10-19 > reply 2021-10-18',
    });
  });
});

describe('a result of several checks', () => {
  it('has the worst outcome, every sum and each event once', () => {
    const result = judged('community:C01', [
      pass({ zh: '一', en: 'one' }, [earlier]),
      absent(
        { zh: '请示', en: 'request' },
        { zh: '社区', en: 'the community' },
        { entry: earlier, title: CongressRequested.title },
      ),
    ]);
    expect(result).toMatchObject({
      outcome: 'not-evaluable',
      arithmetic: { zh: '一；没有请示的记录，而报送召开党员大会请示（2021-10-18）已有记录' },
      missing: [{ zh: '请示（由社区补录）', en: 'request (to be supplied by the community)' }],
      evidence: [earlier.id],
    });
    expect(judged('community:C01', [pass({ zh: '一', en: 'one' })])).not.toHaveProperty('missing');
  });

  it('names persons in each language', () => {
    expect(persons(['a', 'b'])).toBe('{person:a}、{person:b}');
    expect(persons(['a', 'b'], 'en')).toBe('{person:a}, {person:b}');
  });

  it('blocks nothing where a newer one replaced it', () => {
    expect([0, 1, 2].map((index) => supersededBefore(3, index).blocksActs)).toEqual([false, false, undefined]);
  });
});
