import type { Words } from '../../i18n/index.js';

export interface Fault {
  readonly code: string;
  readonly position?: number;
  readonly from?: number;
  readonly to?: number;
  readonly file?: string;
  readonly expected: string;
  readonly actual: string;
}

/** What a verification found in one log, as far as the answer says it. */
export interface Report {
  readonly log: string;
  readonly verdict: string;
  readonly size?: number;
  readonly root?: string;
  readonly checkpoints?: number;
  readonly sealedSize?: number;
  readonly unsealed?: number;
  readonly exitCode?: number;
  readonly independentlyAnchored?: boolean;
  /** Where the first fault begins, for answers that do not list the faults. */
  readonly firstBad?: number;
  readonly faults: readonly Fault[];
  readonly anomalies: number;
  readonly words?: Words;
}

const record = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

/**
 * The reports in the result of a verification: one report, a list, or a list under a name. A report without a verdict is
 * not taken for one: nothing found must never look like nothing wrong.
 */
export function reportsIn(result: unknown): readonly Report[] {
  if (Array.isArray(result)) return result.flatMap(reportsIn);
  const object = record(result);
  if (object === undefined) return [];
  if (typeof object['verdict'] === 'string') return [reportOf(object, object['verdict'])];
  return Object.values(object)
    .filter((value) => typeof value === 'object')
    .flatMap(reportsIn);
}

function reportOf(object: Readonly<Record<string, unknown>>, verdict: string): Report {
  const number = (name: string) => (typeof object[name] === 'number' ? { [name]: object[name] } : {});
  const words = record(object['words']);
  const exit = object['exitCode'] ?? object['exit'];
  return {
    log: typeof object['log'] === 'string' ? object['log'] : '',
    verdict,
    ...number('size'),
    ...number('checkpoints'),
    ...number('sealedSize'),
    ...number('unsealed'),
    ...(typeof exit === 'number' ? { exitCode: exit } : {}),
    ...(typeof object['root'] === 'string' ? { root: object['root'] } : {}),
    ...(typeof object['independentlyAnchored'] === 'boolean'
      ? { independentlyAnchored: object['independentlyAnchored'] }
      : {}),
    faults: Array.isArray(object['faults']) ? (object['faults'] as readonly Fault[]) : [],
    anomalies: Array.isArray(object['anomalies']) ? object['anomalies'].length : 0,
    ...(typeof words?.['zh'] === 'string' && typeof words['en'] === 'string'
      ? { words: { zh: words['zh'], en: words['en'] } }
      : {}),
  };
}
