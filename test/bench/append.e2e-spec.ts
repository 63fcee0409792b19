import { benchAppend } from './append.js';
import { benchReplay } from './replay.js';
import type { BenchReport } from './report.js';

/** Whether the benches run and say what they promise; how fast they are is not a test's business. */
describe('the benches of the store', () => {
  function shape({ machine, rows }: BenchReport): void {
    expect(machine.cpu).not.toBe('');
    expect(machine.cores).toBeGreaterThan(0);
    expect(machine.node).toBe(process.version);
    expect(machine.fsyncPerSecond).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.eventsPerSecond).toBeGreaterThan(0);
      expect(row.p99).toBeGreaterThanOrEqual(row.p50);
    }
  }

  it('measure appends beside raw inserts and the disk', async () => {
    const report = await benchAppend({
      callers: [1, 3],
      batches: [2],
      sizes: [0, 50],
      repeats: 1,
      ms: 40,
      emmett: 'none',
    });
    shape(report);
    expect(report.rows.map(({ name, callers, batch, note }) => [name, callers, batch, note])).toEqual([
      ...[undefined, '50 events before'].flatMap((note) =>
        [1, 3].flatMap((callers) => [
          ['jianzheng', callers, 2, note],
          ['raw-sqlite', callers, 2, note],
          ['raw-sqlite-bare', callers, 2, note],
        ]),
      ),
      ['fsync', 1, 1, undefined],
    ]);
    for (const { name, ratio } of report.rows) expect([name, ratio === undefined]).toEqual([name, name === 'fsync']);
  }, 60_000);

  it('measure reading beside a raw statement', async () => {
    const report = await benchReplay({ sizes: [300], repeats: 1, batch: 100 });
    shape(report);
    expect(report.rows.map(({ name, note }) => [name, note])).toEqual([
      ['jianzheng', '300 events, bytes'],
      ['raw-sqlite', '300 events, bytes'],
      ['jianzheng', '300 events, parsed as JSON'],
      ['raw-sqlite', '300 events, parsed as JSON'],
    ]);
  }, 60_000);
});
