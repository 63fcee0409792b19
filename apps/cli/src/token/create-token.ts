import { hostname } from 'node:os';
import type { Shape, TokenShape } from '../../../server/src/api/shapes.js';
import type { CreateTokenOptions } from '../commands/token.js';
import { type SignedIn, withSession } from '../server/session.js';
import { CommandFailure, usage } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { note, printJson, printLine } from '../terminal/print.js';
import { checkNewFile, saveSecret } from '../terminal/secret.js';
import { TOKEN_USES } from './uses.js';

/** Issues a token of the person who signs in. It goes to a file or to standard output, and nowhere else. */
export async function createToken(options: CreateTokenOptions): Promise<number> {
  const capabilities = [
    ...new Set([...(options.for === undefined ? [] : TOKEN_USES[options.for]), ...(options.capability ?? [])]),
  ];
  if (capabilities.length === 0) {
    throw usage('CAPABILITY_NEEDED', {
      zh: '请用 --for 或 --capability 说明令牌可以做什么。',
      en: 'Say with --for or --capability what the token may do.',
    });
  }
  checkNewFile(options.out);
  const { token, info } = await withSession(options, async (api, session) =>
    api.post<{ token: string; info: Shape<typeof TokenShape> }>('/tokens', {
      name: options.name ?? `${options.for ?? 'cli'} ${hostname()}`.slice(0, 60),
      scope: scopeOf(session, options),
      capabilities,
      days: options.days,
    }),
  );
  if (options.out !== undefined) saveSecret(options.out, token);
  if (options.json) {
    printJson({ ...(options.out === undefined ? { token } : { file: options.out }), info });
    return EXIT.ok;
  }
  if (options.out === undefined) printLine(token);
  const { role, unit } = info.scope;
  note(
    say({
      zh: `${options.out === undefined ? '令牌只显示这一次，请妥善保存。' : `令牌已写入 ${options.out}。`}\n编号 ${info.id}，${role}@${unit}，${info.expires.slice(0, 10)} 到期；吊销：jianzheng token revoke ${info.id} --login ${options.login}`,
      en: `${options.out === undefined ? 'The token is shown this once: keep it safe.' : `The token was written to ${options.out}.`}\nId ${info.id}, ${role}@${unit}, until ${info.expires.slice(0, 10)}; revoke it with jianzheng token revoke ${info.id} --login ${options.login}`,
    }),
  );
  return EXIT.ok;
}

function scopeOf({ roles = [] }: SignedIn, { role, login }: CreateTokenOptions): { role: string; unit: string } {
  if (role !== undefined) return { ...role };
  const [only, ...others] = roles;
  if (only !== undefined && others.length === 0) return { role: only.role, unit: only.unit };
  const held = roles.map((one) => `${one.role}@${one.unit}`).join(', ');
  throw new CommandFailure('usage', 'ROLE_NEEDED', {
    zh: `${login} 有多个角色，请用 --role 选一个：${held}`,
    en: `${login} holds several roles; choose one with --role: ${held}`,
  });
}
