import { readFileSync } from 'node:fs';
import { TOKEN_PREFIX } from '#identity';
import { CommandFailure, usage } from '../terminal/command-failure.js';
import { say } from '../terminal/language.js';
import { note } from '../terminal/print.js';

const SHAPE = new RegExp(`^${TOKEN_PREFIX}[A-Za-z0-9_-]{43}$`);

/** Whether the caller means the server: an address or a token was given, on the line or, where no folder is, in the environment. */
export function meansServer({
  data,
  url,
  token,
}: {
  readonly data?: string;
  readonly url?: string;
  readonly token?: string;
}): boolean {
  if (data !== undefined) return false;
  const named = (name: string) => (process.env[name] ?? '') !== '';
  return url !== undefined || token !== undefined || named('JIANZHENG_URL') || named('JIANZHENG_TOKEN');
}

/**
 * The API token: `--token @FILE` or `-` (standard input), else `JIANZHENG_TOKEN`. One given as it is works too; since
 * every user of the machine can see the arguments of a program, it is taken off the list of processes, and said.
 */
export function readToken(option: string | undefined): string {
  const named = process.env['JIANZHENG_TOKEN'];
  const token = (option === undefined ? (named ?? '') : fromOption(option)).trim();
  if (token === '') {
    throw usage('TOKEN_NEEDED', {
      zh: '需要接口令牌：用 --token @文件 给出，或设环境变量 JIANZHENG_TOKEN。签发见 jianzheng token create --help。',
      en: 'An API token is needed: give --token @FILE, or set JIANZHENG_TOKEN. See jianzheng token create --help.',
    });
  }
  // The text itself is not repeated: it may be another secret.
  if (!SHAPE.test(token)) {
    throw usage('TOKEN_MALFORMED', {
      zh: `这不是接口令牌：令牌以 ${TOKEN_PREFIX} 开头，后接 43 个字符。请从签发时保存的文件读取。`,
      en: `This is not an API token: one begins with ${TOKEN_PREFIX} and has 43 more characters. Read it from the file it was saved to.`,
    });
  }
  return token;
}

function fromOption(option: string): string {
  if (option === '-') return readFileSync(0, 'utf8');
  if (option.startsWith('@')) return fromFile(option.slice(1));
  // libuv writes the title over the memory of the arguments.
  process.title = 'jianzheng';
  note(
    say({
      zh: '提示：命令行中的令牌会留在历史记录里，建议改用 --token @文件 或环境变量 JIANZHENG_TOKEN。',
      en: 'Note: a token on the command line stays in the history of the shell; --token @FILE or JIANZHENG_TOKEN does not.',
    }),
  );
  return option;
}

function fromFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandFailure(
      'usage',
      'TOKEN_FILE_UNREADABLE',
      {
        zh: `无法读取令牌文件 ${path}。请检查路径和权限。`,
        en: `The token file ${path} cannot be read. Check path and permissions.`,
      },
      { cause: error },
    );
  }
}
