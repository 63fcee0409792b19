import { electionCommands, PartyElectionOpened, ReviewListSent } from '#elections';
import type { Entry } from '#kernel';
import { indexRules } from './evaluate.js';
import type { CommunityFacts } from './facts.js';
import { guard, supposing } from './guards.js';
import type { Outcome } from './outcome.js';
import { plan2021 } from './packs/plan-2021/index.js';
import {
  factsOf,
  type Happened,
  happened,
  momentAt,
  streetFactsOf,
  uuidOf,
} from './packs/plan-2021/testing/facts-builder.js';
import { s1Clean } from './packs/plan-2021/testing/s1-clean.js';
import { NOMINEES, nominee, retiring } from './packs/plan-2021/testing/s1-people.js';
import { memberOf } from './packs/plan-2021/testing/s1-review.js';
import { remedyOf } from './remedy.js';
import type { RuleResult } from './rule.js';
import { preparationOfWork, related, streetFactsOfWork } from './testing/worked-street.js';

const index = indexRules([plan2021]);
const now = momentAt('2021-11-11');

/** What the act would record, as the runner plans it. */
function planned({ type, data, on }: Happened, stream: string): Entry {
  return {
    type,
    id: uuidOf(1, 830),
    stream,
    rev: 0,
    position: Number.MAX_SAFE_INTEGER,
    at: now.at,
    ...(on === undefined ? {} : { on }),
    actor: { id: 'clerk', role: 'election-clerk', unit: 'S01' },
    data,
    att: [],
  };
}
const PARTY = 'partyElection-C01-2021-1';
const sending = (personIds: readonly string[], kinExceptions?: readonly object[]) =>
  planned(
    happened(ReviewListSent, {
      level: 'joint',
      number: '云街工〔2021〕60号',
      list: personIds.map(memberOf),
      departments: [],
      ...(kinExceptions === undefined ? {} : { kinExceptions: kinExceptions as never }),
    }),
    PARTY,
  );
const siblings = related.map((fact) =>
  fact.category === 'kinship' ? fact : { ...fact, data: { ...fact.data, community: 'C01' } },
);
const s5 = () => factsOf([...s1Clean, ...siblings]);

describe('the guard of an act', () => {
  it('refuses with rule, paragraph and sum', () => {
    expect(guard(['REV-02'], s5(), index, now, { planned: [sending(NOMINEES)] })).toMatchObject([
      {
        code: 'GUARD_REFUSED',
        rule: 'REV-02',
        source: '¶24',
        params: { outcome: 'fail', subject: `pair:${[nominee(3), retiring(3)].sort().join('+')}` },
        arithmetic: { zh: expect.stringContaining('兄弟姐妹') },
        remedy: { zh: expect.stringMatching(/退出名单.*例外.*街道负责人批准/), en: expect.stringContaining('lead') },
      },
    ]);
  });

  it('says what to do, by rule and by kind of result', () => {
    const rule = (id: string) => {
      const found = index.byId.get(id)?.rule;
      if (found === undefined) throw new Error(id);
      return found;
    };
    const result = (outcome: Outcome, more: Partial<RuleResult> = {}): RuleResult => ({
      outcome,
      subject: 'community:C01',
      arithmetic: { zh: '', en: '' },
      evidence: [],
      ...more,
    });
    expect(remedyOf(rule('PTY-20'), result('fail')).zh).toMatch(/重新张贴.*街道负责人批准/);
    expect(remedyOf(rule('PTY-20'), result('fail', { softenable: false })).zh).toMatch(/重新张贴(?!.*批准)/);
    expect(remedyOf(rule('PTY-25'), result('fail')).zh).toMatch(/另行召集(?!.*批准)/);
    const missing = [{ zh: '大会登记', en: 'the congress' }];
    expect(remedyOf(rule('PTY-25'), result('not-evaluable', { missing }))).toEqual({
      zh: '先补齐：大会登记。',
      en: 'First record: the congress.',
    });
    expect(remedyOf(rule('PTY-20'), result('not-yet-due', { due: '2021-11-12' })).zh).toContain('2021-11-12');
    for (const { guards = [] } of electionCommands)
      for (const id of guards) expect([id, rule(id).remedy === undefined]).toEqual([id, false]);
  });

  it('judges the facts as the act would leave them', () => {
    const exception = { persons: [nominee(3), retiring(3)], number: '澜换组〔2021〕21号', approver: '区换届领导小组' };
    expect(guard(['REV-02'], s5(), index, now, { planned: [sending(NOMINEES, [exception])] })).toEqual([]);
  });

  it('is limited to the persons concerned', () => {
    expect(guard(['REV-02'], s5(), index, now, { persons: [nominee(4)] })).toEqual([]);
    expect(guard(['REV-02'], s5(), index, now, { persons: [retiring(3)] })).toHaveLength(1);
  });

  it('lets pass what is kept, and rules that no pack of the term has', () => {
    expect(guard(['REV-02', 'REV-01', 'PTY-20'], factsOf(s1Clean), index, now)).toEqual([]);
    expect(guard(['RC-26'], s5(), index, now)).toEqual([]);
  });

  it('gives every reason, the worst first', () => {
    const refusals = guard(['ORG-06', 'PRE-01', 'REV-02'], s5(), index, now);
    expect(refusals.map(({ rule }) => rule)).toEqual(['REV-02', 'ORG-06', 'PRE-01']);
    expect(refusals.map(({ params }) => params?.['outcome'])).toEqual(['fail', 'not-evaluable', 'not-evaluable']);
  });

  it('refuses on a missing input, not on a start that it is about to make', () => {
    const opening = planned(
      happened(PartyElectionOpened, { community: 'C01', term: 'term-C01-2021-1' }, '2021-10-18'),
      PARTY,
    );
    const ready = factsOf(preparationOfWork);
    expect(guard(['PRE-01', 'ORG-06'], ready, index, now)).toHaveLength(2);
    expect(guard(['PRE-01', 'ORG-06'], ready, index, now, { planned: [opening] })).toEqual([]);
    expect(guard(['PRE-01'], factsOf([]), index, now, { planned: [opening] })).toMatchObject([{ rule: 'PRE-01' }]);
  });

  it('asks for the street where a rule is judged for it', () => {
    const street = streetFactsOf(streetFactsOfWork, { C01: s1Clean, C02: [] });
    const facts = street.communities[0] as CommunityFacts;
    expect(guard(['PRE-03', 'ORG-01'], facts, index, now, { street })).toEqual([]);
    expect(() => guard(['PRE-03'], facts, index, now)).toThrow(/PRE-03/);
  });

  it('adds a planned event where it would be recorded', () => {
    const facts = factsOf(s1Clean);
    const add = (stream: string, type = 'Any') => supposing(facts, [{ ...sending(NOMINEES), type, stream }]);
    expect(add('term-C01-2021-2')).toMatchObject({ termStream: 'term-C01-2021-2', term: { rev: facts.term.rev + 1 } });
    expect(add('residentsElection-C01-2021-1').residents.rev).toBe(0);
    expect(add('street-S01').street.rev).toBe(facts.street.rev + 1);
    expect(add(`notice-${uuidOf(9, 2)}`).notices).toHaveLength(facts.notices.length + 1);
    const known = facts.notices[0]?.stream ?? '';
    expect(add(known).notices[0]?.rev).toBe((facts.notices[0]?.rev ?? 0) + 1);
    expect(add(`person-${nominee(1)}`)).toBe(facts);
  });

  it('changes nothing that others see', () => {
    const facts = factsOf(s1Clean);
    const before = JSON.stringify(facts);
    const after = supposing(facts, [sending(NOMINEES)]);
    expect(JSON.stringify(facts)).toBe(before);
    expect(after.party.rev).toBe(facts.party.rev + 1);
    expect(after.term).toBe(facts.term);
  });
});
