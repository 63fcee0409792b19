import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  ADMINISTRATOR_ROLES,
  actorOf,
  clearedSessionCookie,
  demoAccounts,
  type OpenedSession,
  RoleGrant,
  SESSION_LIMITS,
  type SessionView,
  sessionCookie,
  sessionTokenIn,
} from '#identity';
import type { Rejection, Result } from '#kernel';
import type { DemoAccount, Session, Shape } from '../api/shapes.js';
import { Deployment } from '../deployment/deployment.js';
import { For, MaybeSender, Quiet, Sender, type Who } from '../http/access.js';
import { parse } from '../http/parse.js';
import { ProblemError, problem } from '../http/problem.js';
import { RateLimits } from '../http/rate-limits.js';
import { SECURE } from './tokens.js';

export const SignIn = z.strictObject({
  login: z.string().min(1).max(100),
  password: z.string().min(1).max(500),
  role: RoleGrant.optional(),
});
export const NewPassword = z.strictObject({ current: z.string().max(500), next: z.string().max(500) });
export const FirstAccounts = z.strictObject({
  code: z.string().max(200),
  accounts: z
    .array(
      z.strictObject({
        login: z.string().min(1).max(60),
        displayName: z.string().min(1).max(60),
        password: z.string().min(1).max(500),
        role: z.enum(ADMINISTRATOR_ROLES),
      }),
    )
    .min(2)
    .max(3),
});

const STATUS: Readonly<Record<string, number>> = { LOCKED_OUT: 423, TOO_BUSY: 503, SIGN_IN_FAILED: 401 };

@Controller('api/v1')
export class SessionController {
  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(SECURE) private readonly secure: boolean,
    @Inject(RateLimits) private readonly limits: RateLimits,
  ) {}

  @Get('session')
  @For('public')
  @Quiet()
  show(@MaybeSender() who: Who | undefined): Shape<typeof Session> {
    return this.#session(who);
  }

  @Post('session')
  @HttpCode(200)
  @For('public')
  async signIn(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { role, ...credentials } = parse(SignIn, body);
    this.limits.take('sign-in', request.ip);
    const opened = await this.deployment.identity.sessions.signIn(credentials, role);
    return this.#open(opened, reply);
  }

  @Delete('session')
  @For('session')
  signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const token = sessionTokenIn(request.headers.cookie, this.secure);
    if (token !== undefined) this.deployment.identity.sessions.signOut(token);
    void this.deployment.access.pump();
    void reply.status(204).header('set-cookie', clearedSessionCookie(this.secure));
  }

  @Post('session/role')
  @For('signed-in')
  async switchRole(@Body() body: unknown, @Req() request: FastifyRequest) {
    const wanted = parse(RoleGrant, body);
    const token = sessionTokenIn(request.headers.cookie, this.secure);
    if (token === undefined) throw problem(401, 'NOT_SIGNED_IN');
    const switched = this.deployment.identity.sessions.switchRole(token, wanted);
    if (!switched.ok) throw new ProblemError(403, switched.error);
    await this.deployment.access.pump();
    return this.#session(whoOf(switched.value));
  }

  @Post('session/password')
  @HttpCode(200)
  @For('session')
  async changePassword(
    @Body() body: unknown,
    @Sender() who: Who,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { current, next } = parse(NewPassword, body);
    const token = sessionTokenIn(request.headers.cookie, this.secure);
    const { by, accountId } = who.principal;
    if (token === undefined || !('session' in by)) throw problem(401, 'NOT_SIGNED_IN');
    const changed = await this.deployment.identity.accounts.changePassword(who.actor, {
      accountId,
      session: by.session,
      current,
      next,
    });
    if (!changed.ok) throw new ProblemError(STATUS[changed.error.code] ?? 422, changed.error);
    // The password was proved again, so the session goes on under a new token.
    const renewed = this.deployment.identity.sessions.renew(token);
    if (renewed === undefined) throw problem(401, 'NOT_SIGNED_IN');
    return this.#open({ ok: true, value: renewed }, reply);
  }

  @Post('first-start')
  @For('public')
  async firstStart(@Body() body: unknown, @Req() request: FastifyRequest) {
    const { code, accounts } = parse(FirstAccounts, body);
    this.limits.take('sign-in', request.ip);
    const made = await this.deployment.identity.firstStart.complete(code, accounts);
    if (!made.ok) throw new ProblemError(STATUS[made.error.code] ?? 422, made.error);
    await this.deployment.access.pump();
    return { accounts: accounts.map(({ login, role }) => ({ login, role })), warning: made.value.warning };
  }

  @Get('demo/accounts')
  @For('public')
  demoAccounts(): { accounts: Shape<typeof DemoAccount>[] } {
    if (!this.deployment.demo) throw problem(404, 'NO_SUCH_ROUTE');
    return { accounts: demoAccounts().map((account) => ({ ...account, does: { ...account.does } })) };
  }

  async #open(
    opened: Result<OpenedSession, Rejection>,
    reply: FastifyReply,
    status = 401,
  ): Promise<Shape<typeof Session>> {
    if (!opened.ok) throw new ProblemError(STATUS[opened.error.code] ?? status, opened.error);
    await this.deployment.access.pump();
    void reply.status(200).header('set-cookie', sessionCookie(opened.value.token, this.secure));
    return this.#session(whoOf(opened.value.session));
  }

  #session(who: Who | undefined): Shape<typeof Session> {
    const { demo, identity, clock } = this.deployment;
    const firstStart = identity.firstStart.needed;
    if (who?.session === undefined) return { signedIn: false, demo, firstStart };
    const { principal, session } = who;
    return {
      signedIn: true,
      demo,
      firstStart,
      account: {
        id: principal.accountId,
        login: session.login,
        displayName: session.displayName,
        personId: principal.personId,
      },
      role: { role: principal.role, unit: principal.unit },
      roles: session.roles.map(({ role, unit }) => ({ role, unit })),
      capabilities: [...principal.capabilities],
      mustChangePassword: principal.mustChangePassword,
      idleMinutes: SESSION_LIMITS.idleMinutes,
      ledgerNow: clock.now(),
    };
  }
}

function whoOf(session: SessionView): Who {
  return { principal: session.principal, session, actor: actorOf(session.principal.personId, session.principal) };
}
