import type { Shape, TokenShape } from '../../../server/src/api/shapes.js';
import type { OwnTokenOptions } from '../commands/token.js';
import { Api } from '../server/api.js';
import { withSession } from '../server/session.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { printJson, printLine, printTable } from '../terminal/print.js';

type Token = Shape<typeof TokenShape>;

export async function listTokens(options: OwnTokenOptions): Promise<number> {
  const { tokens } = await asHolder(options, (api) => api.get<{ tokens: Token[] }>('/tokens'));
  if (options.json) {
    printJson(tokens);
    return EXIT.ok;
  }
  printTable(
    [
      { zh: '编号', en: 'id' },
      { zh: '名称', en: 'name' },
      { zh: '角色', en: 'role' },
      { zh: '到期', en: 'until' },
      { zh: '状态', en: 'state' },
      { zh: '权限', en: 'capabilities' },
    ].map(say),
    tokens.map((token) => [
      token.id,
      token.name,
      `${token.scope.role}@${token.scope.unit}`,
      token.expires.slice(0, 10),
      say(stateOf(token)),
      token.capabilities.join(','),
    ]),
  );
  return EXIT.ok;
}

export async function revokeToken(id: string, options: OwnTokenOptions): Promise<number> {
  const token = await asHolder(options, (api) => api.post<Token>(`/tokens/${encodeURIComponent(id)}/revoke`));
  if (options.json) printJson(token);
  else printLine(say({ zh: `令牌 ${token.id} 已吊销`, en: `token ${token.id} is revoked` }));
  return EXIT.ok;
}

/** By signing in where a login is given, else with a token. */
function asHolder<T>(options: OwnTokenOptions, work: (api: Api) => Promise<T>): Promise<T> {
  const { login } = options;
  return login === undefined ? work(Api.withToken(options)) : withSession({ ...options, login }, work);
}

function stateOf({ revoked, expires }: Token) {
  if (revoked) return { zh: '已吊销', en: 'revoked' };
  return Date.parse(expires) <= Date.now() ? { zh: '已到期', en: 'expired' } : { zh: '有效', en: 'works' };
}
