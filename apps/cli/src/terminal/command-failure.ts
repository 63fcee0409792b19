import type { Words } from '#kernel';

/** Why a command could not do what it was asked: `usage` is a slip in the arguments, `unreachable` a server or folder. */
export type FailureKind = 'problem' | 'usage' | 'unreachable';

/** Ends a command with words for the person at the terminal: what is wrong, where, and what to do. */
export class CommandFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly code: string,
    readonly words: Words,
    options?: ErrorOptions,
  ) {
    super(words.en, options);
    this.name = 'CommandFailure';
  }
}

/** A slip in the arguments. */
export function usage(code: string, words: Words): CommandFailure {
  return new CommandFailure('usage', code, words);
}
