import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIdentityDatabase } from './identity-database.js';

describe('identity.db', () => {
  const folder = mkdtempSync(join(tmpdir(), 'identity-db-'));
  const path = join(folder, 'identity.db');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is opened durable every time', () => {
    for (let i = 0; i < 2; i++) {
      const db = openIdentityDatabase(path, false);
      expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
      // 2 is FULL.
      expect(db.pragma('synchronous', { simple: true })).toBe(2);
      expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
      db.close();
    }
  });

  it('of a newer version is left alone', () => {
    const db = openIdentityDatabase(path, false);
    db.pragma('user_version = 99');
    db.close();
    expect(() => openIdentityDatabase(path, false)).toThrow('version 99');
  });
});
