import { err } from './result.js';

/** A number with its sum, in both languages, so that a person can redo it by hand. */
export interface Arithmetic {
  readonly zh: string;
  readonly en: string;
}

/** One field that is wrong: `pointer` is an RFC 6901 JSON pointer into the command's body. */
export interface FieldFault {
  readonly pointer: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/**
 * Why a command was refused. It is data: clients word `code` with `params` in the reader's language;
 * `rule`, `source`, `arithmetic` and `remedy` are there when a rule of a pack refused an act.
 */
export interface Rejection {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly rule?: string;
  readonly source?: string;
  readonly arithmetic?: Arithmetic;
  /** What to do about it, in both languages; may name persons as the arithmetic does. */
  readonly remedy?: Arithmetic;
  readonly fields?: readonly FieldFault[];
}

export function reject(
  code: string,
  params?: Readonly<Record<string, string | number>>,
  more?: Omit<Rejection, 'code' | 'params'>,
): { readonly ok: false; readonly error: Rejection } {
  return err({ code, ...(params ? { params } : {}), ...more });
}
