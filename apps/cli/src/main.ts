import { CommanderError } from 'commander';
import { createProgram } from './program.js';
import { tellFailure } from './terminal/action.js';
import { usage } from './terminal/command-failure.js';
import { EXIT, VERIFIER_EXIT } from './terminal/exit-codes.js';

// `… | head` closes the pipe early: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const program = createProgram();
try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT.ok : usageExit();
  // Commander has written its own message; a program that asked for JSON gets one too.
  if (error.exitCode !== 0 && process.argv.includes('--json')) {
    const said = error.message.replace(/^error: /, '');
    tellFailure(usage('USAGE', { zh: `命令用法有误：${said}`, en: said }));
  }
}

/** A slip in a verifier's arguments must not look like a verdict. */
function usageExit(): number {
  return process.argv[3] === 'verify' ? VERIFIER_EXIT.usage : EXIT.usage;
}
