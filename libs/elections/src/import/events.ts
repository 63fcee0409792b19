import { z } from 'zod';
import { classed, defineEvent, Sha256Hex, UnitCode } from '#kernel';
import { Count, Line, Text, Uuid } from '../fields.js';

export const IMPORT_KINDS = ['people', 'delegates', 'seats', 'nominations', 'reviews', 'kinship'] as const;
export const ImportKind = z.enum(IMPORT_KINDS);

export const ImportStarted = defineEvent({
  type: 'ImportStarted',
  category: 'import',
  title: { zh: '开始导入', en: 'Import started' },
  data: z.strictObject({
    importId: Uuid,
    kind: ImportKind,
    community: UnitCode.optional(),
    file: z.strictObject({ sha256: Sha256Hex, size: Count.or(z.number().int()), name: Line }),
    sheet: Line,
    rows: Count,
  }),
});

/**
 * Some rows of the sheet, as many as fit an event. `data` of a row is what its kind puts into the leaf;
 * personal cells are commitments under `rows/<index in this chunk>/<field>`.
 */
export const ImportRowsRecorded = defineEvent({
  type: 'ImportRowsRecorded',
  category: 'import',
  title: { zh: '导入数据行', en: 'Rows recorded' },
  data: z.strictObject({
    importId: Uuid,
    chunk: Count,
    rows: z.array(z.strictObject({ row: z.number().int().positive(), data: z.record(z.string(), z.unknown()) })).min(1),
  }),
  personal: z.object({}).catchall(classed('personal', z.string())),
});

/** The import takes effect with this event only. `root` is the RFC 6962 root over the chunk events' leaves. */
export const ImportCommitted = defineEvent({
  type: 'ImportCommitted',
  category: 'import',
  title: { zh: '导入生效', en: 'Import committed' },
  data: z.strictObject({ importId: Uuid, count: Count, root: z.string().max(64) }),
});
export const ImportDropped = defineEvent({
  type: 'ImportDropped',
  category: 'import',
  title: { zh: '放弃导入', en: 'Import dropped' },
  data: z.strictObject({ importId: Uuid, reason: Text }),
});

export const importEvents = [ImportStarted, ImportRowsRecorded, ImportCommitted, ImportDropped] as const;
