import type { Words } from '#kernel';

/**
 * Something about a log, a key or a proof that a person has to look at. `words` say what is wrong, where, and what to
 * do; `code` is for programs; `details` carry the figures (positions and sizes as numbers, digests in hex).
 */
export class TransparencyError<Code extends string = string> extends Error {
  constructor(
    readonly code: Code,
    readonly words: Words,
    readonly details: Readonly<Record<string, string | number>> = {},
    options?: { cause?: unknown },
  ) {
    super(`${code}: ${words.en}`, options);
    this.name = 'TransparencyError';
  }
}
