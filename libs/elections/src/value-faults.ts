import { z } from 'zod';
import type { Fault } from './refusals.js';

const inChinese = z.locales.zhCN().localeError;
const inEnglish = z.locales.en().localeError;

/** What a schema finds wrong with a value, each with its place (a JSON pointer) and what was expected, in both languages. */
export function valueFaults(schema: z.ZodType, value: unknown, pointer = ''): readonly Fault[] {
  const checked = schema.safeParse(value);
  if (checked.success) return [];
  return checked.error.issues.map((issue) => ({
    code: 'INVALID_VALUE',
    pointer: pointer + issue.path.map((part) => `/${String(part)}`).join(''),
    params: { expectedZh: wording(inChinese, issue), expectedEn: wording(inEnglish, issue) },
  }));
}

function wording(localeError: typeof inChinese, issue: z.core.$ZodIssue): string {
  const words = localeError(issue as z.core.$ZodRawIssue);
  const message = typeof words === 'string' ? words : words?.message;
  return message ?? issue.message;
}
