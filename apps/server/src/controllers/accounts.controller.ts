import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Account, type Capability, RoleGrant, type TokenInfo } from '#identity';
import type { Rejection, Result } from '#kernel';
import type { AccountShape, AccountsList, OneTimePasswordShape, Shape, TokenShape } from '../api/shapes.js';
import { Deployment } from '../deployment/deployment.js';
import { For, Sender, type Who } from '../http/access.js';
import { parse } from '../http/parse.js';
import { ProblemError, problem } from '../http/problem.js';

export const NewAccount = z.strictObject({
  login: z.string().max(60),
  displayName: z.string().max(60),
  personId: z.string().max(64),
  roles: z.array(RoleGrant).max(20),
});
export const Roles = z.strictObject({ roles: z.array(RoleGrant).max(20) });
export const NewToken = z.strictObject({
  name: z.string().max(60),
  scope: RoleGrant,
  capabilities: z.array(z.string().max(40)).max(60),
  verbs: z.array(z.string().max(60)).max(100).optional(),
  days: z.number().int(),
});

const STATUS: Readonly<Record<string, number>> = {
  ACCOUNT_UNKNOWN: 404,
  TOKEN_UNKNOWN: 404,
  LOGIN_TAKEN: 409,
  NOT_YOURSELF: 409,
  ADMINISTRATORS_APART: 409,
  LAST_SECURITY_ADMINISTRATOR: 409,
  TOO_MANY_TOKENS: 409,
  UNIT_OUT_OF_SCOPE: 403,
  NOT_PERMITTED: 403,
  ROLE_NOT_HELD: 403,
  TOKEN_NEEDS_SESSION: 403,
  TOO_BUSY: 503,
};

/** Accounts, for the security administrator. Every change ends the sessions of the account and stands in the access log. */
@Controller('api/v1')
export class AccountsController {
  constructor(@Inject(Deployment) private readonly deployment: Deployment) {}

  @Get('accounts')
  @For('accounts.manage')
  list(): Shape<typeof AccountsList> {
    return { accounts: this.deployment.identity.accounts.list().map(shown) };
  }

  /** The one-time password is in this answer and nowhere else. */
  @Post('accounts')
  @HttpCode(201)
  @For('accounts.manage')
  async create(@Body() body: unknown, @Sender() who: Who) {
    const wanted = parse(NewAccount, body);
    const made = await this.#settled(this.deployment.identity.accounts.create(who.actor, wanted));
    return { account: shown(made.account), oneTime: { ...made.oneTime } };
  }

  @Post('accounts/:id/roles')
  @HttpCode(200)
  @For('accounts.manage')
  async roles(@Param('id') id: string, @Body() body: unknown, @Sender() who: Who) {
    const { roles } = parse(Roles, body);
    return shown(await this.#settled(this.deployment.identity.accounts.changeRoles(who.actor, id, roles)));
  }

  @Post('accounts/:id/disable')
  @HttpCode(200)
  @For('accounts.manage')
  async disable(@Param('id') id: string, @Sender() who: Who) {
    return shown(await this.#settled(this.deployment.identity.accounts.disable(who.actor, id)));
  }

  @Post('accounts/:id/enable')
  @HttpCode(200)
  @For('accounts.manage')
  async enable(@Param('id') id: string, @Sender() who: Who) {
    return shown(await this.#settled(this.deployment.identity.accounts.enable(who.actor, id)));
  }

  @Post('accounts/:id/unlock')
  @HttpCode(200)
  @For('accounts.manage')
  async unlock(@Param('id') id: string, @Sender() who: Who) {
    return shown(await this.#settled(this.deployment.identity.accounts.unlock(who.actor, id)));
  }

  @Post('accounts/:id/reset-password')
  @HttpCode(200)
  @For('accounts.manage')
  async reset(@Param('id') id: string, @Sender() who: Who): Promise<Shape<typeof OneTimePasswordShape>> {
    return { ...(await this.#settled(this.deployment.identity.accounts.resetPassword(who.actor, id))) };
  }

  @Get('accounts/:id/tokens')
  @For('accounts.manage')
  tokensOf(@Param('id') id: string) {
    return { tokens: this.deployment.identity.tokens.list(id).map(shownToken) };
  }

  /** One's own tokens. */
  @Get('tokens')
  @For('signed-in')
  tokens(@Sender() who: Who) {
    return { tokens: this.deployment.identity.tokens.list(who.principal.accountId).map(shownToken) };
  }

  /** The token is in this answer and nowhere else. */
  @Post('tokens')
  @HttpCode(201)
  @For('signed-in')
  async issue(@Body() body: unknown, @Sender() who: Who) {
    const wanted = parse(NewToken, body);
    if (who.session === undefined) throw problem(403, 'TOKEN_NEEDS_SESSION');
    const { tokens } = this.deployment.identity;
    const issued = await this.#settled(
      tokens.issue(who.session, { ...wanted, capabilities: wanted.capabilities as Capability[] }),
    );
    return { token: issued.token, info: shownToken(issued.info) };
  }

  @Post('tokens/:id/revoke')
  @HttpCode(200)
  @For('signed-in')
  async revoke(@Param('id') id: string, @Sender() who: Who): Promise<Shape<typeof TokenShape>> {
    const { tokens } = this.deployment.identity;
    const { accountId, capabilities } = who.principal;
    const own = tokens.byId(id)?.accountId === accountId;
    // Somebody else's token is as good as none to whoever may not manage accounts.
    if (!own && !capabilities.has('accounts.manage')) throw problem(404, 'TOKEN_UNKNOWN');
    return shownToken(await this.#settled(tokens.revoke(who.actor, id)));
  }

  async #settled<T>(result: Result<T, Rejection> | Promise<Result<T, Rejection>>): Promise<T> {
    const settled = await result;
    if (!settled.ok) throw new ProblemError(STATUS[settled.error.code] ?? 422, settled.error);
    await this.deployment.access.pump();
    return settled.value;
  }
}

function shown({ roles, ...account }: Account): Shape<typeof AccountShape> {
  return { ...account, roles: roles.map(({ role, unit }) => ({ role, unit })) };
}

function shownToken({ scope, capabilities, verbs, ...token }: TokenInfo): Shape<typeof TokenShape> {
  return {
    ...token,
    scope: { ...scope },
    capabilities: [...capabilities],
    ...(verbs === undefined ? {} : { verbs: [...verbs] }),
  };
}
