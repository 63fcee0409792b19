import { sign } from 'node:crypto';
import fc from 'fast-check';
import { type CheckpointSigner, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.js';
import { type FileSystem, nodeFiles } from './durable-files.js';
import { hashFromBase64, hashFromHex, leafHash, strictBase64 } from './merkle-hash.js';
import { LeafHashList, rootAt } from './merkle-proof.js';
import { verifyConsistency, verifyInclusion } from './merkle-verify.js';
import { parseNote, parseSignatureLine } from './note.js';
import { ED25519, formatSigningKey, parseSigningKey, parseVerifierKey } from './note-keys.js';
import { parseAnchor } from './paper-anchor.js';
import { openPublished } from './published-notes.js';
import { readSealerState, writeSealerState } from './sealer-state.js';
import { TreeEdge } from './tiles.js';
import { parseTlogProof, verifyTlogProof } from './tlog-proof.js';

const SEED = { seed: 20211120, numRuns: 1500 };
const ORIGIN = 'yunqiao.example/process';
const key = parseSigningKey(formatSigningKey(ORIGIN, ED25519, Buffer.alloc(32, 1)));
if (!key.ok) throw new Error(key.error);
const signer: CheckpointSigner = { vkey: key.value.vkey, sign: (text) => sign(null, text, key.value.privateKey) };
const leaves = Array.from({ length: 300 }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)));

/** A file system in which one file holds what it is given. */
function holding(bytes: Buffer): FileSystem {
  return { ...nodeFiles, read: async () => bytes };
}

async function goodState(): Promise<Buffer> {
  const edge = TreeEdge.empty();
  for (const leaf of leaves) edge.append(leaf, () => undefined);
  const root = rootAt(leaves.length, new LeafHashList(leaves));
  const note = await signCheckpoint({ origin: ORIGIN, size: leaves.length, root }, signer);
  let written: Uint8Array = Buffer.alloc(0);
  const files: FileSystem = {
    ...nodeFiles,
    write: async (_path, bytes) => {
      written = bytes;
    },
    syncFile: async () => undefined,
    rename: async () => undefined,
    syncFolder: async () => undefined,
  };
  const head = { origin: ORIGIN, size: leaves.length, root, note };
  await writeSealerState('state.json', { head, edge, latestAt: '2021-11-20T01:00:00.000Z' }, files);
  return Buffer.from(written);
}

/** What a file may become: anything at all, or a good one with some bytes changed, cut out or doubled. */
function broken(good: Uint8Array): fc.Arbitrary<Buffer> {
  const place = fc.nat(good.length);
  const change = fc.tuple(place, fc.nat(12), fc.uint8Array({ maxLength: 12 }));
  return fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    fc.string({ unit: 'binary', maxLength: 400 }).map((text) => Buffer.from(text)),
    fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
      let bytes = Buffer.from(good);
      for (const [at, removed, added] of changes)
        bytes = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
      return bytes;
    }),
  );
}

describe('what others wrote, or a disk spoilt', () => {
  it('never makes a reader of notes, checkpoints, receipts, keys or codes throw, and is never taken for good', async () => {
    const root = rootAt(leaves.length, new LeafHashList(leaves));
    const note = await signCheckpoint({ origin: ORIGIN, size: leaves.length, root }, signer);
    fc.assert(
      fc.property(broken(note), (bytes) => {
        const text = bytes.toString('utf8');
        const opened = openCheckpoint(bytes, signer.vkey);
        // Changes beside the text and the signature may leave the same note.
        if (opened.ok) expect(opened.value).toMatchObject({ origin: ORIGIN, size: leaves.length, root });
        parseNote(bytes);
        parseSignatureLine(text);
        parseCheckpoint(text);
        parseTlogProof(bytes);
        expect(verifyTlogProof(bytes, { bytes: Buffer.from('leaf 0') }, signer.vkey).ok).toBe(false);
        parseVerifierKey(text);
        parseSigningKey(text);
        parseAnchor(text);
        strictBase64(text);
        hashFromBase64(text);
        hashFromHex(text);
      }),
      SEED,
    );
  });

  it('is no key although it looks like one', () => {
    fc.assert(
      fc.property(broken(Buffer.from(signer.vkey)), (bytes) => {
        const text = bytes.toString('latin1');
        const parsed = parseVerifierKey(text);
        if (parsed.ok) expect(text.startsWith(`${parsed.value.name}+`)).toBe(true);
      }),
      SEED,
    );
  });

  it('is not believed as the state of a sealer', async () => {
    const good = await goodState();
    const kept = await readSealerState('state.json', signer.vkey, { files: holding(good) });
    expect(kept).toMatchObject({ ok: true, value: { head: { size: leaves.length } } });
    const asValue = JSON.parse(good.toString()) as Record<string, unknown>;
    const strangers = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(
        -1,
        0,
        1,
        2 ** 53,
        1e300,
        299,
        301,
        null,
        [],
        {},
        [''],
        ['AAAA'],
        Array(70).fill('AAAA'),
      ),
    );
    const edited = fc
      .tuple(fc.constantFrom('v', 'size', 'edge', 'note'), strangers)
      .map(([name, value]) => Buffer.from(JSON.stringify({ ...asValue, [name]: value })));
    await fc.assert(
      fc.asyncProperty(fc.oneof(broken(good), edited), async (bytes) => {
        const read = await readSealerState('state.json', signer.vkey, { files: holding(bytes) });
        if (!read.ok) return;
        // Only what is not sealed itself may differ: times, or the spelling.
        expect(read.value?.head.size).toBe(leaves.length);
        expect(read.value?.edge.root()).toBe(rootAt(leaves.length, new LeafHashList(leaves)));
      }),
      SEED,
    );
  });

  it('is a fault where it lies among published checkpoints', async () => {
    const root = rootAt(3, new LeafHashList(leaves));
    const note = await signCheckpoint({ origin: ORIGIN, size: 3, root }, signer);
    await fc.assert(
      fc.asyncProperty(
        broken(note),
        fc.constantFrom('0000000000000003', 'latest', '0000000000000004'),
        async (bytes, name) => {
          const { heads, faults } = await openPublished([{ name, note: bytes }], signer.vkey, ORIGIN);
          expect(heads.length + faults.length).toBe(1);
          for (const head of heads) expect(head).toEqual({ origin: ORIGIN, size: 3, root });
        },
      ),
      { ...SEED, numRuns: 600 },
    );
  });

  it('proves nothing where it is a path of anything', () => {
    const hash = fc.oneof(
      fc.constantFrom(...leaves.slice(0, 8)),
      fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text as (typeof leaves)[number]),
    );
    const number = fc.oneof(
      fc.integer(),
      fc.double(),
      fc.bigInt(),
      fc.constantFrom(0, 1, 2 ** 53, 2n ** 64n, Number.NaN),
    );
    const [first = leaves[0], second = leaves[1]] = leaves;
    if (first === undefined || second === undefined) throw new Error('no leaves');
    const root = rootAt(8, new LeafHashList(leaves));
    fc.assert(
      fc.property(number, number, hash, fc.array(hash, { maxLength: 70 }), (index, size, leaf, path) => {
        // The leaf of a log of one is its own root; nothing else can be hit by chance.
        expect(verifyInclusion(index, size, leaf, path, root)).toBe(false);
        expect(verifyConsistency(index, size, first, second, path)).toBe(false);
      }),
      SEED,
    );
  });
});
