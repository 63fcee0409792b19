import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor, Rejection, Result } from '#kernel';
import { type Identity, type IdentityOptions, openIdentity } from '../identity.js';
import { type RoleGrant, unitTree } from '../index.js';

/** Street S01 with two communities, and a second street S02, all in district D01. */
export const UNITS = unitTree({ S01: 'D01', S02: 'D01', C01: 'S01', C02: 'S01', C09: 'S02' });

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A security administrator who exists as an actor only. */
export const ADMINISTRATOR: Actor = {
  id: '00000000-0000-4000-8000-00000000000a',
  role: 'security-administrator',
  unit: 'S01',
};

export const PERSON = '11111111-1111-4111-8111-111111111111';
export const OTHER_PERSON = '22222222-2222-4222-8222-222222222222';

export class FreshIdentity {
  readonly folder = mkdtempSync(join(tmpdir(), 'identity-'));
  clock = Date.parse('2026-03-02T01:00:00Z');
  identity: Identity;

  constructor(private readonly options: Partial<IdentityOptions> = {}) {
    this.identity = this.open();
  }

  open(options: Partial<IdentityOptions> = {}): Identity {
    return openIdentity({
      path: join(this.folder, 'identity.db'),
      unit: 'S01',
      tree: () => UNITS,
      demo: false,
      now: () => this.clock,
      argon2: { memoryCost: 64, timeCost: 1, parallelism: 1 },
      ...this.options,
      ...options,
    });
  }

  reopen(): void {
    this.identity.close();
    this.identity = this.open();
  }

  pass(ms: number): void {
    this.clock += ms;
  }

  /** An account with a password of its own choice. */
  async account(
    login: string,
    roles: readonly RoleGrant[] = [{ role: 'inspector', unit: 'S01' }],
    personId: string = PERSON,
    password = `correct horse ${login} staple`.replaceAll(login, 'battery'),
  ): Promise<{ id: string; password: string }> {
    const created = value(
      await this.identity.accounts.create(ADMINISTRATOR, {
        login,
        displayName: `姓名${login.length}`,
        personId,
        roles,
      }),
    );
    const opened = value(await this.identity.sessions.signIn({ login, password: created.oneTime.password }));
    const { principal } = opened.session;
    if (!('session' in principal.by)) throw new Error('not a session');
    value(
      await this.identity.accounts.changePassword(
        { id: principal.personId, role: principal.role, unit: principal.unit },
        {
          accountId: created.account.id,
          session: principal.by.session,
          current: created.oneTime.password,
          next: password,
        },
      ),
    );
    this.identity.sessions.signOut(opened.token);
    return { id: created.account.id, password };
  }

  /** Facts that wait, as `Type` with data; they count as recorded afterwards. */
  facts(): { type: string; data: Record<string, unknown>; actor: Actor }[] {
    const pending = this.identity.facts.pending(10_000);
    this.identity.facts.recorded(pending.map(({ seq }) => seq));
    return pending.map(({ event, actor }) => ({
      type: event.type,
      data: event.data as Record<string, unknown>,
      actor,
    }));
  }

  /** Every byte that was written, as text. */
  bytes(): string {
    return readdirSync(this.folder)
      .map((name) => readFileSync(join(this.folder, name)).toString('latin1'))
      .join('\n');
  }

  remove(): void {
    this.identity.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function value<T>(result: Result<T, Rejection>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

export function refusal(result: Result<unknown, Rejection>): Rejection {
  if (result.ok) throw new Error('it was not refused');
  return result.error;
}
