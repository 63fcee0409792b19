import { sign } from 'node:crypto';
import {
  type CheckpointSigner,
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from './checkpoint.js';
import { EMPTY_ROOT, leafHash, toBase64 } from './merkle-hash.js';
import { addSignatureLines, formatNote, formatSignatureLine } from './note.js';
import { ED25519, formatSigningKey, parseSigningKey } from './note-keys.js';
import { TransparencyError } from './transparency-error.js';

const signerFor = (name: string, seed: number): CheckpointSigner => {
  const key = parseSigningKey(formatSigningKey(name, ED25519, Buffer.alloc(32, seed)));
  if (!key.ok) throw new Error(key.error);
  return { vkey: key.value.vkey, sign: (text) => sign(null, text, key.value.privateKey) };
};

const ORIGIN = 'yunqiao.example/process';
const signer = signerFor(ORIGIN, 1);
const checkpoint = { origin: ORIGIN, size: 3, root: leafHash(Buffer.from('x')) };
const root = toBase64(EMPTY_ROOT);

describe('a checkpoint', () => {
  it('is three lines and reads back', () => {
    const text = formatCheckpoint(checkpoint);
    expect(text).toBe(`${ORIGIN}\n3\n${toBase64(checkpoint.root)}\n`);
    expect(parseCheckpoint(text)).toEqual({ ok: true, value: checkpoint });
  });

  it('of an empty log reads back too', () => {
    const empty = { origin: ORIGIN, size: 0, root: EMPTY_ROOT };
    expect(parseCheckpoint(formatCheckpoint(empty))).toEqual({ ok: true, value: empty });
  });

  it('is neither signed nor opened with a key that cannot be read', async () => {
    await expect(signCheckpoint(checkpoint, { ...signer, vkey: 'x' })).rejects.toThrow('KEY_MALFORMED');
    const note = await signCheckpoint(checkpoint, signer);
    expect(openCheckpoint(note, 'x')).toEqual({ ok: false, error: 'KEY_MALFORMED' });
  });

  it.each([
    ['too few lines', `log\n3\n`],
    ['no origin', `\n3\n${root}\n`],
    ['no last newline', `log\n3\n${root}`],
    ['a size in words', `log\nthree\n${root}\n`],
    ['a negative size', `log\n-3\n${root}\n`],
    ['no size', `log\n\n${root}\n`],
    ['a size in spaces', `log\n 3 \n${root}\n`],
    ['a leading zero', `log\n03\n${root}\n`],
    ['a hexadecimal size', `log\n0x3\n${root}\n`],
    ['a size beyond 64 bits', `log\n3438945738945739845734895735\n${root}\n`],
    ['a root that is not base64', `log\n3\nThisIsn'tBase64\n`],
    ['a root of another length', `log\n3\nYmFuYW5hcw==\n`],
    ['an extension line', `log\n3\n${root}\nextra\n`],
    ['an empty line more', `log\n3\n${root}\n\n`],
    ['a carriage return', `log\n3\r\n${root}\n`],
  ])('with %s is refused', (_, text) => {
    expect(parseCheckpoint(text)).toEqual({ ok: false, error: 'CHECKPOINT_MALFORMED' });
  });

  it('larger than the numbers used here is refused by name', () => {
    expect(parseCheckpoint(`log\n9007199254740992\n${root}\n`)).toEqual({ ok: false, error: 'SIZE_TOO_LARGE' });
    expect(parseCheckpoint(`log\n9007199254740991\n${root}\n`).ok).toBe(true);
  });

  it('is not written with an origin or size that cannot be read', () => {
    expect(() => formatCheckpoint({ ...checkpoint, origin: '' })).toThrow(RangeError);
    expect(() => formatCheckpoint({ ...checkpoint, origin: 'a\nb' })).toThrow(RangeError);
    expect(() => formatCheckpoint({ ...checkpoint, size: 1.5 })).toThrow(RangeError);
  });

  it('is signed alike every time and opens with the key of its log only', async () => {
    const note = await signCheckpoint(checkpoint, signer);
    expect(note.equals(await signCheckpoint(checkpoint, signer))).toBe(true);
    expect(openCheckpoint(note, signer.vkey)).toMatchObject({ ok: true, value: checkpoint });
    expect(openCheckpoint(note, signerFor(ORIGIN, 2).vkey)).toEqual({ ok: false, error: 'NO_KNOWN_SIGNATURE' });
    expect(openCheckpoint(note, signer.vkey, { origin: 'yunqiao.example/cases' })).toEqual({
      ok: false,
      error: 'OTHER_ORIGIN',
    });
  });

  it('of another log is refused although the key signed it', async () => {
    const note = await signCheckpoint({ ...checkpoint, origin: 'other.example/log' }, signer);
    expect(openCheckpoint(note, signer.vkey)).toEqual({ ok: false, error: 'OTHER_ORIGIN' });
  });

  it('signed by a witness alone is not the log speaking', async () => {
    const witness = signerFor('witness.example/w1', 3);
    const note = await signCheckpoint(checkpoint, witness);
    expect(openCheckpoint(note, signer.vkey, { cosigners: [witness.vkey] })).toEqual({
      ok: false,
      error: 'NO_KNOWN_SIGNATURE',
    });
    const line = note.toString().trimEnd().split('\n').at(-1) as string;
    const both = addSignatureLines(await signCheckpoint(checkpoint, signer), [line]);
    if (!both.ok) throw new Error(both.error);
    expect(openCheckpoint(both.value, signer.vkey, { cosigners: [witness.vkey] })).toMatchObject({
      ok: true,
      value: { verified: [{ name: ORIGIN }, { name: 'witness.example/w1' }] },
    });
  });

  it('that is signed but is no checkpoint is refused', () => {
    const text = 'yunqiao.example/process\nhello\n';
    const id = Number.parseInt(signer.vkey.split('+')[1] as string, 16);
    const note = formatNote(text, [formatSignatureLine(ORIGIN, id, signer.sign(Buffer.from(text)) as Uint8Array)]);
    expect(openCheckpoint(note, signer.vkey)).toEqual({ ok: false, error: 'CHECKPOINT_MALFORMED' });
  });

  it('with a signature that the device got wrong goes nowhere', async () => {
    const broken: CheckpointSigner = { vkey: signer.vkey, sign: () => Buffer.alloc(64) };
    await expect(signCheckpoint(checkpoint, broken)).rejects.toThrow(TransparencyError);
    await expect(signCheckpoint(checkpoint, broken)).rejects.toMatchObject({ code: 'SIGNER_FAILED' });
  });
});
