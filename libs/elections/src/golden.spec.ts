import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { type Category, canonicalString, Envelope, logOf } from '#kernel';
import { electionEvents } from './events.js';
import { sampleOf } from './testing/sample.js';

/**
 * The leaf bytes of one sample per event type and version. They bind: a file that no longer matches means that stored
 * events would be read or written otherwise, so raise the version instead. For a new type or version run the test once
 * with WRITE_GOLDEN=1; it never overwrites.
 */
const folder = join(__dirname, 'golden');

const STREAMS: Partial<Record<Category, string>> = {
  person: 'person-00000000-0000-4000-8000-000000000001',
  kinship: 'kinship-00000000-0000-5000-8000-000000000001',
  notice: 'notice-00000000-0000-4000-8000-000000000001',
  import: 'import-00000000-0000-4000-8000-000000000001',
  street: 'street-S01',
};

function leaf(type: string, sv: number, category: Category, data: z.ZodObject, personal: z.ZodObject | undefined) {
  const stream = STREAMS[category] ?? `${category}-C02-2021-1`;
  return canonicalString(
    Envelope.parse({
      v: 1,
      log: logOf(stream),
      unit: 'C02',
      id: '11111111-0000-5000-8000-000000000001',
      stream,
      rev: 0,
      type,
      sv,
      at: '2021-11-05T02:00:00.000Z',
      on: '2021-11-05',
      actor: { id: 'gaomin', role: 'election-clerk', unit: 'C02' },
      cmd: '22222222-0000-4000-8000-000000000001',
      data: sampleOf(data),
      pii: Object.keys(personal?.shape ?? {}).map((p) => ({ c: 'A'.repeat(43), p })),
      att: [],
    }),
  );
}

const samples = electionEvents.flatMap(({ type, category, versions }) =>
  Object.entries(versions).map(([version, { data, personal }]) => {
    const sv = Number(version);
    const first = typeof category === 'string' ? category : category[0];
    return { file: `${type}.v${sv}.json`, bytes: leaf(type, sv, first ?? 'term', data, personal) };
  }),
);

describe('the stored bytes', () => {
  it.each(samples)('of $file are those of the golden file', ({ file, bytes }) => {
    const path = join(folder, file);
    if (!existsSync(path) && process.env['WRITE_GOLDEN'] === '1') writeFileSync(path, bytes);
    expect(bytes).toBe(readFileSync(path, 'utf8'));
  });

  it('have no golden file of a type or version that is gone', () => {
    const known = new Set(samples.map(({ file }) => file));
    expect(readdirSync(folder).filter((file) => !known.has(file))).toEqual([]);
  });
});
