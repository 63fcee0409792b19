import { createHash } from 'node:crypto';
import { manifestBytes, pinnedPacks, pinOf } from './manifest-digest.js';
import type { RulePack } from './pack.js';
import { plan2021 } from './packs/plan-2021/index.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const changed = (change: Partial<RulePack['manifest']>): RulePack => ({
  ...plan2021,
  manifest: { ...plan2021.manifest, ...change },
});

describe('the pin of a pack', () => {
  it('is over canonical JSON: keys in order, nothing else', () => {
    const text = new TextDecoder().decode(manifestBytes(plan2021.manifest));
    expect(text.startsWith('{"from":"2021-09-01","id":"plan-2021","issuer":')).toBe(true);
    expect(JSON.parse(text)).toEqual(plan2021.manifest);
  });

  it('does not depend on the order in which a manifest was written', () => {
    const reversed = Object.fromEntries(Object.entries(plan2021.manifest).reverse()) as RulePack['manifest'];
    expect(pinOf({ ...plan2021, manifest: reversed }, sha256)).toEqual(pinOf(plan2021, sha256));
  });

  it('changes with every parameter', () => {
    const parameters = { 'PTY-20': { minimumDays: { value: 7, source: { zh: '本街道规定', en: 'own rule' } } } };
    expect(pinOf(changed({ parameters }), sha256).digest).not.toBe(pinOf(plan2021, sha256).digest);
  });

  it('finds the pack again, and only as it was pinned', () => {
    const pin = pinOf(plan2021, sha256);
    expect(pinnedPacks([plan2021], [pin], sha256)).toEqual([plan2021]);
    expect(pinnedPacks([changed({ issuer: '另一单位' })], [pin], sha256)).toEqual([undefined]);
  });
});
