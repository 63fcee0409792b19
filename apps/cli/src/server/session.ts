import type { Session, Shape } from '../../../server/src/api/shapes.js';
import { CommandFailure } from '../terminal/command-failure.js';
import { say } from '../terminal/language.js';
import { askSecret } from '../terminal/secret.js';
import { Api } from './api.js';

export type SignedIn = Extract<Shape<typeof Session>, object>;

/** Signs in with a password that is asked for, works, and signs out again whatever happens. */
export async function withSession<T>(
  { url, login }: { readonly url?: string; readonly login: string },
  work: (api: Api, session: SignedIn) => Promise<T>,
): Promise<T> {
  const nobody = new Api(url, {});
  const password = await askSecret(say({ zh: `${login} 的密码：`, en: `Password of ${login}: ` }));
  const answer = await nobody.send('POST', '/session', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const session = (await answer.json()) as SignedIn;
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.slice(0, one.indexOf(';')))
    .join('; ');
  const api = new Api(url, { cookie });
  try {
    if (session.mustChangePassword === true) {
      throw new CommandFailure('problem', 'PASSWORD_CHANGE_FIRST', {
        zh: `${login} 还在用一次性密码：请先在 ${api.place} 登录并改密码。`,
        en: `${login} still has a one-time password: sign in at ${api.place} and change it first.`,
      });
    }
    return await work(api, session);
  } finally {
    await api.send('DELETE', '/session').catch(() => undefined);
  }
}
