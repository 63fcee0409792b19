import type { z } from 'zod';
import type { FieldFault } from '#kernel';
import { ProblemError } from './problem.js';

/** Parses a body or query at the edge. Throws a 422 problem with one fault per wrong field. */
export function parse<T>(schema: z.ZodType<T>, value: unknown, code = 'INVALID_BODY', at = ''): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ProblemError(422, {
    code,
    fields: parsed.error.issues.flatMap((issue) => faultsOf(issue, at)).slice(0, 50),
  });
}

/** The faults of a zod issue: each field that is not known is named. */
function faultsOf(issue: z.core.$ZodIssue, at: string): FieldFault[] {
  if (issue.code !== 'unrecognized_keys') return [faultOf(issue, at)];
  return issue.keys.map((key) => faultOf({ ...issue, keys: [key] }, at));
}

/** A zod issue as a field fault: the pointer names the place, code and params say what is expected. */
export function faultOf(issue: z.core.$ZodIssue, at = ''): FieldFault {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  const pointer = at + path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  switch (issue.code) {
    case 'too_small':
      return { pointer, code: 'TOO_SMALL', params: { minimum: Number(issue.minimum), of: issue.origin } };
    case 'too_big':
      return { pointer, code: 'TOO_BIG', params: { maximum: Number(issue.maximum), of: issue.origin } };
    case 'invalid_type':
      return {
        pointer,
        code: issue.input === undefined ? 'REQUIRED' : 'WRONG_TYPE',
        params: { expected: issue.expected },
      };
    case 'invalid_value':
      return { pointer, code: 'NOT_A_CHOICE', params: { choices: issue.values.map(String).join(', ').slice(0, 300) } };
    case 'unrecognized_keys':
      return { pointer, code: 'UNKNOWN_FIELD' };
    case 'invalid_format':
      return { pointer, code: 'WRONG_FORMAT', params: { format: issue.format } };
    default:
      return { pointer, code: 'INVALID' };
  }
}
