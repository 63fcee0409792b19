import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { thrownBy, uuid, VaultFolder } from './testing/vault-folder.js';
import type { VaultError } from './vault-error.js';

let folder: VaultFolder;
beforeEach(() => {
  folder = new VaultFolder();
});
afterEach(() => folder.clear());

const refusal = (options = {}) => thrownBy(() => folder.open(options)) as VaultError | undefined;

function write(): void {
  const vault = folder.open();
  vault.store([{ subject: 'p1', eventId: uuid(1), fields: [{ path: 'name', value: '张一' }] }]);
  vault.close();
}

describe('the key file', () => {
  it('is made on first start, 32 bytes for its owner only, and used again', () => {
    write();
    expect(readFileSync(folder.kekPath)).toHaveLength(32);
    expect(statSync(folder.kekPath).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(folder.kekPath)).mode & 0o777).toBe(0o700);
    expect(folder.open().read(uuid(1))).toMatchObject([{ status: 'present', value: '张一' }]);
  });

  it.each([0o640, 0o604, 0o660])('with mode %o is refused with the command that mends it', (mode) => {
    write();
    chmodSync(folder.kekPath, mode);
    const error = refusal();
    expect(error?.code).toBe('KEY_FILE_EXPOSED');
    expect(error?.words.zh).toContain(`chmod 600 ${folder.kekPath}`);
    expect(error?.words.en).toContain(`chmod 600 ${folder.kekPath}`);
    chmodSync(folder.kekPath, 0o600);
    expect(refusal()).toBeUndefined();
  });

  it('that is missing is not replaced once the vault holds data', () => {
    write();
    rmSync(folder.kekPath);
    expect(refusal()?.code).toBe('KEY_FILE_MISSING');
    expect(existsSync(folder.kekPath)).toBe(false);
  });

  it('that is another one is refused once the vault holds data', () => {
    write();
    writeFileSync(folder.kekPath, Buffer.alloc(32, 7));
    expect(refusal()?.code).toBe('KEY_FILE_WRONG');
  });

  it('may be lost or replaced while the vault is empty', () => {
    folder.open().close();
    rmSync(folder.kekPath);
    expect(refusal()).toBeUndefined();
    writeFileSync(folder.kekPath, Buffer.alloc(32, 7));
    expect(refusal()).toBeUndefined();
    write();
    expect(folder.open().read(uuid(1))).toHaveLength(1);
  });

  it('that was placed before the first start is taken', () => {
    mkdirSync(dirname(folder.kekPath), { recursive: true });
    writeFileSync(folder.kekPath, Buffer.alloc(32, 9), { mode: 0o600 });
    write();
    expect(readFileSync(folder.kekPath)).toEqual(Buffer.alloc(32, 9));
  });

  it('that was cut off is refused', () => {
    write();
    truncateSync(folder.kekPath, 31);
    expect(refusal()).toMatchObject({ code: 'KEY_FILE_DAMAGED', details: { bytes: 31 } });
  });
});

describe('the vault file', () => {
  it('is opened durably, and with deletion that overwrites', () => {
    const pragmas: string[] = [];
    const pragma = Database.prototype.pragma;
    const spy = jest.spyOn(Database.prototype, 'pragma').mockImplementation(function (
      this: Database.Database,
      text,
      options,
    ) {
      pragmas.push(text);
      return pragma.call(this, text, options);
    });
    try {
      folder.open();
    } finally {
      spy.mockRestore();
    }
    expect(pragmas).toEqual(
      expect.arrayContaining(['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON', 'foreign_keys = ON']),
    );
  });

  it('of a newer format is refused', () => {
    write();
    const sql = new Database(folder.path);
    sql.pragma('user_version = 9');
    sql.close();
    expect(refusal()).toMatchObject({ code: 'VAULT_NEWER', details: { version: 9 } });
  });

  it('that is no database is refused by name', () => {
    writeFileSync(folder.path, 'not a database, but long enough to be taken for one'.repeat(40));
    expect(refusal()).toMatchObject({ code: 'VAULT_UNAVAILABLE', details: { reason: 'corrupt', place: folder.path } });
  });

  it('may be looked at without writing, and is not made for that', () => {
    expect(refusal({ readonly: true })?.code).toBe('VAULT_UNAVAILABLE');
    expect(existsSync(folder.path)).toBe(false);
    write();
    const reader = folder.open({ readonly: true });
    expect(reader.names().get('p1')).toBe('张一');
    const fields = [{ path: 'name', value: '张二' }];
    expect(thrownBy(() => reader.store([{ subject: 'p2', eventId: uuid(2), fields }]))).toMatchObject({
      code: 'VAULT_UNAVAILABLE',
      details: { reason: 'read-only' },
    });
  });
});
