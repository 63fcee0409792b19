import { z } from 'zod';
import { addDays, all, last, type Rejection, shanghaiDay } from '#kernel';
import type { Command, DecisionContext } from './command.js';
import type { RowOrigin } from './fields.js';
import { ImportCommitted, ImportRowsRecorded, ImportStarted } from './import/events.js';
import { type Fault, refusal } from './refusals.js';

/** A person id found in data, with its place. */
interface PersonReference {
  readonly id: string;
  readonly pointer: string;
}

/** Every person id in `data`: the fields that the schema marks with `reference: 'person'`. */
export function personReferences(schema: z.ZodType, data: unknown, pointer = ''): readonly PersonReference[] {
  if (data === undefined || data === null) return [];
  if (schema.meta()?.['reference'] === 'person') return [{ id: String(data), pointer }];
  if (schema instanceof z.ZodOptional) return personReferences(schema.unwrap() as z.ZodType, data, pointer);
  if (schema instanceof z.ZodArray) {
    const element = schema.element as z.ZodType;
    return (data as readonly unknown[]).flatMap((item, index) =>
      personReferences(element, item, `${pointer}/${index}`),
    );
  }
  if (schema instanceof z.ZodObject) {
    const fields = data as Readonly<Record<string, unknown>>;
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, field]) =>
      personReferences(field, fields[name], `${pointer}/${name}`),
    );
  }
  return [];
}

const mentions = new WeakMap<z.ZodType, boolean>();

/** Whether a schema names persons anywhere: data of one that does not, such as a sheet's rows, need not be walked. */
function mentionsPersons(schema: z.ZodType): boolean {
  const known = mentions.get(schema);
  if (known !== undefined) return known;
  let found = schema.meta()?.['reference'] === 'person';
  if (schema instanceof z.ZodOptional) found ||= mentionsPersons(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodArray) found ||= mentionsPersons(schema.element as z.ZodType);
  if (schema instanceof z.ZodObject)
    found ||= Object.values(schema.shape as Record<string, z.ZodType>).some(mentionsPersons);
  mentions.set(schema, found);
  return found;
}

/** Persons that the registry does not know. */
export function unknownPersons(
  schema: z.ZodType,
  data: unknown,
  personExists: DecisionContext['personExists'],
): readonly Fault[] {
  if (!mentionsPersons(schema)) return [];
  return personReferences(schema, data)
    .filter(({ id }) => !personExists(id))
    .map(({ id, pointer }) => ({ code: 'PERSON_UNKNOWN', pointer, params: { id } }));
}

/**
 * The same person twice on one list: an array of person ids, or of objects that each name one under `personId`.
 * `mayRepeat` names top-level lists where a person may stand several times (a person with two duties).
 */
export function repeatedPersons(data: unknown, mayRepeat: readonly string[] = [], pointer = ''): readonly Fault[] {
  if (typeof data !== 'object' || data === null) return [];
  const nested = Object.entries(data).flatMap(([key, value]) =>
    pointer === '' && mayRepeat.includes(key) ? [] : repeatedPersons(value, [], `${pointer}/${key}`),
  );
  if (!Array.isArray(data)) return nested;
  const seen = new Set<string>();
  const repeated: Fault[] = [];
  data.forEach((item: unknown, index) => {
    const id = personOf(item);
    if (id === undefined) return;
    if (seen.has(id))
      repeated.push({ code: 'DUPLICATE_PERSON', pointer: `${pointer}/${index}`, params: { person: id } });
    seen.add(id);
  });
  return [...repeated, ...nested];
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

function personOf(item: unknown): string | undefined {
  if (typeof item === 'string') return UUID.test(item) ? item : undefined;
  if (typeof item !== 'object' || item === null || !('personId' in item)) return undefined;
  return typeof item.personId === 'string' ? item.personId : undefined;
}

/** Days and months that the schema marks as past (`past: true`) and that lie after `today`, the ledger's day. */
export function daysAhead(schema: z.ZodType, data: unknown, today: string, pointer = ''): readonly Fault[] {
  if (data === undefined || data === null || !marksPast(schema)) return [];
  if (schema.meta()?.['past'] === true) {
    const day = String(data);
    return day > today.slice(0, day.length) ? [{ code: 'DAY_IN_FUTURE', pointer, params: { day, today } }] : [];
  }
  if (schema instanceof z.ZodOptional) return daysAhead(schema.unwrap() as z.ZodType, data, today, pointer);
  if (schema instanceof z.ZodArray) {
    const element = schema.element as z.ZodType;
    return (data as readonly unknown[]).flatMap((item, i) => daysAhead(element, item, today, `${pointer}/${i}`));
  }
  if (!(schema instanceof z.ZodObject)) return [];
  const fields = data as Readonly<Record<string, unknown>>;
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, field]) =>
    daysAhead(field, fields[name], today, `${pointer}/${name}`),
  );
}

const pasts = new WeakMap<z.ZodType, boolean>();

/** Whether a schema marks a day as past anywhere: data of others need not be walked. */
function marksPast(schema: z.ZodType): boolean {
  const known = pasts.get(schema);
  if (known !== undefined) return known;
  let found = schema.meta()?.['past'] === true;
  if (schema instanceof z.ZodOptional) found ||= marksPast(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodArray) found ||= marksPast(schema.element as z.ZodType);
  if (schema instanceof z.ZodObject) found ||= Object.values(schema.shape as Record<string, z.ZodType>).some(marksPast);
  pasts.set(schema, found);
  return found;
}

/** When it happened, as stated: present where it must be, and not more than a day ahead of the ledger clock. */
export function statedTime(on: string | undefined, wanted: Command['on'], at: string): Rejection | undefined {
  if (on === undefined) {
    return wanted === 'required'
      ? refusal('ON_REQUIRED', undefined, { fields: [{ pointer: '/on', code: 'ON_REQUIRED' }] })
      : undefined;
  }
  if (wanted === 'none') {
    return refusal('ON_NOT_TAKEN', undefined, { fields: [{ pointer: '/on', code: 'ON_NOT_TAKEN' }] });
  }
  if (!isAhead(on, at)) return undefined;
  const params = { on, today: shanghaiDay(at) };
  return refusal('ON_IN_FUTURE', params, { fields: [{ pointer: '/on', code: 'ON_IN_FUTURE', params }] });
}

/** More than a day after the ledger clock: a slip of the pen. */
function isAhead(on: string, at: string): boolean {
  if (on.length === 10) return on > addDays(shanghaiDay(at), 1);
  return Date.parse(on) > Date.parse(at) + 86_400_000;
}

/** The sheet row that data came from, where they did. */
export function originOf(data: unknown): z.infer<typeof RowOrigin> | undefined {
  if (typeof data !== 'object' || data === null || !('origin' in data)) return undefined;
  return data.origin as z.infer<typeof RowOrigin> | undefined;
}

/** A row that is said to come from a sheet must stand in an import that took effect. */
export function unknownOrigin(data: unknown, journal: DecisionContext['journal']): readonly Fault[] {
  const origin = originOf(data);
  if (origin === undefined) return [];
  const imported = journal(`import-${origin.import}`);
  const started = last(imported, ImportStarted);
  const known =
    last(imported, ImportCommitted) !== undefined &&
    started?.data.file.sha256 === origin.file &&
    started.data.sheet === origin.sheet &&
    all(imported, ImportRowsRecorded).some((chunk) => chunk.data.rows.some(({ row }) => row === origin.row));
  return known ? [] : [{ code: 'IMPORT_ROW_UNKNOWN', pointer: '/origin', params: { row: origin.row } }];
}
