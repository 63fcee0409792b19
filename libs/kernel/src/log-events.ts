import { z } from 'zod';
import { LedgerInstant } from './dates.js';
import { defineEvent } from './event-type.js';
import { LOGS } from './stream-name.js';

/** The first leaf of each log. It fixes origin and clock for the log's life. */
export const LogOpened = defineEvent({
  type: 'LogOpened',
  category: 'log',
  title: { zh: '日志启用', en: 'Log opened' },
  fieldClass: 'public',
  data: z.strictObject({
    log: z.enum(LOGS),
    /** C2SP origin line of its checkpoints. */
    origin: z.string().min(1).max(200),
    deployment: z.string().min(1).max(64),
    clock: z.enum(['system', 'demo']),
    previous: z
      .strictObject({
        checkpoint: z.string().max(2000),
        size: z.number().int().nonnegative(),
        root: z.string().max(64),
        by: z.string().max(64),
        reason: z.string().max(1000),
      })
      .optional(),
  }),
});

/** Somebody accepts that the server's clock is behind the log (it was ahead before); appends go on after this. */
export const ClockAccepted = defineEvent({
  type: 'ClockAccepted',
  category: 'log',
  title: { zh: '确认时钟', en: 'Clock accepted' },
  data: z.strictObject({ serverClock: LedgerInstant, lastAt: LedgerInstant, reason: z.string().min(1).max(1000) }),
});

/** The log goes on although something was not as it should be: sealed, so that it is judged. */
export const AnomalyRecorded = defineEvent({
  type: 'AnomalyRecorded',
  category: 'log',
  title: { zh: '异常记录', en: 'Anomaly recorded' },
  data: z.strictObject({
    kind: z.enum(['clock-regress', 'restart-after-crash', 'verification-failed']),
    position: z.number().int().nonnegative().optional(),
    detail: z.string().max(1000),
  }),
});

/** A checkpoint of another log, carried here: `cases` and `access` carry those of `process`, never the other way. */
export const CheckpointAnchored = defineEvent({
  type: 'CheckpointAnchored',
  category: 'log',
  title: { zh: '锚定检查点', en: 'Checkpoint anchored' },
  fieldClass: 'public',
  data: z.strictObject({ log: z.enum(LOGS), size: z.number().int().nonnegative(), root: z.string().max(64) }),
});

export const logEvents = [LogOpened, ClockAccepted, AnomalyRecorded, CheckpointAnchored] as const;
