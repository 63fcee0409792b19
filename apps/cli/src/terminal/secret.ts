import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { CommandFailure, usage } from './command-failure.js';

/** Asks for a secret without showing it; without a terminal the first line of standard input is taken. Never an argument. */
export async function askSecret(question: string): Promise<string> {
  const { stdin, stderr } = process;
  const secret =
    stdin.isTTY && stdin instanceof ReadStream
      ? await typed(stdin, stderr, question)
      : (readFileSync(0, 'utf8').split(/\r?\n/)[0] ?? '');
  if (secret === '') {
    throw usage('SECRET_NEEDED', {
      zh: '没有读到密码：请在终端输入，或从标准输入给出（如 < 文件）。',
      en: 'There was no password: type it at a terminal, or give it on standard input (< FILE).',
    });
  }
  return secret;
}

function typed(input: ReadStream, out: NodeJS.WriteStream, question: string): Promise<string> {
  out.write(question);
  input.setRawMode(true).setEncoding('utf8').resume();
  return new Promise((resolve, reject) => {
    let text = '';
    const end = (settle: () => void) => {
      input.off('data', read).setRawMode(false).pause();
      out.write('\n');
      settle();
    };
    const read = (chunk: string) => {
      for (const key of chunk) {
        if (key === '\r' || key === '\n' || key === '\u0004') return end(() => resolve(text));
        if (key === '\u0003') {
          return end(() => reject(new CommandFailure('problem', 'CANCELLED', { zh: '已取消。', en: 'Cancelled.' })));
        }
        text = key === '\u007f' || key === '\b' ? [...text].slice(0, -1).join('') : text + key;
      }
    };
    input.on('data', read);
  });
}

/** Where a secret is to be saved, before anything is done for it. Throws where something stands there. */
export function checkNewFile(path: string | undefined): void {
  if (path !== undefined && existsSync(path)) throw fileExists(path);
}

/** Writes a secret to a new file that only its owner may read; never over another one. */
export function saveSecret(path: string, secret: string): void {
  try {
    writeFileSync(path, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') throw fileExists(path);
    const zh = `无法写入 ${path}。请检查目录和权限。`;
    const en = `${path} cannot be written. Check the folder and its permissions.`;
    throw new CommandFailure('problem', 'FILE_NOT_WRITTEN', { zh, en }, { cause: error });
  }
}

function fileExists(path: string): CommandFailure {
  return new CommandFailure('problem', 'FILE_EXISTS', {
    zh: `文件 ${path} 已存在，没有覆盖。请另选文件名。`,
    en: `${path} exists and was left as it is. Choose another name.`,
  });
}
