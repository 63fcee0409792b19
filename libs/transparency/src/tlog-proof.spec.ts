import { sign } from 'node:crypto';
import fc from 'fast-check';
import { type CheckpointSigner, signCheckpoint } from './checkpoint.js';
import { leafHash } from './merkle-hash.js';
import { inclusionProof, LeafHashList, rootAt } from './merkle-proof.js';
import { ED25519, formatSigningKey, parseSigningKey } from './note-keys.js';
import { formatTlogProof, parseTlogProof, verifyTlogProof } from './tlog-proof.js';

const ORIGIN = 'yunqiao.example/process';
const key = parseSigningKey(formatSigningKey(ORIGIN, ED25519, Buffer.alloc(32, 1)));
if (!key.ok) throw new Error(key.error);
const signer: CheckpointSigner = { vkey: key.value.vkey, sign: (text) => sign(null, text, key.value.privateKey) };

const leaves = Array.from({ length: 11 }, (_, i) => Buffer.from(`leaf ${i}`));
const source = new LeafHashList(leaves.map(leafHash));

const receiptOf = async (index: number, size: number) =>
  formatTlogProof({
    index,
    path: inclusionProof(index, size, source),
    checkpoint: await signCheckpoint({ origin: ORIGIN, size, root: rootAt(size, source) }, signer),
  });

describe('a receipt', () => {
  it('is written as the specification shows', async () => {
    const checkpoint = await signCheckpoint({ origin: ORIGIN, size: 1, root: rootAt(1, source) }, signer);
    expect(formatTlogProof({ index: 0, path: [], checkpoint }).toString()).toBe(
      `c2sp.org/tlog-proof@v1\nindex 0\n\n${checkpoint.toString()}`,
    );
    const lines = (await receiptOf(5, 8)).toString().split('\n');
    expect(lines.slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 5']);
    expect(lines[5]).toBe('');
    expect(lines.slice(6, 8)).toEqual([ORIGIN, '8']);
    const withExtra = formatTlogProof({ index: 0, path: [], checkpoint, extra: Buffer.from('extra information') });
    expect(withExtra.toString().split('\n')[1]).toBe('extra ZXh0cmEgaW5mb3JtYXRpb24=');
    expect(parseTlogProof(withExtra)).toMatchObject({ ok: true, value: { extra: Buffer.from('extra information') } });
  });

  it('proves each leaf at each size, and no other leaf', async () => {
    for (let size = 1; size <= leaves.length; size++) {
      for (let index = 0; index < size; index++) {
        const receipt = await receiptOf(index, size);
        for (const [at, bytes] of leaves.entries()) {
          const verdict = verifyTlogProof(receipt, { bytes }, signer.vkey);
          if (at === index) expect(verdict).toMatchObject({ ok: true, value: { index, checkpoint: { size } } });
          else expect(verdict).toEqual({ ok: false, error: 'PROOF_WRONG' });
        }
      }
    }
  });

  it('can be checked by the hash of a leaf that is withheld', async () => {
    const receipt = await receiptOf(3, 7);
    expect(verifyTlogProof(receipt, { hash: leafHash(leaves[3] as Buffer) }, signer.vkey).ok).toBe(true);
    expect(verifyTlogProof(receipt, { bytes: leaves[3] as Buffer }, signer.vkey, { origin: 'other' })).toEqual({
      ok: false,
      error: 'OTHER_ORIGIN',
    });
  });

  it('does not survive the change of any byte', async () => {
    const receipt = await receiptOf(5, 8);
    for (let i = 0; i < receipt.length; i++) {
      for (const by of [1, 2, 4, 8, 16, 32, 64, 128]) {
        const altered = Buffer.from(receipt);
        altered[i] = (receipt[i] as number) ^ by;
        expect(verifyTlogProof(altered, { bytes: leaves[5] as Buffer }, signer.vkey).ok).toBe(false);
      }
      expect(verifyTlogProof(receipt.subarray(0, i), { bytes: leaves[5] as Buffer }, signer.vkey).ok).toBe(false);
    }
  });

  it('is refused when it is not written strictly', async () => {
    const checkpoint = await signCheckpoint({ origin: ORIGIN, size: 1, root: rootAt(1, source) }, signer);
    const good = `c2sp.org/tlog-proof@v1\nindex 0\n\n${checkpoint.toString()}`;
    const hash = Buffer.alloc(32).toString('base64');
    expect(parseTlogProof(Buffer.from(good)).ok).toBe(true);
    const bad = [
      good.replace('@v1', '@v2'),
      good.replace('index 0\n', ''),
      good.replace('index 0', 'index 00'),
      good.replace('index 0', 'index -0'),
      good.replace('index 0', 'index 0x0'),
      good.replace('index 0', 'index  0'),
      good.replace('index 0', 'index'),
      good.replace('index 0', 'index 9007199254740992'),
      good.replace('index 0', 'Index 0'),
      good.replace('index 0\n', 'index 0\nextra AAAA\n'),
      good.replace('index 0\n', 'extra !!\nindex 0\n'),
      good.replace('index 0\n', 'extra AAAA\nextra AAAA\nindex 0\n'),
      good.replace('index 0\n', 'index 0\n!!notbase64!!\n'),
      good.replace('index 0\n', `index 0\n${Buffer.alloc(64).toString('base64')}\n`),
      good.replace('index 0\n', `index 0\n${hash.slice(0, -1)}\n`),
      good.replace('index 0\n', `index 0\n${`${hash}\n`.repeat(65)}`),
      good.replace('index 0\n', 'index 0\r\n'),
      `\ufeff${good}`,
      `\n${good}`,
      good.slice(0, -1),
      'c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n',
      '',
    ];
    for (const text of bad) expect({ text, ok: parseTlogProof(Buffer.from(text)).ok }).toEqual({ text, ok: false });
    expect(parseTlogProof(Buffer.alloc(2 * 1024 * 1024, '\n'))).toEqual({ ok: false, error: 'PROOF_MALFORMED' });
    const huge = Buffer.concat([Buffer.from(good), Buffer.alloc(2 * 1024 * 1024, 'x')]);
    expect(parseTlogProof(huge)).toEqual({ ok: false, error: 'PROOF_MALFORMED' });
    expect(() => formatTlogProof({ index: -1, path: [], checkpoint })).toThrow(RangeError);
  });

  it('never makes the reader throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (raw) => parseTlogProof(raw).ok === false));
  });
});
