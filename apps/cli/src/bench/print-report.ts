import type { BenchReport, BenchRow } from '../../../../test/bench/report.js';
import { say } from '../terminal/language.js';
import { printLine, printTable } from '../terminal/print.js';

/** A report for reading: what it was measured on, and a row each. Times are milliseconds. */
export function printReport({ machine, rows }: BenchReport): void {
  const { cpu, cores, node, disk, fsyncPerSecond, commit, system } = machine;
  printLine(`${cpu} × ${cores}, ${system}, Node ${node}, ${disk}, fsync ${fsyncPerSecond}/s, commit ${commit}`);
  const withP95 = rows.some((row) => p95Of(row) !== undefined);
  printTable(
    [
      say({ zh: '名称', en: 'name' }),
      say({ zh: '调用方', en: 'callers' }),
      say({ zh: '每批', en: 'batch' }),
      say({ zh: '条/秒', en: 'events/s' }),
      'p50 ms',
      ...(withP95 ? ['p95 ms'] : []),
      'p99 ms',
      say({ zh: '比值', en: 'ratio' }),
      say({ zh: '范围', en: 'spread' }),
      say({ zh: '说明', en: 'note' }),
    ],
    rows.map((row) => [
      row.name,
      String(row.callers),
      String(row.batch),
      String(row.eventsPerSecond),
      String(row.p50),
      ...(withP95 ? [String(p95Of(row) ?? '')] : []),
      String(row.p99),
      row.ratio === undefined ? '' : String(row.ratio),
      row.spread === undefined ? '' : row.spread.join('–'),
      row.note ?? '',
    ]),
  );
}

function p95Of(row: BenchRow): number | undefined {
  return (row as BenchRow & { readonly p95?: number }).p95;
}
