import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  inclusionProof,
  LeafHashList,
  rootAt,
  signCheckpoint,
  toBase64 as theirBase64,
  leafHash as theirLeafHash,
} from '#transparency';
import { leafBytes, ORIGIN, signerOf } from '../../../../libs/transparency/src/testing/small-log.js';
import { fromBase64, toBase64, toHex } from './bytes.js';
import { checkProof, type StatedProof } from './check-proof.js';
import { followPath, leadsTo, leafHash } from './merkle.js';
import { parseCheckpoint, parseNote, parseVerifierKey } from './signed-note.js';

const ID = '0418b7b4-5e0c-54d4-8a76-4196bb62418f';
const expected = { id: ID, log: 'process' };

/** A sealed log of `size` leaves whose leaf at `position` is the event {@link ID}, proved by the server's own library. */
async function sealed(position: number, size: number, seed = 1): Promise<{ bytes: Uint8Array; proof: StatedProof }> {
  const rows = Array.from({ length: size }, (_, at) => leafBytes(at, at === position ? { id: ID } : {}));
  const hashes = new LeafHashList(rows.map((bytes) => theirLeafHash(bytes)));
  const root = rootAt(size, hashes);
  const signer = signerOf(seed);
  const note = await signCheckpoint({ origin: ORIGIN, size, root }, signer);
  return {
    bytes: rows[position] ?? new Uint8Array(),
    proof: {
      position,
      size,
      path: inclusionProof(position, size, hashes).map(theirBase64),
      root: theirBase64(root),
      checkpoint: note.toString('utf8'),
      vkey: signer.vkey,
    },
  };
}

const failed = (bytes: Uint8Array, proof: StatedProof) =>
  checkProof(bytes, proof, expected)
    .checks.filter(({ ok }) => !ok)
    .map(({ name }) => name);

describe('the proof of an event, checked without the server', () => {
  it('accepts every leaf of every small log', async () => {
    for (let size = 1; size <= 17; size++) {
      for (let position = 0; position < size; position++) {
        const { bytes, proof } = await sealed(position, size);
        expect([size, position, failed(bytes, proof)]).toEqual([size, position, []]);
      }
    }
  });

  it('follows the path step by step, and its last step is the root', async () => {
    const { bytes, proof } = await sealed(5, 11);
    const { steps } = checkProof(bytes, proof, expected);
    expect(steps).toHaveLength(proof.path.length);
    expect(steps.map(({ side }) => side)).toEqual(['left', 'right', 'left', 'right']);
    expect(steps.at(-1)?.result).toBe(toHex(fromBase64(proof.root) ?? new Uint8Array()));
  });

  it('refuses any changed byte of the event', async () => {
    const { bytes, proof } = await sealed(2, 7);
    for (let at = 0; at < bytes.length; at++) {
      const changed = Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 1 : byte));
      expect(failed(changed, proof)).toContain('path');
    }
  });

  it('refuses a proof of another event, however right it is', async () => {
    const { bytes, proof } = await sealed(2, 7);
    const checked = checkProof(bytes, proof, { id: ID.replace('0', '1'), log: 'process' });
    expect(checked.ok).toBe(false);
    expect(checked.checks.find(({ name }) => name === 'leaf')?.ok).toBe(false);
  });

  it('refuses a path that is longer, shorter, swapped or not 32 bytes', async () => {
    const { bytes, proof } = await sealed(3, 9);
    const [first = '', ...rest] = proof.path;
    expect(failed(bytes, { ...proof, path: [...proof.path, first] })).toContain('place');
    expect(failed(bytes, { ...proof, path: rest })).toContain('place');
    expect(failed(bytes, { ...proof, path: [...rest, first] })).toContain('path');
    expect(failed(bytes, { ...proof, path: [`${first}=`, ...rest] })).toContain('place');
  });

  it('refuses another position or size than the checkpoint has', async () => {
    const { bytes, proof } = await sealed(3, 9);
    expect(failed(bytes, { ...proof, position: 4 })).not.toEqual([]);
    expect(failed(bytes, { ...proof, size: 10 })).toContain('size');
    expect(failed(bytes, { ...proof, position: -1 })).toContain('place');
    expect(failed(bytes, { ...proof, position: 9 })).toContain('place');
  });

  it('refuses a root that is not the signed one', async () => {
    const { bytes, proof } = await sealed(3, 9);
    const other = await sealed(3, 9, 2);
    expect(failed(bytes, { ...proof, root: (await sealed(3, 8)).proof.root })).toEqual(['path', 'root']);
    // The other key's checkpoint over the same tree: everything right but the key.
    expect(failed(bytes, { ...proof, vkey: other.proof.vkey })).toEqual(['signature']);
    expect(failed(bytes, { ...proof, checkpoint: other.proof.checkpoint })).toEqual(['signature']);
  });

  it('refuses a checkpoint with anything changed, added or left out', async () => {
    const { bytes, proof } = await sealed(0, 3);
    const spoiled = [
      proof.checkpoint.replace('\n3\n', '\n03\n'),
      proof.checkpoint.replace('\n3\n', '\n3\nextension\n'),
      proof.checkpoint.slice(0, -1),
      proof.checkpoint.replace('\n\n', '\n'),
      proof.checkpoint.replace('— ', '- '),
      proof.checkpoint.replaceAll('\n', '\r\n'),
      `${proof.checkpoint}— ${ORIGIN} AAAA\n`,
    ];
    for (const checkpoint of spoiled) expect(checkProof(bytes, { ...proof, checkpoint }, expected).ok).toBe(false);
  });

  it('refuses a verifier key whose id is not that of its bytes', async () => {
    const { proof } = await sealed(0, 1);
    expect(parseVerifierKey(proof.vkey)?.name).toBe(ORIGIN);
    expect(parseVerifierKey(proof.vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+'))).toBeUndefined();
    expect(parseVerifierKey(`${proof.vkey}A`)).toBeUndefined();
  });

  it('reads signatures of unknown keys beside the own one', async () => {
    const { bytes, proof } = await sealed(1, 2);
    const witness = `— witness.example/w ${toBase64(new Uint8Array(68).fill(7))}\n`;
    expect(failed(bytes, { ...proof, checkpoint: proof.checkpoint + witness })).toEqual([]);
    expect(parseNote(proof.checkpoint + witness)?.signatures).toHaveLength(2);
  });
});

describe('spellings', () => {
  it('reads exactly what Buffer writes as base64', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
    for (const wrong of ['A', 'AA', 'AB==', 'A===', 'AAA ', 'AA-A', 'AA=A', '====']) {
      expect([wrong, fromBase64(wrong)]).toEqual([wrong, undefined]);
    }
  });

  it('reads no checkpoint with an unsafe size', () => {
    const root = toBase64(new Uint8Array(32));
    expect(parseCheckpoint(`log\n9007199254740993\n${root}\n`)).toBeUndefined();
    expect(parseCheckpoint(`log\n1\n${root}\n`)?.size).toBe(1);
  });
});

interface Vector {
  readonly name: string;
  readonly case: Case;
}
interface Case {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

const VECTORS = join(__dirname, '../../../../../shared/vectors/merkle-inclusion.json');

describe('public test vectors', () => {
  const present = existsSync(VECTORS);
  if (!present) console.warn('skipped: ../shared/vectors/merkle-inclusion.json is not beside the repository');
  (present ? it : it.skip)('agrees with every one', () => {
    const vectors = JSON.parse(readFileSync(VECTORS, 'utf8')) as readonly Vector[];
    const hash = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
    expect(vectors.length).toBeGreaterThan(50);
    for (const { name, case: one } of vectors) {
      const { leafIdx, treeSize, root, leafHash: leaf, proof, wantErr } = one;
      const steps = followPath(leafIdx, treeSize, hash(leaf), (proof ?? []).map(hash));
      const ok = steps !== undefined && leadsTo(hash(leaf), steps, hash(root));
      expect([name, ok]).toEqual([name, !wantErr]);
    }
  });

  it('hashes a leaf as RFC 6962 does', () => {
    expect(toHex(leafHash(new Uint8Array()))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });
});
