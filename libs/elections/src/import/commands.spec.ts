import { recordDelegate } from '../term/commands.js';
import { DelegateRecorded, TermOpened } from '../term/events.js';
import { fact, factId, given, newId, person, recorded } from '../testing/scenario.js';
import { commitImport, dropImport, recordImportRows, startImport } from './commands.js';
import { ImportCommitted, ImportDropped, ImportRowsRecorded, ImportStarted } from './events.js';

const IMPORT = newId(0);
const file = { sha256: 'a'.repeat(64), size: 20_480, name: '人员信息.xlsx' };
const sheet = '人员';
const started = (kind: 'people' | 'delegates', rows: number) =>
  fact(ImportStarted, { importId: IMPORT, kind, file, sheet, rows });

const row = (number: number, n = number) => ({
  row: number,
  data: { personId: person(n), gender: 'female', birthMonth: '1980-01', education: 'bachelor', membership: 'none' },
});
const delegate = (number: number) => ({
  row: number,
  data: { personId: person(number), kind: 'resident-representative', community: 'C02', on: '2021-10-15' },
});
const names = { 'rows/0/name': '周明', 'rows/1/name': '钱芳', 'rows/1/phone': '05550100' };
const chunk = (index: number, ...rows: readonly ReturnType<typeof row>[]) =>
  fact(ImportRowsRecorded, { importId: IMPORT, chunk: index, rows: [...rows] });

describe('an import', () => {
  it('starts with the digest of its file and the number of its rows', () =>
    given()
      .when(startImport, { kind: 'people', file, sheet, rows: 2 })
      .thenEvents(recorded(ImportStarted, { importId: IMPORT, rows: 2 })));

  it('keeps the personal cells of a row apart, each for the person of its row', () =>
    given(started('people', 2))
      .when(recordImportRows, { chunk: 0, rows: [row(2), row(3)] }, { personal: names })
      .thenEvents({
        ...recorded(ImportRowsRecorded, { importId: IMPORT, chunk: 0, rows: [row(2), row(3)] }),
        personal: [
          { subject: person(2), path: 'rows/0/name', value: '周明' },
          { subject: person(3), path: 'rows/1/name', value: '钱芳' },
          { subject: person(3), path: 'rows/1/phone', value: '05550100' },
        ],
      }));

  it('refuses a chunk with every fault of every row', () => {
    const wrong = { row: 3, data: { ...row(3).data, education: 'doctor' } };
    given(started('people', 2))
      .when(
        recordImportRows,
        { chunk: 0, rows: [row(2), wrong] },
        { personal: { 'rows/0/name': '周明', 'rows/0/idNumber': '1', 'rows/1/name': '钱芳' } },
      )
      .thenRejected('INVALID_VALUE', {
        fields: [
          { pointer: '/data/rows/0/personal/idNumber', params: { row: 2 } },
          { pointer: '/data/rows/1/data/education', params: { row: 3 } },
        ],
      });
  });

  it('refuses a row of people without a name', () =>
    given(started('people', 1))
      .when(recordImportRows, { chunk: 0, rows: [row(2)] }, { personal: {} })
      .thenRejected('INVALID_VALUE', { fields: [{ pointer: '/data/rows/0/personal/name' }] }));

  it('refuses persons that the registry does not know, but for the people that it brings', () => {
    given(started('delegates', 1))
      .when(recordImportRows, { chunk: 0, rows: [delegate(2)] }, { personExists: () => false })
      .thenRejected('PERSON_UNKNOWN', { fields: [{ pointer: '/data/rows/0/data/personId', params: { row: 2 } }] });
    given(started('people', 1))
      .when(
        recordImportRows,
        { chunk: 0, rows: [row(2)] },
        { personal: { 'rows/0/name': '周明' }, personExists: () => false },
      )
      .thenEvents(recorded(ImportRowsRecorded));
  });

  it('takes its chunks and its rows in order, each once', () => {
    const send = (index: number, ...rows: readonly ReturnType<typeof row>[]) =>
      given(started('people', 4), chunk(0, row(2), row(3))).when(
        recordImportRows,
        { chunk: index, rows: [...rows] },
        { personal: { 'rows/0/name': '周明', 'rows/1/name': '钱芳' } },
      );
    send(1, row(4), row(5)).thenEvents(recorded(ImportRowsRecorded, { chunk: 1 }));
    send(2, row(4), row(5)).thenRejected('IMPORT_CHUNK_ORDER', { params: { expected: 1, chunk: 2 } });
    send(1, row(3), row(4)).thenRejected('IMPORT_ROW_REPEATED', {
      fields: [{ pointer: '/data/rows/0/row', params: { row: 3 } }],
    });
    send(1, row(5), row(4)).thenRejected('IMPORT_ROW_REPEATED', { fields: [{ pointer: '/data/rows/1/row' }] });
  });

  it('takes effect as a whole', () => {
    expect(commitImport.kind).toBe('act');
    given(started('people', 2), chunk(0, row(2), row(3)))
      .when(commitImport, { root: 'root' })
      .thenEvents(recorded(ImportCommitted, { importId: IMPORT, count: 2, root: 'root' }));
    given(started('people', 3), chunk(0, row(2), row(3)))
      .when(commitImport, { root: 'root' })
      .thenRejected('IMPORT_INCOMPLETE', { params: { rows: 3, recorded: 2 } });
  });

  it('is closed once it was committed or dropped', () => {
    const committed = fact(ImportCommitted, { importId: IMPORT, count: 2, root: 'root' });
    const dropped = fact(ImportDropped, { importId: IMPORT, reason: '表格有误' });
    const recordedRows = [started('people', 2), chunk(0, row(2), row(3))];
    given(...recordedRows)
      .when(dropImport, { reason: '表格有误' })
      .thenEvents(recorded(ImportDropped, { importId: IMPORT }));
    for (const end of [committed, dropped]) {
      given(...recordedRows, end)
        .when(commitImport, { root: 'root' })
        .thenRejected('IMPORT_CLOSED');
      given(...recordedRows, end)
        .when(dropImport, { reason: '表格有误' })
        .thenRejected('IMPORT_CLOSED');
      given(...recordedRows, end)
        .when(recordImportRows, { chunk: 1, rows: [row(4)] }, { personal: { 'rows/0/name': '孙立' } })
        .thenRejected('IMPORT_CLOSED');
    }
  });
});

describe('a record that says it came from a sheet', () => {
  const term = fact(TermOpened, {
    community: 'C02',
    street: 'S01',
    organisation: 'committee',
    electionDate: '2021-11-13',
    packs: [{ id: 'plan-2021', version: '1', digest: 'a'.repeat(64) }],
  });
  const origin = { import: IMPORT, file: file.sha256, sheet, row: 2 };
  const data = { personId: person(2), kind: 'resident-representative' as const };
  const rows = [
    term,
    started('delegates', 1),
    fact(ImportRowsRecorded, { importId: IMPORT, chunk: 0, rows: [delegate(2)] }),
  ];
  const committed = fact(ImportCommitted, { importId: IMPORT, count: 1, root: 'root' });

  it('names a row of a committed import', () => {
    expect(recordDelegate.reads?.({ ...data, origin }, term.stream)).toEqual([`import-${IMPORT}`]);
    given(...rows, committed)
      .when(recordDelegate, { ...data, origin })
      .thenEvents(recorded(DelegateRecorded, { ...data, origin }));
  });

  it('is refused for any other row', () => {
    given(...rows)
      .when(recordDelegate, { ...data, origin })
      .thenRejected('IMPORT_ROW_UNKNOWN');
    for (const wrong of [{ row: 3 }, { sheet: '其他' }, { file: 'c'.repeat(64) }, { import: factId(9) }]) {
      given(...rows, committed)
        .when(recordDelegate, { ...data, origin: { ...origin, ...wrong } })
        .thenRejected('IMPORT_ROW_UNKNOWN', { fields: [{ pointer: '/data/origin' }] });
    }
  });
});
