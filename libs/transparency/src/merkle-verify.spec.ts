import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { CompactRangeBuilder } from './compact-range.js';
import { EMPTY_ROOT, type Hash, hashBytes, leafHash, nodeHash, toHex } from './merkle-hash.js';
import { consistencyProof, inclusionProof, LeafHashList, rootAt } from './merkle-proof.js';
import { verifyConsistency, verifyInclusion } from './merkle-verify.js';
import { sharedVectors } from './testing/shared-vectors.js';

/** RFC 6962, 2.1, word for word and slow. */
function definedRoot(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0] as Hash;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(definedRoot(leaves.slice(0, k)), definedRoot(leaves.slice(k)));
}

const leavesOf = (count: number): Hash[] => Array.from({ length: count }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)));

/** JSON numbers up to 2^64-1 keep all their digits. */
function parseWithBigSizes(text: string): unknown[] {
  return JSON.parse(text.replace(/"(leafIdx|treeSize|size1|size2)":\s*(\d+)/g, '"$1":"$2"')) as unknown[];
}

// Some vectors hold roots of another length on purpose, so none is checked here.
const asHash = (base64: string): Hash => Buffer.from(base64, 'base64').toString('latin1') as Hash;

const flip = (hash: Hash, bit: number): Hash => {
  const bytes = hashBytes(hash);
  const at = bit >> 3;
  bytes[at] = (bytes[at] as number) ^ (1 << (bit & 7));
  return bytes.toString('latin1') as Hash;
};

describe('hashes of RFC 6962', () => {
  it('gives the published constants', () => {
    expect(toHex(EMPTY_ROOT)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(toHex(leafHash(Buffer.alloc(0)))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(toHex(leafHash(Buffer.from('L123456')))).toBe(
      '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
    );
    const [left, right] = leavesOf(2) as [Hash, Hash];
    expect(toHex(nodeHash(left, right))).toBe(
      createHash('sha256')
        .update(Buffer.concat([Buffer.from([1]), hashBytes(left), hashBytes(right)]))
        .digest('hex'),
    );
  });

  it('keeps leaves and nodes apart', () => {
    const [left, right] = leavesOf(2) as [Hash, Hash];
    expect(leafHash(Buffer.concat([hashBytes(left), hashBytes(right)]))).not.toBe(nodeHash(left, right));
  });

  it('hashes leaves of any length alike, also those longer than the shared buffer', () => {
    for (const length of [0, 1, 300, 16 * 1024, 32 * 1024, 32 * 1024 + 1, 100_000]) {
      const bytes = Buffer.alloc(length, length);
      const expected = createHash('sha256')
        .update(Buffer.from([0]))
        .update(bytes)
        .digest('hex');
      expect(toHex(leafHash(bytes))).toBe(expected);
    }
  });
});

describe('public vectors', () => {
  const inclusion = sharedVectors('merkle-inclusion.json');
  (inclusion === undefined ? it.skip : it)('of inclusion proofs', () => {
    type Vector = { leafIdx: string; treeSize: string; root: string; leafHash: string; proof: string[] | null };
    const cases = parseWithBigSizes(inclusion ?? '[]') as { name: string; case: Vector & { wantErr: boolean } }[];
    expect(cases.length).toBe(98);
    const verdicts = cases.map(({ name, case: c }) => [
      name,
      verifyInclusion(
        BigInt(c.leafIdx),
        BigInt(c.treeSize),
        asHash(c.leafHash),
        (c.proof ?? []).map(asHash),
        asHash(c.root),
      ),
    ]);
    expect(verdicts).toEqual(cases.map(({ name, case: c }) => [name, !c.wantErr]));
  });

  const consistency = sharedVectors('merkle-consistency.json');
  (consistency === undefined ? it.skip : it)('of consistency proofs', () => {
    type Vector = { size1: string; size2: string; root1: string; root2: string; proof: string[] | null };
    const cases = parseWithBigSizes(consistency ?? '[]') as { name: string; case: Vector & { wantErr: boolean } }[];
    expect(cases.length).toBe(98);
    const verdicts = cases.map(({ name, case: c }) => [
      name,
      verifyConsistency(
        BigInt(c.size1),
        BigInt(c.size2),
        asHash(c.root1),
        asHash(c.root2),
        (c.proof ?? []).map(asHash),
      ),
    ]);
    expect(verdicts).toEqual(cases.map(({ name, case: c }) => [name, !c.wantErr]));
  });
});

describe('a compact range', () => {
  it('built leaf by leaf has the root of the definition', () => {
    const leaves = leavesOf(300);
    const range = new CompactRangeBuilder();
    leaves.forEach((leaf, i) => {
      expect(range.root()).toBe(definedRoot(leaves.slice(0, i)));
      range.append(leaf);
    });
  });

  it('joined from any split has the root of the definition', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 600 }),
        fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 6 }),
        (size, raw) => {
          const leaves = leavesOf(size);
          const cuts = [...raw.filter((cut) => cut <= size), size].sort((a, b) => a - b);
          const whole = new CompactRangeBuilder();
          let begin = 0;
          for (const end of cuts) {
            const piece = new CompactRangeBuilder(begin);
            for (const leaf of leaves.slice(begin, end)) piece.append(leaf);
            expect(CompactRangeBuilder.from(piece.range()).range()).toEqual(piece.range());
            whole.join(piece.range());
            begin = end;
          }
          expect(whole.root()).toBe(definedRoot(leaves));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('refuses what does not belong together', () => {
    const piece = new CompactRangeBuilder(4);
    piece.append(leafHash(Buffer.from('x')));
    expect(() => new CompactRangeBuilder().join(piece.range())).toThrow(RangeError);
    expect(() => piece.root()).toThrow(RangeError);
    expect(() => CompactRangeBuilder.from({ begin: 0, end: 3, hashes: [] })).toThrow(RangeError);
    expect(() => CompactRangeBuilder.from({ begin: 0, end: 1, hashes: ['short' as Hash] })).toThrow(RangeError);
  });
});

describe('proofs', () => {
  it('verify for every leaf and every pair of sizes up to 70', () => {
    const leaves = leavesOf(70);
    const source = new LeafHashList(leaves);
    for (let size = 1; size <= leaves.length; size++) {
      const root = rootAt(size, source);
      expect(root).toBe(definedRoot(leaves.slice(0, size)));
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(index, size, source);
        expect(verifyInclusion(index, size, leaves[index] as Hash, proof, root)).toBe(true);
      }
      for (let from = 1; from <= size; from++) {
        const proof = consistencyProof(from, size, source);
        expect(verifyConsistency(from, size, rootAt(from, source), root, proof)).toBe(true);
      }
    }
  });

  it('fail when any bit, index, size or length is changed', () => {
    const source = new LeafHashList(leavesOf(400));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        (size, seed, which, bit) => {
          const index = seed % size;
          const leaf = source.subtree(0, index);
          const root = rootAt(size, source);
          const proof = inclusionProof(index, size, source);
          const verify = (p: readonly Hash[]) => verifyInclusion(index, size, leaf, p, root);
          expect(verify(proof)).toBe(true);
          if (proof.length > 0) {
            const at = which % proof.length;
            expect(verify(proof.map((hash, i) => (i === at ? flip(hash, bit) : hash)))).toBe(false);
            expect(verify(proof.slice(1))).toBe(false);
            expect(verify(proof.slice(0, -1))).toBe(false);
          }
          expect(verify([...proof, root])).toBe(false);
          expect(verify([leaf, ...proof])).toBe(false);
          expect(verifyInclusion(index, size, flip(leaf, bit), proof, root)).toBe(false);
          expect(verifyInclusion(index, size, leaf, proof, flip(root, bit))).toBe(false);
          expect(verifyInclusion(index + 1, size, leaf, proof, root)).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 400 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        (to, seed, which, bit) => {
          const from = 1 + (seed % (to - 1));
          const roots: [Hash, Hash] = [rootAt(from, source), rootAt(to, source)];
          const proof = consistencyProof(from, to, source);
          expect(verifyConsistency(from, to, ...roots, proof)).toBe(true);
          const at = which % proof.length;
          expect(
            verifyConsistency(
              from,
              to,
              ...roots,
              proof.map((h, i) => (i === at ? flip(h, bit) : h)),
            ),
          ).toBe(false);
          expect(verifyConsistency(from, to, ...roots, proof.slice(1))).toBe(false);
          expect(verifyConsistency(from, to, ...roots, [...proof, roots[0]])).toBe(false);
          expect(verifyConsistency(from, to, flip(roots[0], bit), roots[1], proof)).toBe(false);
          expect(verifyConsistency(from, to, roots[0], flip(roots[1], bit), proof)).toBe(false);
          expect(verifyConsistency(to, from, roots[1], roots[0], proof)).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are false, not thrown, for numbers and hashes that cannot be', () => {
    const leaf = leafHash(Buffer.from('x'));
    for (const index of [-1, 0.5, Number.NaN, 2 ** 53, -1n, 2n ** 64n]) {
      expect(verifyInclusion(index, 1, leaf, [], leaf)).toBe(false);
      expect(verifyConsistency(index, 4, leaf, leaf, [leaf])).toBe(false);
      expect(verifyConsistency(1, index, leaf, leaf, [])).toBe(false);
    }
    expect(verifyInclusion(0, 1, 'short' as Hash, [], 'short' as Hash)).toBe(false);
    expect(verifyInclusion(0, 2, leaf, ['\u4e00'.repeat(32) as Hash], leaf)).toBe(false);
    // Sizes are unsigned 64-bit numbers: the largest is taken, one more is not.
    const path = Array.from({ length: 64 }, () => leaf);
    const top = path.reduce((hash, sibling) => nodeHash(hash, sibling), leaf);
    expect(verifyInclusion(0, 2n ** 64n - 1n, leaf, path, top)).toBe(true);
    expect(verifyInclusion(0, 2n ** 64n, leaf, path, top)).toBe(false);
    expect(verifyConsistency(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])).toBe(false);
    expect(verifyConsistency(0, 1, EMPTY_ROOT, leaf, [])).toBe(false);
  });

  it('are false when they lead on to a root above that of the size', () => {
    const leaves = leavesOf(4);
    const source = new LeafHashList(leaves);
    const above = leafHash(Buffer.from('above'));
    // Each is a right proof with one hash more, and with roots that this one hash leads to.
    expect(verifyInclusion(0, 1, leaves[1] as Hash, [leaves[0] as Hash], rootAt(2, source))).toBe(false);
    for (let index = 0; index < 4; index++) {
      const longer = [...inclusionProof(index, 4, source), above];
      for (const root of [nodeHash(above, rootAt(4, source)), nodeHash(rootAt(4, source), above)]) {
        expect(verifyInclusion(index, 4, leaves[index] as Hash, longer, root)).toBe(false);
      }
    }
    const longer = [...consistencyProof(3, 4, source), above];
    const raised = [3, 4].map((size) => nodeHash(above, rootAt(size, source))) as [Hash, Hash];
    expect(verifyConsistency(3, 4, ...raised, longer)).toBe(false);
  });

  it('are not made for leaves that are not there', () => {
    const source = new LeafHashList(leavesOf(3));
    expect(() => inclusionProof(3, 3, source)).toThrow(RangeError);
    expect(() => inclusionProof(-1, 3, source)).toThrow(RangeError);
    expect(() => inclusionProof(0, 4, source)).toThrow(RangeError);
    expect(() => consistencyProof(0, 3, source)).toThrow(RangeError);
    expect(() => consistencyProof(3, 2, source)).toThrow(RangeError);
  });
});
