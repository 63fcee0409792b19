import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { type Category, canonicalString, Envelope, type EventType, type LogName, logEvents, logOf } from '#kernel';
import { findingEvents } from '#supervision';
import { sampleOf } from '../../libs/elections/src/testing/sample.js';

/**
 * The leaf bytes of the events about the logs themselves and about findings, as `libs/elections` and `libs/identity` pin
 * those of theirs: a file that no longer matches means that stored events would be read otherwise, so raise the version
 * instead. For a new type or version run the test once with WRITE_GOLDEN=1; it never overwrites.
 */
const folder = join(__dirname, 'golden');
const STREAMS: Partial<Record<Category, string>> = {
  log: 'log-process',
  finding: 'finding-00000000-0000-5000-8000-000000000001',
};

function leaf({ type, category }: EventType, sv: number, data: z.ZodObject): string {
  const stream = STREAMS[category as Category] ?? '';
  const log: LogName = logOf(stream) ?? 'process';
  return canonicalString(
    Envelope.parse({
      v: 1,
      log,
      unit: 'C02',
      id: '11111111-0000-5000-8000-000000000001',
      stream,
      rev: 0,
      type,
      sv,
      at: '2021-11-05T02:00:00.000Z',
      actor: { id: 'system', role: 'system', unit: 'S01' },
      cmd: '22222222-0000-4000-8000-000000000001',
      data: sampleOf(data),
      pii: [],
      att: [],
    }),
  );
}

const samples = ([...logEvents, ...findingEvents] as unknown as readonly EventType[]).flatMap((eventType) =>
  Object.entries(eventType.versions).map(([version, { data }]) => ({
    file: `${eventType.type}.v${version}.json`,
    bytes: leaf(eventType, Number(version), data),
  })),
);

describe('the stored bytes', () => {
  it.each(samples)('of $file are those of the golden file', ({ file, bytes }) => {
    const path = join(folder, file);
    if (!existsSync(path) && process.env['WRITE_GOLDEN'] === '1') {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, bytes);
    }
    expect(bytes).toBe(readFileSync(path, 'utf8'));
  });

  it('have no golden file of a type or version that is gone', () => {
    const known = new Set(samples.map(({ file }) => file));
    expect(readdirSync(folder).filter((file) => !known.has(file))).toEqual([]);
  });
});
