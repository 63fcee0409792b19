import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { openCheckpoint, signCheckpoint } from './checkpoint.js';
import { FileSigner, generateKeyFile } from './key-file.js';
import { leafHash } from './merkle-hash.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianzheng-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ORIGIN = 'yunqiao.example/process';

describe('a key file', () => {
  it('is made for its owner only and signs after being loaded again', async () => {
    const made = await generateKeyFile(join(folder, 'keys'), 'process.key', ORIGIN);
    const path = join(folder, 'keys', 'process.key');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
    const loaded = await FileSigner.load(path);
    expect(loaded.vkey).toBe(made.vkey);
    const note = await signCheckpoint({ origin: ORIGIN, size: 1, root: leafHash(Buffer.from('x')) }, loaded);
    expect(openCheckpoint(note, made.vkey).ok).toBe(true);
  });

  it('is never replaced', async () => {
    await generateKeyFile(folder, 'process.key', ORIGIN);
    const before = readFileSync(join(folder, 'process.key'), 'utf8');
    await expect(generateKeyFile(folder, 'process.key', ORIGIN)).rejects.toMatchObject({ code: 'KEY_FILE_EXISTS' });
    expect(readFileSync(join(folder, 'process.key'), 'utf8')).toBe(before);
  });

  it.each([0o640, 0o604, 0o660, 0o644, 0o610])('open to others (mode %o) is refused with the remedy', async (mode) => {
    await generateKeyFile(folder, 'process.key', ORIGIN);
    const path = join(folder, 'process.key');
    chmodSync(path, mode);
    const refusal = FileSigner.load(path);
    await expect(refusal).rejects.toMatchObject({ code: 'KEY_FILE_EXPOSED', details: { path } });
    await expect(refusal).rejects.toThrow(`chmod 600 ${path}`);
    const words = await refusal.catch((error: { words: { zh: string } }) => error.words.zh);
    expect(words).toContain(`chmod 600 ${path}`);
  });

  it('that is missing or holds something else is refused by name', async () => {
    await expect(FileSigner.load(join(folder, 'none.key'))).rejects.toMatchObject({ code: 'KEY_FILE_MISSING' });
    const path = join(folder, 'bad.key');
    writeFileSync(path, 'hello\n', { mode: 0o600 });
    await expect(FileSigner.load(path)).rejects.toMatchObject({ code: 'KEY_FILE_MALFORMED' });
    await generateKeyFile(folder, 'good.key', ORIGIN);
    writeFileSync(path, readFileSync(join(folder, 'good.key'), 'utf8').replace(ORIGIN, 'yunqiao.example/cases'), {
      mode: 0o600,
    });
    await expect(FileSigner.load(path)).rejects.toMatchObject({
      code: 'KEY_FILE_MALFORMED',
      details: { fault: 'KEY_ID_MISMATCH' },
    });
  });

  it('does not show its key when printed', async () => {
    const signer = await generateKeyFile(folder, 'process.key', ORIGIN);
    const secret = readFileSync(join(folder, 'process.key'), 'utf8').trim().split('+').slice(4).join('+');

    expect(inspect(signer, { depth: 9, showHidden: true })).not.toContain(secret);
    expect(JSON.stringify(signer)).not.toContain(secret);
  });

  it('is not made for a name that a note could not carry', async () => {
    await expect(generateKeyFile(folder, 'process.key', 'two words')).rejects.toThrow(RangeError);
  });
});
