import { z } from 'zod';
import { all, type DecidedEvent, err, type Journal, last, ok, type Rejection, type Result, shanghaiDay } from '#kernel';
import { unknownPersons } from '../body-checks.js';
import type { CommandRole, DecisionInput } from '../command.js';
import { actOf, idOf, recordOf, uuidStream } from '../define-command.js';
import { type Fault, refusal, refusalOf } from '../refusals.js';
import { ImportCommitted, ImportDropped, ImportRowsRecorded, ImportStarted } from './events.js';
import { type ImportKindName, importRowFaults, importRowSchemas } from './rows.js';

const STAFF: readonly CommandRole[] = ['election-clerk', 'street-lead'];

const imports = {
  plural: 'imports',
  roles: STAFF,
  on: 'none',
  unit: (_data: unknown, stream: string, context: { journal: (stream: string) => Journal }) =>
    last(context.journal(stream), ImportStarted)?.data.community,
} as const;
const importId = ({ stream }: { readonly stream: string }) => idOf(stream);

/** An import that takes no more rows: committed or dropped. */
function isClosed(state: Journal): boolean {
  return last(state, ImportCommitted) !== undefined || last(state, ImportDropped) !== undefined;
}

export const startImport = recordOf(ImportStarted, {
  ...imports,
  verb: 'start-import',
  target: 'create',
  stream: (_data, id, newId) => uuidStream('import', id, newId),
  unit: ({ community }) => community,
  derived: { importId },
});

const RecordRows = z.strictObject({
  /** 0-based; the chunks of an import follow one another. */
  chunk: z.number().int().min(0),
  rows: z.array(z.strictObject({ row: z.number().int().positive(), data: z.record(z.string(), z.unknown()) })).min(1),
});
type RecordRows = z.infer<typeof RecordRows>;

/** Personal cells as `rows/<index in this chunk>/<field>`, the path of their commitments. */
const PersonalCells = z.record(z.string().regex(/^rows\/\d+\/[A-Za-z]+$/), z.string());

/** Personal cells by the index of their row. */
function cellsByRow(personal: Readonly<Record<string, string | undefined>>) {
  const rows = new Map<number, Record<string, string | undefined>>();
  for (const [path, value] of Object.entries(personal)) {
    const [, index, field = ''] = path.split('/');
    const row = rows.get(Number(index));
    if (row === undefined) rows.set(Number(index), { [field]: value });
    else row[field] = value;
  }
  return rows;
}

/** Every fault of every row, so that a sheet is put right in one go. */
function rowFaults(
  kind: ImportKindName,
  { data, personal = {}, context }: DecisionInput<RecordRows>,
): readonly Fault[] {
  const personalCells = cellsByRow(personal);
  const today = shanghaiDay(context.at);
  return data.rows.flatMap(({ row, data: cells }, index) => {
    const faults = importRowFaults(kind, cells, personalCells.get(index), today);
    const strangers =
      kind === 'people' || faults.length > 0
        ? []
        : unknownPersons(importRowSchemas[kind], cells, context.personExists).map((fault) => ({
            ...fault,
            pointer: `/data${fault.pointer}`,
          }));
    return [...faults, ...strangers].map((fault) => ({
      ...fault,
      pointer: `/data/rows/${index}${fault.pointer}`,
      params: { ...fault.params, row },
    }));
  });
}

function rowsInOrder(rows: RecordRows['rows'], state: Journal): readonly Fault[] {
  let newest = all(state, ImportRowsRecorded).at(-1)?.data.rows.at(-1)?.row ?? 0;
  return rows.flatMap(({ row }, index) => {
    const isRepeated = row <= newest;
    newest = Math.max(newest, row);
    return isRepeated
      ? [{ code: 'IMPORT_ROW_REPEATED' as const, pointer: `/data/rows/${index}/row`, params: { row } }]
      : [];
  });
}

function recordRows(input: DecisionInput<RecordRows>): Result<readonly DecidedEvent[], Rejection> {
  const { data, personal = {}, state } = input;
  const started = last(state, ImportStarted);
  if (started === undefined) return err(refusal('NOT_FOUND', { stream: state.stream }));
  if (isClosed(state)) return err(refusal('IMPORT_CLOSED'));
  const expected = all(state, ImportRowsRecorded).length;
  if (data.chunk !== expected) return err(refusal('IMPORT_CHUNK_ORDER', { expected, chunk: data.chunk }));
  const wrong = refusalOf([...rowsInOrder(data.rows, state), ...rowFaults(started.data.kind, input)], '');
  if (wrong !== undefined) return err(wrong);
  const recorded = ImportRowsRecorded.of({ ...data, importId: idOf(state.stream) });
  const cells = Object.entries(personal).flatMap(([path, value]) => {
    const subject = data.rows[Number(path.split('/')[1])]?.data['personId'];
    return value === undefined || typeof subject !== 'string' ? [] : [{ subject, path, value }];
  });
  return ok([cells.length === 0 ? recorded : { ...recorded, personal: cells }]);
}

export const recordImportRows = actOf<RecordRows>({
  ...imports,
  kind: 'record',
  verb: 'record-import-rows',
  category: 'import',
  title: ImportRowsRecorded.title,
  records: [ImportRowsRecorded.type],
  schema: RecordRows,
  personal: PersonalCells,
  decide: recordRows,
});

/** The import takes effect, as a whole. `root` comes from the server: the RFC 6962 root over the chunk events' leaves. */
export const commitImport = actOf<{ root: string }>({
  ...imports,
  verb: 'commit-import',
  category: 'import',
  title: ImportCommitted.title,
  records: [ImportCommitted.type],
  schema: z.strictObject({ root: z.string().min(1).max(64) }),
  decide({ data, state }) {
    if (isClosed(state)) return err(refusal('IMPORT_CLOSED'));
    const rows = last(state, ImportStarted)?.data.rows ?? 0;
    const recorded = all(state, ImportRowsRecorded).reduce((sum, chunk) => sum + chunk.data.rows.length, 0);
    if (recorded !== rows) return err(refusal('IMPORT_INCOMPLETE', { rows, recorded }));
    return ok([ImportCommitted.of({ importId: idOf(state.stream), count: recorded, root: data.root })]);
  },
});

export const dropImport = recordOf(ImportDropped, {
  ...imports,
  verb: 'drop-import',
  derived: { importId },
  accept: ({ state }) => (isClosed(state) ? refusal('IMPORT_CLOSED') : undefined),
});

export const importCommands = [startImport, recordImportRows, commitImport, dropImport] as const;
