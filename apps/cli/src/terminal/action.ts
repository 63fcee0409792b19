import type { Words } from '#kernel';
import { CommandFailure, type FailureKind } from './command-failure.js';
import { EXIT, VERIFIER_EXIT } from './exit-codes.js';
import { sayBoth } from './language.js';
import { note, printJson } from './print.js';

type ExitCodes = Readonly<Record<FailureKind, number>>;

const USUAL: ExitCodes = { problem: EXIT.problem, usage: EXIT.usage, unreachable: EXIT.unreachable };
const VERIFIER: ExitCodes = { problem: VERIFIER_EXIT.io, usage: VERIFIER_EXIT.usage, unreachable: VERIFIER_EXIT.io };

/** The action of a command: what it returns is the exit code, what it throws is told to the person and mapped to one. */
export function action<A extends unknown[]>(work: (...args: A) => Promise<number | undefined>) {
  return guarded(work, USUAL);
}

/** As `action`, with the exit codes of the verifiers: a failure is never taken for a verdict. */
export function verifierAction<A extends unknown[]>(work: (...args: A) => Promise<number | undefined>) {
  return guarded(work, VERIFIER);
}

function guarded<A extends unknown[]>(work: (...args: A) => Promise<number | undefined>, codes: ExitCodes) {
  return async (...args: A): Promise<void> => {
    try {
      process.exitCode = (await work(...args)) ?? EXIT.ok;
    } catch (error) {
      const failure = asFailure(error);
      tellFailure(failure);
      if (process.env['JIANZHENG_LOG_LEVEL'] === 'debug') console.error(error);
      process.exitCode = codes[failure.kind];
    }
  };
}

/** Asked for JSON, a program gets the failure as JSON too. */
export function tellFailure({ code, words }: CommandFailure): void {
  if (process.argv.includes('--json')) printJson({ error: { code, ...words } });
  else note(sayBoth(words));
}

/** Errors of the libraries carry words in both languages; their codes say whether something could not be reached. */
function asFailure(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  const { code, words, message } = error as { code?: unknown; words?: Words; message?: unknown };
  const name = typeof code === 'string' ? code : 'FAILED';
  if (words !== undefined) {
    return new CommandFailure(name === 'NOT_FOUND' ? 'unreachable' : 'problem', name, words, { cause: error });
  }
  const text = typeof message === 'string' ? message : String(error);
  // Some messages hold both languages, parted by a slash between spaces.
  const [zh, en] = text.split(' / ', 2);
  return new CommandFailure('problem', name, { zh: zh ?? text, en: en ?? text }, { cause: error });
}
