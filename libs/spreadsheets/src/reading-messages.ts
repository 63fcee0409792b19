import type { ReadLimits } from './read-limits.js';
import type { SheetRow } from './read-rows.js';
import type { ReadingSummary, ReadProgress } from './read-workbook.js';
import type { SheetTemplate } from './template.js';
import type { UnreadableCode } from './unreadable-file.js';

/** First message to the reading process; the file follows on its standard input. */
export interface ReadingOrder {
  readonly template: SheetTemplate;
  readonly limits: ReadLimits;
}

/** What the reading process sends; `done` or `refused` is the last. */
export type ReadingMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'rows'; readonly rows: readonly SheetRow[] }
  | { readonly type: 'progress'; readonly progress: ReadProgress }
  | { readonly type: 'done'; readonly summary: ReadingSummary }
  | { readonly type: 'refused'; readonly code: UnreadableCode; readonly detail?: string };
