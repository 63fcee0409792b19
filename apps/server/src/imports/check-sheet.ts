import {
  enumLabels,
  type ImportKindName,
  importRowFaults,
  nominationGroups,
  PreliminaryNomineesDetermined,
  RecommendationMeetingHeld,
  type RowCommand,
  type RowOf,
  rowCommands,
  StreetRecommendationMade,
  TermOpened,
  wordRejection,
} from '#elections';
import { last, type Rejection, type Result, type Words } from '#kernel';
import { SHEET_TEMPLATES, type SheetReading, type SheetRow, type SheetTemplate } from '#spreadsheets';
import { type PlannedRow, type RowReading, rowReaders } from './read-rows.js';
import type { Registry } from './registry.js';
import { type Detail, type Fault, type SheetFaultCode, sheetFault } from './sheet-faults.js';

export interface CheckedSheet {
  /** Rows that will be recorded; complete only where there is no fault. */
  readonly rows: readonly PlannedRow[];
  readonly faults: readonly Fault[];
  readonly faultCount: number;
  /** Rows that say what is on record already: they are left out. */
  readonly unchanged: number;
  readonly notes: readonly Words[];
  readonly preview: readonly Readonly<Record<string, string>>[];
}

export interface SheetCheck {
  readonly kind: ImportKindName;
  readonly registry: Registry;
  readonly community: string | undefined;
  readonly personIdOf: (row: number) => string;
  /** Tries a command that a row stands for, and whether the sender may send it; nothing is written. */
  readonly attempt: (command: RowCommand) => Promise<Result<unknown, Rejection>>;
  readonly progress: (done: number, total: number) => void;
}

const FAULTS_LISTED = 500;
const PREVIEWED = 20;
const YIELD_EVERY = 100;

/** Columns that a field of a row comes from, where it is not called the same. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  birthMonth: 'birthDate',
  personId: 'idNumber',
  a: 'idNumberA',
  b: 'idNumberB',
  kind: 'category',
  holds: 'currentPost',
  grounds: 'QUA-01',
};
/** The day that rows of a kind are stated on. */
const DAY_COLUMN: Readonly<Record<ImportKindName, string>> = {
  people: 'birthDate',
  delegates: 'chosenOn',
  seats: 'plannedOn',
  nominations: 'nominatedOn',
  reviews: 'repliedOn',
  kinship: 'recordedOn',
};

/** Lets requests in between rows of a long sheet. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Checks a sheet that was read: every fault of every row, against the registry, against what is recorded and by trying the commands. */
export async function checkSheet(reading: SheetReading, check: SheetCheck): Promise<CheckedSheet> {
  const faults = new FaultList(reading, check);
  const rows: PlannedRow[] = [];
  const sources = new Map<number, SheetRow>();
  let unchanged = 0;
  const read = rowReaders[check.kind];
  const { today } = check.registry;
  const context: RowReading = {
    registry: check.registry,
    community: check.community,
    personIdOf: check.personIdOf,
    fault: (row, column, code, detail) => faults.add(row, column, code, detail),
  };
  const sheets = new Set(reading.rows.map(({ sheet }) => sheet));
  if (sheets.size > 1) faults.whole('SEVERAL_SHEETS', { value: [...sheets].join('、') });
  for (const [index, source] of reading.rows.entries()) {
    if (index % YIELD_EVERY === 0) {
      check.progress(index, reading.rows.length);
      await breathe();
    }
    const row = read(source, context);
    if (row === 'unchanged') unchanged++;
    else if (row !== undefined) {
      for (const { code, pointer, params } of importRowFaults(check.kind, row.data, row.personal, today))
        faults.refused(source, pointer, { code, ...(params ? { params } : {}) });
      rows.push(row);
      sources.set(row.row, source);
    }
  }
  if (faults.count === 0) checkTogether(check, rows, sources, faults);
  if (faults.count === 0) await attemptAll(check, rows, sources, faults);
  check.progress(reading.rows.length, reading.rows.length);
  return {
    rows,
    faults: faults.inOrder(),
    faultCount: faults.count,
    unchanged,
    notes: notesOf(reading, unchanged),
    preview: reading.rows.slice(0, PREVIEWED).map((row) => previewOf(row, SHEET_TEMPLATES[check.kind])),
  };
}

/** What only rows together, or with what is recorded, show. */
function checkTogether(
  { kind, registry }: SheetCheck,
  rows: readonly PlannedRow[],
  sources: ReadonlyMap<number, SheetRow>,
  faults: FaultList,
): void {
  const at = (row: PlannedRow) => sources.get(row.row);
  if (kind === 'seats') {
    for (const row of rows) {
      const { community, organisation } = row.data as RowOf<'seats'>;
      const recorded = last(registry.facts(community).term, TermOpened)?.data.organisation;
      if (recorded !== undefined && recorded !== organisation)
        faults.add(at(row), 'organisation', 'ORGANISATION_DIFFERS', { name: enumLabels[recorded]?.zh ?? recorded });
    }
  }
  if (kind !== 'nominations') return;
  for (const group of nominationGroups(rows).values()) {
    const [first, ...others] = group as readonly PlannedRow[];
    if (first === undefined) continue;
    const { community, list, on, minutes } = first.data as RowOf<'nominations'>;
    const { party } = registry.facts(community);
    const recorded =
      list === 'preliminary' ? last(party, PreliminaryNomineesDetermined) : last(party, StreetRecommendationMade);
    if (recorded !== undefined) faults.add(at(first), 'list', 'LIST_RECORDED_ALREADY');
    if (list === 'street' && minutes === undefined) faults.add(at(first), 'minutes', 'MINUTES_MISSING');
    for (const other of others) {
      const data = other.data as RowOf<'nominations'>;
      if (data.on !== on) faults.add(at(other), 'nominatedOn', 'LIST_DAY_DIFFERS', { value: on });
      if (data.minutes !== minutes) faults.add(at(other), 'minutes', 'MINUTES_DIFFER', { value: minutes ?? '—' });
    }
    const meeting = last(party, RecommendationMeetingHeld)?.data.votes;
    if (meeting === undefined || list !== 'preliminary') continue;
    for (const row of group as readonly PlannedRow[]) {
      const { personId, votes } = row.data as RowOf<'nominations'>;
      const counted = meeting.find((vote) => vote.personId === personId)?.votes;
      if (votes !== undefined && counted !== undefined && counted !== votes)
        faults.add(at(row), 'votes', 'VOTES_DIFFER', { value: String(counted) });
    }
  }
}

/** Rows that become commands are tried as such. Posts of people who are not registered yet cannot be. */
async function attemptAll(
  check: SheetCheck,
  rows: readonly PlannedRow[],
  sources: ReadonlyMap<number, SheetRow>,
  faults: FaultList,
): Promise<void> {
  if (check.kind === 'people') return;
  const commands = rowCommands(check.kind, rows, { termId: (community) => check.registry.termId(community) });
  for (const [index, command] of commands.entries()) {
    if (index % YIELD_EVERY === 0) await breathe();
    const attempted = await check.attempt(command);
    if (!attempted.ok) {
      const pointer = attempted.error.fields?.[0]?.pointer ?? '';
      faults.refused(sources.get(command.row), pointer, attempted.error);
    }
  }
}

class FaultList {
  readonly listed: Fault[] = [];
  count: number;

  constructor(
    private readonly reading: SheetReading,
    private readonly check: SheetCheck,
  ) {
    this.count = reading.faultCount;
    for (const { sheet, cell, column, value, code, message, remedy } of reading.faults.slice(0, FAULTS_LISTED))
      this.listed.push({ sheet, cell, ...(column === undefined ? {} : { column }), value, code, message, remedy });
  }

  add(row: SheetRow | undefined, column: string, code: SheetFaultCode, detail: Detail = {}, as: string = code): void {
    this.count++;
    if (this.listed.length >= FAULTS_LISTED) return;
    const sheet = row?.sheet ?? '';
    const letters = this.reading.columns.find((one) => one.sheet === sheet)?.letters ?? {};
    const known = letters[column] === undefined ? Object.keys(letters)[0] : column;
    const letter = known === undefined ? undefined : letters[known];
    const value = known === undefined ? undefined : row?.values[known];
    this.listed.push(
      sheetFault(
        {
          sheet,
          cell: letter === undefined || row === undefined ? '' : `${letter}${row.row}`,
          column: known,
          value: value === undefined ? undefined : String(value),
        },
        code,
        detail,
        as,
      ),
    );
  }

  /** A refusal of the library in its own words, at the column that its pointer names. */
  refused(row: SheetRow | undefined, pointer: string, rejection: Rejection): void {
    // A column that is not there was said of its heading: every row lacks its value for that reason.
    if (rejection.code === 'INVALID_VALUE' && this.#isMissing(this.#columnOf(pointer), row)) return;
    const name = (id: string) => this.check.registry.nameOf(id);
    const words = {
      zh: wordRejection(rejection, 'zh', name) ?? rejection.code,
      en: wordRejection(rejection, 'en', name) ?? rejection.code,
    };
    this.add(row, this.#columnOf(pointer), 'REFUSED', { words }, rejection.code);
  }

  /** As the sheet is read: what concerns the whole file first, then row by row, in a row from left to right. */
  inOrder(): readonly Fault[] {
    const sheets = [...new Set(this.reading.columns.map(({ sheet }) => sheet))];
    const place = ({ sheet, cell }: Fault) => {
      const [, letters = '', row = '0'] = /^([A-Z]*)(\d+)/.exec(cell) ?? [];
      return [cell === '' ? -1 : sheets.indexOf(sheet), Number(row), letters.length, letters] as const;
    };
    return [...this.listed].sort((x, y) => {
      const [[sheetX, rowX, widthX, lettersX], [sheetY, rowY, widthY, lettersY]] = [place(x), place(y)];
      return (
        sheetX - sheetY || rowX - rowY || widthX - widthY || (lettersX < lettersY ? -1 : Number(lettersX > lettersY))
      );
    });
  }

  /** Something wrong with the file and no cell in particular. */
  whole(code: SheetFaultCode, detail: Detail): void {
    this.add(undefined, '', code, detail);
  }

  #isMissing(column: string, row: SheetRow | undefined): boolean {
    const letters = this.reading.columns.find(({ sheet }) => sheet === row?.sheet)?.letters;
    const known = SHEET_TEMPLATES[this.check.kind].columns.some(({ key }) => key === column);
    return known && letters !== undefined && letters[column] === undefined;
  }

  #columnOf(pointer: string): string {
    const parts = pointer.split('/').filter((part) => part !== '' && part !== 'data' && part !== 'personal');
    const field = parts.find((part) => !/^\d+$/.test(part)) ?? '';
    if (field === 'on') return DAY_COLUMN[this.check.kind];
    return COLUMN_OF[field] ?? field;
  }
}

function notesOf(reading: SheetReading, unchanged: number): Words[] {
  const remarks = reading.rows.filter(({ values }) => values['remarks'] !== undefined).length;
  return [
    ...reading.notes.map(({ sheet, message }) => ({
      zh: `${sheet}：${message.zh}`,
      en: `${sheet}: ${message.en}`,
    })),
    ...reading.skipped
      .filter(({ reason }) => reason === 'hidden' || reason === 'no-header')
      .map(({ sheet, message }) => ({ zh: `${sheet}：${message.zh}`, en: `${sheet}: ${message.en}` })),
    ...(unchanged === 0
      ? []
      : [
          {
            zh: `${unchanged} 行与登记一致，略过`,
            en: `${unchanged} rows say what is registered already and are left out`,
          },
        ]),
    ...(remarks === 0
      ? []
      : [{ zh: `“备注”列（${remarks} 行）不写入台账`, en: `Remarks (${remarks} rows) are not recorded` }]),
  ];
}

/** The row in the words of the sheet, by column key. */
function previewOf(row: SheetRow, template: SheetTemplate): Record<string, string> {
  return Object.fromEntries(
    template.columns.flatMap(({ key, choices, type }) => {
      const value = row.values[key];
      if (value === undefined) return [];
      if (type === 'boolean') return [[key, value === true ? '是' : '否']];
      return [[key, choices?.find((choice) => choice.value === value)?.zh ?? String(value)]];
    }),
  );
}
