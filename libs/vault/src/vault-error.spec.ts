import { thrownBy, uuid, VaultFolder } from './testing/vault-folder.js';
import { Vault } from './vault.js';
import { openVaultDatabase } from './vault-database.js';
import { asVaultError, VaultError } from './vault-error.js';

describe('a failure of the disk', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['SQLITE_FULL', 'disk-full'],
    ['SQLITE_READONLY_DBMOVED', 'read-only'],
    ['EACCES', 'read-only'],
    ['SQLITE_IOERR_WRITE', 'io-error'],
    ['EIO', 'io-error'],
    ['SQLITE_CORRUPT', 'corrupt'],
    ['SQLITE_BUSY_SNAPSHOT', 'busy'],
  ])('%s is told as %s, with the place and what to do', (code, reason) => {
    const error = asVaultError(Object.assign(new Error('raw'), { code }), '/data/vault.db');
    expect(error).toBeInstanceOf(VaultError);
    expect(error).toMatchObject({ code: 'VAULT_UNAVAILABLE', details: { reason, place: '/data/vault.db' } });
    expect((error as VaultError).words.zh).toContain('/data/vault.db');
  });

  it.each([
    new Error('something else'),
    Object.assign(new Error('x'), { code: 'SQLITE_CONSTRAINT' }),
    'text',
    undefined,
  ])('is not made of %s', (error) => expect(asVaultError(error, '/data/vault.db')).toBe(error));

  it('full leaves what was stored, and writing goes on when there is room again', () => {
    const folder = new VaultFolder();
    try {
      const db = openVaultDatabase({ path: folder.path, kekPath: folder.kekPath });
      const vault = new Vault(db);
      const one = (n: number) => ({ subject: `p${n}`, eventId: uuid(n), fields: [{ path: 'name', value: `张${n}` }] });
      vault.store([one(0)]);
      db.sql.pragma(`max_page_count = ${db.sql.pragma('page_count', { simple: true })}`);
      const many = Array.from({ length: 500 }, (_, n) => one(n + 1));
      expect(thrownBy(() => vault.store(many))).toMatchObject({
        code: 'VAULT_UNAVAILABLE',
        details: { reason: 'disk-full' },
      });
      expect([...vault.names()]).toEqual([['p0', '张0']]);
      db.sql.pragma('max_page_count = 1000000');
      const [commitment] = vault.commit('p1', uuid(1), one(1).fields);
      vault.store(many);
      expect(vault.verify(uuid(1), 'name', commitment?.c ?? '')).toBe('match');
      expect(vault.names().size).toBe(501);
      vault.close();
    } finally {
      folder.clear();
    }
  });
});
