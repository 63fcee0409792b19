import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Role } from '#identity';
import { commands } from '../../apps/server/src/deployment/catalogue.js';
import { Deployment } from '../../apps/server/src/deployment/deployment.js';

const CHEAP = { memoryCost: 64, timeCost: 1, parallelism: 1 };

/** What `SeededFolder.make` opened in it. */
export const TERM = 'C01-2021-1';

/**
 * A data folder that is not a demonstration, shut down cleanly: street S01 with communities C01 and C02, an open term
 * in C01, and people who are signed in already. Sessions outlive the server, so a test need not sign in after a kill.
 */
export class SeededFolder {
  readonly root: string;
  /** The data folder itself. */
  readonly path: string;
  readonly #cookies = new Map<Role, string[]>();

  private constructor(root: string) {
    this.root = root;
    this.path = join(root, 'data');
  }

  /** `staff` says how many of each role there are. `root` is an existing folder to make it in. */
  static async make(staff: Readonly<Partial<Record<Role, number>>>, root?: string): Promise<SeededFolder> {
    const folder = new SeededFolder(root ?? mkdtempSync(join(tmpdir(), 'jz-seeded-')));
    const logger = pino({ level: 'silent' });
    const deployment = await Deployment.open({ folder: folder.path, demo: false, logger, argon2: CHEAP });
    try {
      await folder.#street(deployment);
      for (const [role, count] of Object.entries(staff) as [Role, number][])
        for (let i = 0; i < count; i++) await folder.#account(deployment, role);
    } finally {
      await deployment.close();
    }
    return folder;
  }

  /** The cookie of one of the people in a role, by number. */
  cookie(role: Role, number = 0): string {
    const cookie = this.#cookies.get(role)?.[number];
    if (cookie === undefined) throw new Error(`nobody signed in as ${role} ${number}`);
    return cookie;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  async #street(deployment: Deployment): Promise<void> {
    const record = async (path: string, data: Record<string, unknown>, on?: string) => {
      const parts = path.split('/');
      const id = parts.length === 3 ? parts[1] : undefined;
      const command = commands.find((one) => one.plural === parts[0] && one.verb === parts.at(-1));
      if (command === undefined) throw new Error(`no command ${path}`);
      const ran = await deployment.runner.run({
        command,
        commandId: randomUUID(),
        ...(id === undefined ? {} : { id }),
        body: {
          data: command.schema.parse(data),
          ...(on === undefined ? {} : { on }),
        },
        actor: { id: '00000000-0000-4000-8000-0000000000aa', role: 'street-lead', unit: 'S01' },
      });
      if (!ran.ok) throw new Error(`${path}: ${JSON.stringify(ran.error)}`);
      await deployment.surroundings.ready(ran.value.last);
    };
    const street = { unit: 'S01', name: '云桥街道', district: '澜水区', partyCommittee: '中共云桥街道工作委员会' };
    await record('streets/S01/register-street', street);
    await record('streets/S01/register-community', { community: 'C01', name: '青禾社区', population: 6000 });
    await record('streets/S01/register-community', { community: 'C02', name: '望湖社区', population: 6000 });
    const term = { community: 'C01', street: 'S01', organisation: 'committee', electionDate: '2021-11-20' };
    await record('terms/open-term', term, '2021-09-06T09:30:00+08:00');
  }

  async #account({ identity }: Deployment, role: Role): Promise<void> {
    const by = { id: randomUUID(), role: 'security-administrator', unit: 'S01' };
    const made = await identity.accounts.create(by, {
      login: `x${randomUUID().slice(0, 8)}`,
      displayName: role,
      personId: randomUUID(),
      roles: [{ role, unit: 'S01' }],
    });
    if (!made.ok) throw new Error(made.error.code);
    const accountId = made.value.account.id;
    const first = identity.sessions.open(accountId);
    if (!first.ok || !('session' in first.value.session.principal.by)) throw new Error('no session');
    const changed = await identity.accounts.changePassword(by, {
      accountId,
      session: first.value.session.principal.by.session,
      current: made.value.oneTime.password,
      next: 'correct horse battery',
    });
    if (!changed.ok) throw new Error(changed.error.code);
    const opened = identity.sessions.open(accountId);
    if (!opened.ok) throw new Error(opened.error.code);
    const cookies = this.#cookies.get(role) ?? [];
    cookies.push(`jz_session=${opened.value.token}`);
    this.#cookies.set(role, cookies);
  }
}
