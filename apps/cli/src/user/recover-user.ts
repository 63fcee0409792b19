import { openIdentity, unitTree } from '#identity';
import { LARGEST_REGRESS_MS } from '#transparency';
import { AccessLog } from '../../../server/src/deployment/access-log.js';
import { DirectWriter } from '../../../server/src/deployment/writer.js';
import type { RecoverOptions } from '../commands/user.js';
import { foldFacts } from '../folder/fold.js';
import { withLockedFolder } from '../folder/locked-folder.js';
import { openFolder } from '../folder/open-folder.js';
import { wordProblem } from '../server/problem-words.js';
import { CommandFailure } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { checkNewFile } from '../terminal/secret.js';
import { giveOneTime } from './one-time.js';

/**
 * A new one-time password for a security administrator who has lost theirs, by somebody at the machine. The fact stands
 * in the access log, with `operator` as its actor, before the password is shown.
 */
export async function recoverUser(login: string, options: RecoverOptions): Promise<number> {
  checkNewFile(options.out);
  const instead = {
    zh: '或由另一位安全管理员经服务器重置：jianzheng user reset-password。',
    en: 'Or let another security administrator do it through the server: jianzheng user reset-password.',
  };
  const oneTime = await withLockedFolder(options.data, instead, async ({ folder, store }) => {
    const open = await openFolder(options.data);
    try {
      const clock = { kind: open.demo ? ('demo' as const) : ('system' as const), now: open.now };
      const lastAt = await store.lastAt('access');
      if (lastAt !== undefined && Date.parse(lastAt) - Date.parse(clock.now()) > LARGEST_REGRESS_MS) {
        throw new CommandFailure('problem', 'CLOCK_BEHIND', wordProblem({ status: 503, code: 'CLOCK_BEHIND' }));
      }
      const tree = unitTree(Object.fromEntries(foldFacts(open).book.streetOf));
      const identity = openIdentity({ path: folder.identity, unit: open.unit, tree: () => tree, demo: open.demo });
      try {
        const recovered = await identity.accounts.recover(login, open.unit);
        if (!recovered.ok) throw refused(login, recovered.error.code);
        const log = new AccessLog(new DirectWriter(store, clock), clock, identity, () => undefined);
        await log.pump();
        return recovered.value;
      } finally {
        identity.close();
      }
    } finally {
      await open.close();
    }
  });
  giveOneTime(oneTime, { ...options, login });
  return EXIT.ok;
}

function refused(login: string, code: string): CommandFailure {
  if (code === 'ACCOUNT_UNKNOWN') {
    return new CommandFailure('problem', code, {
      zh: `没有登录名为 ${login} 的账号。还没有任何账号时，启动 jianzheng serve 会给出首次使用的链接。`,
      en: `There is no account ${login}. Where there is none at all, jianzheng serve prints the link of the first start.`,
    });
  }
  if (code === 'NOT_PERMITTED') {
    return new CommandFailure('problem', code, {
      zh: `${login} 不是安全管理员，不能在本机恢复。请由安全管理员重置：jianzheng user reset-password ${login}。`,
      en: `${login} is no security administrator and cannot be recovered at the machine. A security administrator resets it: jianzheng user reset-password ${login}.`,
    });
  }
  return new CommandFailure('problem', code, wordProblem({ status: 422, code }));
}
