import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { opens } from './commitment.js';
import { thrownBy, uuid, VaultFolder } from './testing/vault-folder.js';
import type { EventDisclosure, Vault } from './vault.js';
import type { VaultError } from './vault-error.js';

let folder: VaultFolder;
let vault: Vault;
beforeEach(() => {
  folder = new VaultFolder();
  vault = folder.open();
});
afterEach(() => folder.clear());

const DAY = 24 * 3600_000;
const disclosure = (subject: string, event: number, values: Record<string, string>): EventDisclosure => ({
  subject,
  eventId: uuid(event),
  fields: Object.entries(values).map(([path, value]) => ({ path, value })),
});
const record = (subject: string, event: number, values: Record<string, string>) => {
  const one = disclosure(subject, event, values);
  const commitments = vault.commit(one.subject, one.eventId, one.fields);
  vault.store([one]);
  return commitments;
};

describe('a personal value', () => {
  it('is read back and opens the commitment of its event', () => {
    const commitments = record('p1', 1, { name: '张一', phone: '13800000001' });
    expect(commitments.map(({ p }) => p)).toEqual(['name', 'phone']);
    const fields = vault.read(uuid(1));
    expect(fields).toMatchObject([
      { status: 'present', subject: 'p1', path: 'name', value: '张一' },
      { status: 'present', subject: 'p1', path: 'phone', value: '13800000001' },
    ]);
    for (const field of fields) {
      const commitment = commitments.find(({ p }) => p === field.path)?.c ?? '';
      expect(field.status === 'present' && opens(field, commitment)).toBe(true);
      expect(vault.verify(uuid(1), field.path, commitment)).toBe('match');
    }
    expect(vault.verify(uuid(1), 'name', commitments[1]?.c ?? '')).toBe('mismatch');
    expect(vault.verify(uuid(1), 'address', commitments[1]?.c ?? '')).toBe('missing');
    expect(vault.verify(uuid(2), 'name', commitments[0]?.c ?? '')).toBe('missing');
  });

  it('commits alike on a retry, before it was stored, after, and after a restart', () => {
    const fields = [{ path: 'name', value: '张一' }];
    const first = vault.commit('p1', uuid(1), fields);
    expect(vault.commit('p1', uuid(1), fields)).toEqual(first);
    vault.store([{ subject: 'p1', eventId: uuid(1), fields }]);
    expect(vault.commit('p1', uuid(1), fields)).toEqual(first);
    vault.close();
    vault = folder.open();
    expect(vault.commit('p1', uuid(1), fields)).toEqual(first);
  });

  it('commits differently in another event, under another path, for another subject', () => {
    const all = [
      vault.commit('p1', uuid(1), [{ path: 'name', value: '张一' }]),
      vault.commit('p1', uuid(2), [{ path: 'name', value: '张一' }]),
      vault.commit('p1', uuid(1), [{ path: 'alias', value: '张一' }]),
      vault.commit('p2', uuid(1), [{ path: 'name', value: '张一' }]),
    ];
    expect(new Set(all.map(([one]) => one?.c)).size).toBe(4);
  });

  it('stands in no file in the clear', () => {
    record('p1', 1, { name: '张一标记', idNumber: '110101199003070017', address: '青禾路 1 号' });
    expect(vault.findByIdNumber('110101199003070017')).toEqual(['p1']);
    expect(folder.filesHolding('张一标记', '110101199003070017', '青禾路')).toEqual([]);
  });

  it('is withheld from whom the caller says, without salt or value', () => {
    const commitments = record('p1', 1, { name: '张一', idNumber: '110101199003070017' });
    const nameOnly = (_subject: string, path: string) => path === 'name';
    expect(vault.read(uuid(1), nameOnly)[1]).toEqual({ status: 'withheld', subject: 'p1', path: 'idNumber' });
    expect(vault.explain(uuid(1), commitments, nameOnly).map(({ path, status }) => [path, status])).toEqual([
      ['name', 'present'],
      ['idNumber', 'withheld'],
    ]);
  });

  it('may belong to several subjects of one event, each path once', () => {
    vault.store([disclosure('p1', 1, { 'rows/0/name': '张一' }), disclosure('p2', 1, { 'rows/1/name': '李二' })]);
    expect(vault.read(uuid(1)).map(({ subject, path }) => [subject, path])).toEqual([
      ['p1', 'rows/0/name'],
      ['p2', 'rows/1/name'],
    ]);
    const twice = [disclosure('p1', 2, { name: '张一' }), disclosure('p2', 2, { name: '李二' })];
    expect(thrownBy(() => vault.store(twice))).toMatchObject({ code: 'PATH_TWICE', details: { path: 'name' } });
    expect(vault.read(uuid(2))).toEqual([]);
  });
});

describe('storing', () => {
  it('the same again changes nothing', () => {
    record('p1', 1, { name: '张一', phone: '13800000001' });
    vault.store([disclosure('p1', 1, { phone: '13800000001', name: '张一' })]);
    expect(vault.read(uuid(1))).toHaveLength(2);
  });

  it.each<[string, EventDisclosure[]]>([
    ['another value', [disclosure('p1', 1, { name: '张二' })]],
    ['a field more', [disclosure('p1', 1, { name: '张一', phone: '13800000001' })]],
    ['another subject', [disclosure('p2', 1, { name: '张一' })]],
    ['a subject more', [disclosure('p1', 1, { name: '张一' }), disclosure('p2', 1, { phone: '13800000001' })]],
  ])('%s for the same event is refused, and nothing of the batch is kept', (_name, batch) => {
    record('p1', 1, { name: '张一' });
    const other = disclosure('p9', 9, { name: '王九' });
    expect(thrownBy(() => vault.store([other, ...batch]))).toMatchObject({ code: 'DISCLOSURE_CONFLICT' });
    expect(vault.read(uuid(9))).toEqual([]);
    expect(vault.readSubject('p9').status).toBe('unknown');
    expect(vault.read(uuid(1))).toHaveLength(1);
  });

  it('may begin anew after a discard, with the same keys', () => {
    const fields = [{ path: 'name', value: '张二' }];
    record('p1', 1, { name: '张一' });
    const expected = vault.commit('p1', uuid(1), fields);
    vault.discard([uuid(1), uuid(2)]);
    expect(vault.read(uuid(1))).toEqual([]);
    vault.store([{ subject: 'p1', eventId: uuid(1), fields }]);
    expect(vault.verify(uuid(1), 'name', expected[0]?.c ?? '')).toBe('match');
  });

  it('notices that another process made the subject’s key after the commitment', () => {
    const late = disclosure('p1', 2, { name: '张一' });
    const commitmentOf = () => vault.commit(late.subject, late.eventId, late.fields)[0]?.c ?? '';
    commitmentOf();
    folder.open().store([disclosure('p1', 1, { name: '张一' })]);
    expect(thrownBy(() => vault.store([late]))).toMatchObject({ code: 'COMMITMENT_STALE' });
    const again = commitmentOf();
    vault.store([late]);
    expect(vault.verify(uuid(2), 'name', again)).toBe('match');
  });

  it('of nothing writes nothing', () => {
    vault.store([]);
    vault.store([disclosure('p1', 1, {})]);
    expect(vault.readSubject('p1').status).toBe('unknown');
  });

  it('takes a whole roll at once', () => {
    const people = Array.from({ length: 2000 }, (_, i) =>
      disclosure(`p${i}`, i, { name: `张${i}`, phone: `138${String(i).padStart(8, '0')}` }),
    );
    const commitments = people.map((one) => vault.commit(one.subject, one.eventId, one.fields));
    vault.store(people);
    expect(vault.names().size).toBe(2000);
    expect(vault.verify(uuid(1999), 'phone', commitments[1999]?.[1]?.c ?? '')).toBe('match');
  });

  it('reads back whatever was stored', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'binary' })), {
          selector: ([path]) => path,
          minLength: 1,
          maxLength: 5,
        }),
        (pairs) => {
          const eventId = uuid(randomBytes(5).readUIntBE(0, 5));
          const fields = pairs.map(([path, value]) => ({ path, value }));
          let commitments: ReturnType<Vault['commit']>;
          try {
            commitments = vault.commit('p1', eventId, fields);
          } catch (error) {
            expect((error as VaultError).code).toBe('VALUE_NOT_STORABLE');
            return;
          }
          vault.store([{ subject: 'p1', eventId, fields }]);
          expect(vault.read(eventId).map((field) => [field.path, field.status === 'present' && field.value])).toEqual(
            pairs,
          );
          expect(vault.explain(eventId, commitments).every(({ status }) => status === 'present')).toBe(true);
        },
      ),
      { numRuns: 60 },
    ));
});

describe('a subject', () => {
  it('has its values in the order of storing', () => {
    record('p1', 7, { name: '张一' });
    record('p1', 3, { name: '张壹', phone: '13800000001' });
    expect(vault.readSubject('p1')).toEqual({
      status: 'present',
      fields: [
        { eventId: uuid(7), path: 'name', value: '张一' },
        { eventId: uuid(3), path: 'name', value: '张壹' },
        { eventId: uuid(3), path: 'phone', value: '13800000001' },
      ],
    });
    expect([...vault.readMany(['p1', 'p2', 'p1'])].map(([subject, { status }]) => [subject, status])).toEqual([
      ['p1', 'present'],
      ['p2', 'unknown'],
    ]);
  });

  it('is found by id number and phone, however typed, by the newest value only', () => {
    record('p1', 1, { idNumber: '11010119900307001X', phone: '13800000001' });
    record('p2', 2, { idNumber: '11010119900307001X' });
    record('p3', 3, { 'rows/0/idNumber': '110101199003070050' });
    expect(vault.findByIdNumber('110101 19900307 001x')).toEqual(['p1', 'p2']);
    expect(vault.findByIdNumber('１１０１０１１９９００３０７００５０')).toEqual(['p3']);
    expect(vault.findByPhone('+86 138-0000-0001')).toEqual(['p1']);
    expect(vault.findByPhone('13800000002')).toEqual([]);
    record('p2', 4, { idNumber: '110101199003070034' });
    expect(vault.findByIdNumber('11010119900307001X')).toEqual(['p1']);
  });

  it('is not found in the index by who has the database without the key', () => {
    record('p1', 1, { idNumber: '110101199003070017' });
    const other = new VaultFolder();
    try {
      const theirs = other.open();
      theirs.store([disclosure('p1', 1, { idNumber: '110101199003070017' })]);
      const digest = (path: string) => {
        const sql = new Database(path, { readonly: true });
        const found = sql.prepare('SELECT hex(digest) FROM personal_blind').pluck().get();
        sql.close();
        return found;
      };
      expect(digest(folder.path)).not.toBe(digest(other.path));
    } finally {
      other.clear();
    }
  });
});

describe('names', () => {
  it('are read on first use and kept up to date', () => {
    record('p1', 1, { name: '张一' });
    expect([...vault.names()]).toEqual([['p1', '张一']]);
    record('p2', 2, { name: '李二' });
    record('p1', 3, { name: '张壹' });
    expect(vault.names().get('p1')).toBe('张壹');
    expect(vault.searchNames('lie')).toEqual([{ subject: 'p2', name: '李二' }]);
    vault.discard([uuid(3)]);
    expect(vault.names().get('p1')).toBe('张一');
    vault.discard([uuid(1)]);
    expect(vault.names().has('p1')).toBe(false);
  });

  it('are not changed by a batch that was refused', () => {
    record('p1', 1, { name: '张一' });
    vault.names();
    thrownBy(() => vault.store([disclosure('p2', 2, { name: '李二' }), disclosure('p1', 1, { name: '王三' })]));
    expect([...vault.names()]).toEqual([['p1', '张一']]);
  });

  it('are the newest after a restart as before it', () => {
    record('p1', 9, { name: '张一' });
    record('p1', 1, { name: '张壹' });
    vault.close();
    vault = folder.open();
    expect(vault.names().get('p1')).toBe('张壹');
  });
});

describe('sweeping', () => {
  const at = (instant: string) => ({ now: () => Date.parse(instant) });

  it('removes values older than asked whose event never was, and asks for each event once', async () => {
    vault.close();
    vault = folder.open(at('2021-11-05T00:00:00.000Z'));
    record('p1', 1, { name: '张一', idNumber: '110101199003070017' });
    record('p2', 2, { name: '李二' });
    vault.names();
    const asked: string[] = [];
    const exists = (eventId: string) => {
      asked.push(eventId);
      return eventId === uuid(2);
    };
    expect(await vault.sweepOrphans(exists, '2021-11-05T00:00:00.000Z')).toEqual([]);
    expect(asked).toEqual([]);
    expect(await vault.sweepOrphans(exists, '2021-11-05T00:00:00.001Z')).toEqual([uuid(1)]);
    expect(asked.sort()).toEqual([uuid(1), uuid(2)]);
    expect(await vault.sweepOrphans(exists, '2031-01-01T00:00:00.000Z')).toEqual([]);
    expect(asked).toHaveLength(2);
    expect(vault.read(uuid(1))).toEqual([]);
    expect(vault.findByIdNumber('110101199003070017')).toEqual([]);
    expect([...vault.names()]).toEqual([['p2', '李二']]);
  });

  it('spares a command that is repeated meanwhile, which commits as before', async () => {
    let now = Date.parse('2021-11-05T00:00:00.000Z');
    vault.close();
    vault = folder.open({ now: () => now });
    const before = record('p1', 1, { name: '张一' });
    now += 2 * DAY;
    const swept = await vault.sweepOrphans(async () => {
      expect(record('p1', 1, { name: '张一' })).toEqual(before);
      return false;
    }, new Date(now - DAY).toISOString());
    expect(swept).toEqual([]);
    expect(vault.verify(uuid(1), 'name', before[0]?.c ?? '')).toBe('match');
  });
});

describe('a damaged vault', () => {
  const damage = (statement: string, ...values: unknown[]) => {
    vault.close();
    const sql = new Database(folder.path);
    sql.prepare(statement).run(...values);
    sql.close();
    vault = folder.open();
  };

  it.each([
    ['a changed value', 'UPDATE personal_disclosure SET box = ?', [Buffer.alloc(60)]],
    ['a value moved to another event', 'UPDATE personal_disclosure SET event = ?', [Buffer.alloc(16)]],
    ['a changed key', 'UPDATE personal_subject SET wrapped = ?', [Buffer.alloc(60)]],
    ['a key moved to another subject', "UPDATE personal_subject SET subject = 'p2'", []],
  ])('with %s is noticed by name', (_name, statement, values) => {
    record('p1', 1, { name: '张一' });
    damage(statement, ...values);
    const error = thrownBy(() => [...vault.read(uuid(1)), ...vault.read(uuid(0).replace(/[48]/g, '0'))]) as VaultError;
    expect(error.code).toBe('VAULT_DAMAGED');
    expect(error.words.en).toMatch(/event |subject /);
  });
});

it('shows no personal value in any error', () => {
  record('p1', 1, { name: '标记甲' });
  const errors = [
    thrownBy(() => record('p1', 1, { name: '标记乙' })),
    thrownBy(() => record('p1', 2, { name: '标记丙\u0000' })),
    thrownBy(() => vault.store([disclosure('p1', 3, { name: '标记丁' }), disclosure('p2', 3, { name: '标记戊' })])),
    thrownBy(() => vault.commit('p1', 'not an event id', [])),
    thrownBy(() => vault.store([{ ...disclosure('p1', 3, { name: '标记己' }), eventId: '标记' }])),
  ];
  vault.close();
  errors.push(thrownBy(() => record('p1', 4, { name: '标记庚' })));
  for (const error of errors.filter((one) => one !== undefined)) {
    const { message, stack } = error as Error;
    expect(`${message}${stack}${JSON.stringify(error)}`).not.toContain('标记');
  }
  expect(errors.filter((error) => error instanceof Error)).toHaveLength(6);
  expect(errors.at(-1)).toMatchObject({ code: 'VAULT_UNAVAILABLE', details: { reason: 'closed' } });
});
