import Database from 'better-sqlite3';
import { thrownBy, uuid, VaultFolder } from './testing/vault-folder.js';
import type { Vault } from './vault.js';

let folder: VaultFolder;
let vault: Vault;
beforeEach(() => {
  folder = new VaultFolder();
  vault = folder.open();
});
afterEach(() => folder.clear());

const fields = (values: Record<string, string>) => Object.entries(values).map(([path, value]) => ({ path, value }));

describe('erasing a subject', () => {
  it('leaves no trace of key, values or index entries in any file', () => {
    // Others around it, so that its bytes stand on shared pages.
    vault.store(
      Array.from({ length: 200 }, (_, i) => ({
        subject: `other-${i}`,
        eventId: uuid(1000 + i),
        fields: fields({ name: `旁人${i}`, phone: `139${String(i).padStart(8, '0')}` }),
      })),
    );
    const values = { name: '张一标记', idNumber: '110101199003070017', phone: '13800000001' };
    const commitments = vault.commit('p1', uuid(1), fields(values));
    vault.store([{ subject: 'p1', eventId: uuid(1), fields: fields(values) }]);
    vault.store([{ subject: 'p1', eventId: uuid(2), fields: fields({ name: '张一改名' }) }]);
    vault.store([{ subject: 'p2', eventId: uuid(3), fields: fields({ name: '李二' }) }]);
    vault.names();

    const sql = new Database(folder.path, { readonly: true });
    const remains = [
      ...sql.prepare("SELECT wrapped FROM personal_subject WHERE subject = 'p1'").pluck().all(),
      ...sql.prepare('SELECT box FROM personal_disclosure WHERE event IN (?, ?)').pluck().all(key(1), key(2)),
      ...sql
        .prepare('SELECT digest FROM personal_blind JOIN personal_disclosure ON no = disclosure_no WHERE event = ?')
        .pluck()
        .all(key(1)),
    ] as Buffer[];
    sql.close();
    expect(remains).toHaveLength(5);
    expect(folder.filesHolding(...remains)).not.toEqual([]);

    expect(vault.eraseSubject('p1')).toEqual({
      subject: 'p1',
      events: [
        { eventId: uuid(1), paths: ['idNumber', 'name', 'phone'] },
        { eventId: uuid(2), paths: ['name'] },
      ],
    });
    expect(folder.filesHolding(...remains)).toEqual([]);
    expect(folder.filesHolding(...Object.values(values), '张一改名')).toEqual([]);

    expect(vault.readSubject('p1')).toEqual({ status: 'erased', fields: [] });
    expect(vault.names().has('p1')).toBe(false);
    expect(vault.searchNames('张一')).toEqual([]);
    expect(vault.findByIdNumber(values.idNumber)).toEqual([]);
    expect(vault.findByPhone(values.phone)).toEqual([]);
    expect(vault.read(uuid(1)).map(({ status, path }) => [status, path])).toEqual([
      ['erased', 'idNumber'],
      ['erased', 'name'],
      ['erased', 'phone'],
    ]);
    expect(vault.explain(uuid(1), commitments).map(({ status }) => status)).toEqual(['erased', 'erased', 'erased']);
    expect(vault.verify(uuid(1), 'name', commitments[0]?.c ?? '')).toBe('erased');
    expect(vault.readSubject('p2').status).toBe('present');
    expect(vault.readSubject('other-199').status).toBe('present');
  });

  it('holds after a restart, for a second time, and against new entries', () => {
    vault.store([{ subject: 'p1', eventId: uuid(1), fields: fields({ name: '张一' }) }]);
    const erasure = vault.eraseSubject('p1');
    vault.close();
    vault = folder.open();
    expect(vault.eraseSubject('p1')).toEqual(erasure);
    expect(thrownBy(() => vault.commit('p1', uuid(2), fields({ name: '张一' })))).toMatchObject({
      code: 'SUBJECT_ERASED',
    });
    expect(
      thrownBy(() => vault.store([{ subject: 'p1', eventId: uuid(2), fields: fields({ name: '张一' }) }])),
    ).toMatchObject({ code: 'SUBJECT_ERASED' });
  });

  it('takes effect for what was committed to and not stored yet', () => {
    vault.store([{ subject: 'p1', eventId: uuid(1), fields: fields({ name: '张一' }) }]);
    const late = { subject: 'p1', eventId: uuid(2), fields: fields({ phone: '13800000001' }) };
    vault.commit(late.subject, late.eventId, late.fields);
    vault.eraseSubject('p1');
    expect(thrownBy(() => vault.store([late]))).toMatchObject({ code: 'SUBJECT_ERASED' });
  });

  it('keeps the fields of others in the same event', () => {
    vault.store([
      { subject: 'p1', eventId: uuid(1), fields: fields({ 'rows/0/name': '张一' }) },
      { subject: 'p2', eventId: uuid(1), fields: fields({ 'rows/1/name': '李二' }) },
    ]);
    vault.eraseSubject('p1');
    expect(vault.read(uuid(1)).map(({ subject, status }) => [subject, status])).toEqual([
      ['p2', 'present'],
      ['p1', 'erased'],
    ]);
  });

  it('of nobody is refused', () =>
    expect(thrownBy(() => vault.eraseSubject('p9'))).toMatchObject({ code: 'SUBJECT_UNKNOWN' }));

  it('says that it is incomplete while a reader holds the old log, and is finished by repeating it', () => {
    const marker = fields({ name: '张一' });
    vault.store([{ subject: 'p1', eventId: uuid(1), fields: marker }]);
    const reader = new Database(folder.path, { readonly: true });
    reader.exec('BEGIN');
    const box = reader.prepare('SELECT box FROM personal_disclosure').pluck().get() as Buffer;
    expect(thrownBy(() => vault.eraseSubject('p1'))).toMatchObject({ code: 'ERASURE_INCOMPLETE' });
    expect(vault.readSubject('p1').status).toBe('erased');
    expect(folder.filesHolding(box)).not.toEqual([]);
    reader.exec('COMMIT');
    reader.close();
    vault.eraseSubject('p1');
    expect(folder.filesHolding(box)).toEqual([]);
  });
});

function key(n: number): Buffer {
  return Buffer.from(uuid(n).replaceAll('-', ''), 'hex');
}
