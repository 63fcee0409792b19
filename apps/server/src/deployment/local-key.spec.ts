import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadKey } from './local-key.js';

describe('a secret in a file of its owner', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jz-key-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);

  it('is made whole, for its owner only, and stays the same', () => {
    const key = loadKey(path('a.key'));
    expect(key).toHaveLength(32);
    expect(statSync(path('a.key')).mode & 0o777).toBe(0o600);
    expect(Buffer.from(loadKey(path('a.key')))).toEqual(readFileSync(path('a.key')));
    expect(Buffer.from(key)).toEqual(readFileSync(path('a.key')));
    // Nothing is left of the file that it was written in first.
    expect(readdirSync(folder)).toEqual(['a.key']);
  });

  it('is not made again where something depends on it', () => {
    expect(() => loadKey(path('b.key'), false)).toThrow(/b\.key.*[Rr]estore it from the backup/);
    expect(existsSync(path('b.key'))).toBe(false);
  });

  it('is refused when it is cut short or open to others', () => {
    writeFileSync(path('c.key'), '', { mode: 0o600 });
    expect(() => loadKey(path('c.key'))).toThrow(/restore it from a backup/);
    chmodSync(path('a.key'), 0o644);
    expect(() => loadKey(path('a.key'))).toThrow(/chmod 600/);
  });
});
