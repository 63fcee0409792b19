import { createHash } from 'node:crypto';
import { judgeCommunity, judgeStreet } from './evaluate.js';
import { guard } from './guards.js';
import { judgeUnit, resultsOf } from './judge.js';
import { pinOf } from './manifest-digest.js';
import type { RulePack } from './pack.js';
import { plan2021 } from './packs/plan-2021/index.js';
import { factsOf, momentAt, streetFactsOf } from './packs/plan-2021/testing/facts-builder.js';
import { s1Clean } from './packs/plan-2021/testing/s1-clean.js';
import { indexOfPins } from './pinned-index.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const pin = pinOf(plan2021, sha256);
const now = momentAt('2021-12-21');
const facts = factsOf(s1Clean);

describe('the rules of pinned packs', () => {
  it('are those of the packs on board as they were pinned', () => {
    const index = indexOfPins([plan2021], [pin], sha256);
    expect([...index.byId.keys()]).toEqual(plan2021.rules.map(({ id }) => id));
    expect(index.missing).toBeUndefined();
    expect(resultsOf(judgeUnit(facts, index, now)).some(({ outcome }) => outcome === 'pass')).toBe(true);
  });

  it.each([
    ['another version', { version: '0.9.0' }],
    ['other contents', { digest: 'b'.repeat(64) }],
  ])('are not evaluable where %s is pinned, and name the pack', (_what, change) => {
    const index = indexOfPins([plan2021], [{ ...pin, ...change }], sha256);
    const results = resultsOf(judgeUnit(facts, index, now));
    expect(new Set(results.map(({ rule }) => rule))).toEqual(
      new Set(plan2021.rules.filter(({ scope }) => scope === 'community').map(({ id }) => id)),
    );
    for (const result of results) {
      expect(result).toMatchObject({ outcome: 'not-evaluable', subject: 'community:C01', pack: 'plan-2021' });
      expect(result.missing?.[0]?.zh).toContain(`plan-2021 ${{ ...pin, ...change }.version}`);
    }
    const street = plan2021.rules.find(({ scope }) => scope === 'street');
    const indexed = index.byId.get(street?.id ?? '');
    if (indexed === undefined) throw new Error('the plan has rules of the street');
    expect(judgeStreet(indexed, streetFactsOf([], {}), now)).toMatchObject([{ outcome: 'not-evaluable' }]);
    expect(judgeCommunity(indexed, facts, now)).toEqual([]);
  });

  it('have one entry for a pack that nobody knows, beside the packs that are there', () => {
    const unknown = { id: 'no-such-pack', version: '9.9.9', digest: 'a'.repeat(64) };
    const index = indexOfPins([plan2021], [pin, unknown], sha256);
    const results = resultsOf(judgeUnit(facts, index, now));
    expect(results.filter(({ rule }) => rule === 'no-such-pack')).toMatchObject([
      {
        outcome: 'not-evaluable',
        pack: 'no-such-pack',
        missing: [{ en: expect.stringContaining('no-such-pack 9.9.9') }],
      },
    ]);
    expect(results.some(({ outcome }) => outcome === 'pass')).toBe(true);
  });

  it('refuse guarded acts while one of them is not on board, and nothing that has no guards', () => {
    const other: RulePack = { ...plan2021, manifest: { ...plan2021.manifest, issuer: '另一单位' } };
    const index = indexOfPins([other], [pin], sha256);
    expect(guard(['PTY-20', 'PTY-21'], facts, index, now)).toMatchObject([
      { code: 'PACK_NOT_ON_BOARD', rule: 'PTY-20', params: { pack: 'plan-2021', version: '1.0.0' } },
    ]);
    expect(guard([], facts, index, now)).toEqual([]);
  });
});
