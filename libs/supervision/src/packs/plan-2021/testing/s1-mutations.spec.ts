import fc from 'fast-check';
import {
  AppraisalHeld,
  ApprovalGiven,
  ApprovalRequested,
  CandidatesToBeDetermined,
  CommitteeMeetingHeld,
  CongressHeld,
  CongressReplied,
  CongressRequested,
  DepartmentReplied,
  ElectionRulesPassed,
  InspectionFedBack,
  InspectionHeld,
  InspectionListFixed,
  MethodConsulted,
  MethodDrawnUp,
  MobilisationHeld,
  NoticePosted,
  PersonRegistered,
  PledgeSigned,
  PreliminaryNomineesDetermined,
  QualificationReviewed,
  QualificationTermsIssued,
  RecommendationMeetingHeld,
  RecommendationReported,
  ResultAnnounced,
  ResultApproved,
  ResultReported,
  ReviewFedBack,
  SecretaryFiled,
  SittingMemberRecorded,
  StandingCommitteeDiscussed,
  StreetListNotified,
  StreetRecommendationMade,
  TalkHeld,
} from '#elections';
import { shanghaiDay } from '#kernel';
import { indexRules, type JudgedResult, judgeCommunity } from '../../../evaluate.js';
import type { CommunityFacts } from '../../../facts.js';
import type { Moment, Rule } from '../../../rule.js';
import { recordingCommunity } from '../../../testing/recording-facts.js';
import { partyElectionRules } from '../party-election.js';
import { qualificationRules } from '../qualification.js';
import { factsOf, type Happened, momentAt } from './facts-builder.js';
import { packOf } from './judging.js';
import { S1_END, s1Clean } from './s1-clean.js';
import { s4Short } from './s4-short-notice.js';

const rules: readonly Rule[] = [...partyElectionRules, ...qualificationRules];
const index = indexRules([packOf(rules)]);
const keyOf = ({ rule, subject }: JudgedResult) => `${rule} ${subject}`;

function judgeAll(facts: CommunityFacts, moment: Moment = S1_END): readonly JudgedResult[] {
  return [...index.byId.values()].flatMap((entry) => judgeCommunity(entry, facts, moment));
}

const passes = (results: readonly JudgedResult[]) =>
  new Set(results.filter(({ outcome }) => outcome === 'pass').map(keyOf));
const complete = passes(judgeAll(factsOf(s1Clean)));

const EVENTS = s1Clean.map((event, position) => ({ event, position }));

/** Folding takes longer than judging, and every rule is tried on the same gaps. */
function remembered<K>(facts: (key: K) => CommunityFacts): (key: K) => CommunityFacts {
  const known = new Map<K, CommunityFacts>();
  return (key) => {
    const found = known.get(key) ?? facts(key);
    known.set(key, found);
    return found;
  };
}
const withoutEvent = remembered((position: number) => factsOf(s1Clean.filter((_, other) => other !== position)));
const withoutType = remembered((type: string) => factsOf(s1Clean.filter((event) => event.type !== type)));

describe('a record with a gap', () => {
  it('never turns anything into a pass: any one event removed', () => {
    const turned = EVENTS.flatMap(({ event, position }) =>
      [...passes(judgeAll(withoutEvent(position)))]
        .filter((key) => !complete.has(key))
        .map((key) => `${key} without ${event.type}`),
    );
    expect(turned).toEqual([]);
  });

  it('never turns anything into a pass: any events removed', () => {
    fc.assert(
      fc.property(fc.subarray([...s1Clean]), (events) => {
        expect([...passes(judgeAll(factsOf(events)))].filter((key) => !complete.has(key))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

/** What each rule cannot pass without. One event of the type is taken away at a time. */
const NEEDED: Readonly<Record<string, readonly { readonly type: string }[]>> = {
  'PTY-01': [MethodDrawnUp, MethodConsulted, CongressRequested],
  'PTY-02': [CongressRequested, CongressReplied],
  'PTY-03': [AppraisalHeld],
  'PTY-04': [RecommendationMeetingHeld],
  'PTY-05': [RecommendationMeetingHeld, PreliminaryNomineesDetermined],
  'PTY-06': [PreliminaryNomineesDetermined],
  'PTY-08': [PreliminaryNomineesDetermined, RecommendationReported],
  'PTY-10': [StreetRecommendationMade, StreetListNotified],
  'PTY-11': [QualificationReviewed],
  'PTY-13': [ReviewFedBack],
  'PTY-14': [InspectionListFixed, InspectionHeld],
  'PTY-15': [StandingCommitteeDiscussed],
  'PTY-16': [InspectionFedBack],
  'PTY-17': [TalkHeld],
  'PTY-18': [],
  'PTY-19': [CandidatesToBeDetermined, InspectionFedBack],
  'PTY-20': [],
  'PTY-21': [ApprovalRequested, ApprovalGiven],
  'PTY-22': [PledgeSigned, CandidatesToBeDetermined],
  'PTY-23': [PledgeSigned],
  'PTY-24': [CongressHeld],
  'PTY-25': [CongressHeld],
  'PTY-26': [ResultReported, ResultAnnounced],
  'PTY-27': [ResultAnnounced, ResultReported, ResultApproved, SecretaryFiled],
  'PTY-28': [
    CongressReplied,
    PreliminaryNomineesDetermined,
    StreetRecommendationMade,
    ReviewFedBack,
    InspectionFedBack,
    TalkHeld,
    CandidatesToBeDetermined,
    ApprovalGiven,
    PledgeSigned,
    ResultAnnounced,
  ],
  'PTY-29': [MobilisationHeld, CongressRequested],
  'PTY-30': [AppraisalHeld, RecommendationMeetingHeld],
  'QUA-11': [QualificationTermsIssued, ElectionRulesPassed],
  'QUA-13': [DepartmentReplied],
};
/** What each rule cannot pass without any of. */
const NEEDED_AT_ALL: Readonly<Record<string, readonly { readonly type: string }[]>> = {
  'PTY-03': [SittingMemberRecorded],
  'PTY-05': [PersonRegistered],
  'PTY-11': [DepartmentReplied],
  'PTY-13': [QualificationReviewed],
  'PTY-14': [QualificationReviewed, CommitteeMeetingHeld],
  'PTY-17': [SittingMemberRecorded],
  'PTY-18': [SittingMemberRecorded, TalkHeld],
  'PTY-19': [QualificationReviewed, CommitteeMeetingHeld, InspectionHeld],
  'PTY-20': [NoticePosted],
  'PTY-21': [NoticePosted],
  'PTY-23': [NoticePosted],
  'PTY-28': [SittingMemberRecorded, NoticePosted],
  'PTY-29': [CommitteeMeetingHeld],
  ...Object.fromEntries(
    qualificationRules
      .filter(({ step, id }) => step === 4 && id !== 'QUA-12')
      .map(({ id }) => [id, [DepartmentReplied]]),
  ),
  'QUA-03a': [DepartmentReplied, PersonRegistered],
  'QUA-07': [DepartmentReplied, PersonRegistered],
};

const FINE = new Set(['pass', 'not-applicable', 'measured']);

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const on = (facts: CommunityFacts) => {
    const entry = index.byId.get(rule.id);
    return entry === undefined ? [] : judgeCommunity(entry, facts, S1_END);
  };
  const isFine = (facts: CommunityFacts) => on(facts).every(({ outcome }) => FINE.has(outcome));

  it('does not pass without any one of its inputs', () => {
    for (const { type } of NEEDED[id] ?? []) {
      const places = EVENTS.filter(({ event }) => event.type === type);
      expect(places.length).toBeGreaterThan(0);
      const kept = places.filter(({ position }) => isFine(withoutEvent(position)));
      expect(kept.map(({ event }) => event.data)).toEqual([]);
    }
  });

  it('does not pass without its inputs altogether', () => {
    for (const { type } of [...(NEEDED_AT_ALL[id] ?? []), ...(NEEDED[id] ?? [])]) {
      expect([type, isFine(withoutType(type))]).toEqual([type, false]);
    }
  });

  it('names what is missing wherever it could not be judged, in both languages', () => {
    for (const type of new Set(s1Clean.map((event) => event.type))) {
      for (const { outcome, missing, arithmetic } of on(withoutType(type))) {
        expect(`${arithmetic.zh}${arithmetic.en}`).not.toMatch(/undefined|NaN/);
        if (outcome !== 'not-evaluable') continue;
        expect(missing?.length).toBeGreaterThan(0);
        for (const { zh, en } of missing ?? []) {
          expect(zh).toContain('补录');
          expect(en).toContain('to be supplied by');
        }
      }
    }
  });
});

describe('along a clean election', () => {
  const BAD = new Set(['fail', 'overdue', 'ambiguous']);
  const inTime = [...s1Clean].sort((x, y) => (atOf(x) < atOf(y) ? -1 : atOf(x) > atOf(y) ? 1 : 0));

  function atOf({ on }: Happened): string {
    return on === undefined ? '' : momentAt(on).at;
  }

  it('nothing is ever found, on any day', () => {
    for (let length = 0; length <= inTime.length; length += 5) {
      const events = inTime.slice(0, length);
      const at = events.map(atOf).at(-1) ?? '2021-09-01T00:00:00.000Z';
      const results = judgeAll(factsOf(events), { at, today: shanghaiDay(at) });
      expect(results.filter(({ outcome }) => BAD.has(outcome)).map((one) => [keyOf(one), one.arithmetic.zh])).toEqual(
        [],
      );
    }
  });

  it('what the clock alone can change says when', () => {
    const day = 86_400_000;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: inTime.length }),
        fc.integer({ min: 0, max: 40 * day }),
        fc.integer({ min: 0, max: 40 * day }),
        fc.boolean(),
        (length, wait, more, isShort) => {
          const facts = isShort ? factsOf(s4Short, { community: 'C02' }) : factsOf(inTime.slice(0, length));
          const start = Date.parse('2021-10-20T00:00:00.000Z') + wait;
          const momentOf = (at: number): Moment => {
            const instant = new Date(at).toISOString();
            return { at: instant, today: shanghaiDay(instant) };
          };
          const then = judgeAll(facts, momentOf(start));
          const later = new Map(judgeAll(facts, momentOf(start + more)).map((one) => [keyOf(one), one]));
          const until = new Date(start + more).toISOString();
          for (const result of then) {
            if (result.recheckAt !== undefined && result.recheckAt <= until) continue;
            expect([keyOf(result), later.get(keyOf(result))?.outcome]).toEqual([keyOf(result), result.outcome]);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('what a rule says it reads', () => {
  const variants = [s1Clean, s4Short, ...[0, 30, 60, 100, 140, 170, 190].map((length) => s1Clean.slice(0, length))];

  it.each(rules.map((rule) => [rule.id, rule] as const))('is all that %s looks at', (_id, rule) => {
    const seen = new Set<string>();
    for (const events of variants) {
      const facts = recordingCommunity(factsOf(events), seen);
      for (const entry of [index.byId.get(rule.id)]) if (entry !== undefined) judgeCommunity(entry, facts, S1_END);
    }
    const declared = new Set(rule.reads.map(({ type }) => type));
    seen.delete('JustificationApproved');
    expect([...seen].filter((type) => !declared.has(type))).toEqual([]);
  });
});
