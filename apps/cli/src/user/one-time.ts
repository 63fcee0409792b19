import { say } from '../terminal/language.js';
import { note, printJson, printLine } from '../terminal/print.js';
import { saveSecret } from '../terminal/secret.js';

export interface OneTime {
  readonly password: string;
  readonly until: string;
}

/** Hands a one-time password over: to a file, or to standard output, and nowhere else. */
export function giveOneTime(
  { password, until }: OneTime,
  to: { readonly login: string; readonly out?: string; readonly json?: boolean; readonly account?: unknown },
): void {
  const { login, out, json, account } = to;
  if (out !== undefined) saveSecret(out, password);
  if (json) {
    const given = out === undefined ? { oneTime: { password, until } } : { oneTime: { file: out, until } };
    printJson({ login, ...(account === undefined ? {} : { account }), ...given });
    return;
  }
  if (out === undefined) printLine(password);
  note(
    say({
      zh: `${login} 的一次性密码${out === undefined ? '如上，只显示这一次' : `已写入 ${out}`}，${until.slice(0, 16).replace('T', ' ')}（UTC）前有效，首次登录须修改。请当面或密封交付。`,
      en: `The one-time password of ${login} ${out === undefined ? 'stands above, this once' : `was written to ${out}`}; it works until ${until.slice(0, 16).replace('T', ' ')} UTC and must be changed at the first sign-in. Hand it over in person or sealed.`,
    }),
  );
}
