import { type CanActivate, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import {
  actorOf,
  type Capability,
  checkOrigin,
  mayActOn,
  type Principal,
  permit,
  type SessionView,
  sessionTokenIn,
  TOKEN_PREFIX,
  type UnitTree,
} from '#identity';
import type { Actor } from '#kernel';
import type { Deployment } from '../deployment/deployment.js';
import { ProblemError, problem } from './problem.js';

/**
 * What a route asks for: nothing, a session (also one whose password must be changed first), a sign-in, a capability,
 * or what the command sent through it asks for itself.
 */
export type Asked = 'public' | 'session' | 'signed-in' | 'command' | Capability;

export const ASKED = 'jianzheng:asked';
const QUIET = 'jianzheng:quiet';

/** Every route says whom it is for; one that does not is refused to everybody. */
export const For = (asked: Asked) => SetMetadata(ASKED, asked);

/** A request that a page sends by itself: it does not keep the session open. */
export const Quiet = () => SetMetadata(QUIET, true);

export function askedOf(reflector: Reflector, handler: () => unknown): Asked | undefined {
  return reflector.get<Asked | undefined>(ASKED, handler);
}

/** Who sent the request. */
export interface Who {
  readonly principal: Principal;
  readonly session?: SessionView;
  /** As it stands in events: the person, the one role worked in. */
  readonly actor: Actor;
}

type Request = FastifyRequest & { who?: Who };

/** The sender of a request that passed the guard. */
export const Sender = createParamDecorator((_data: unknown, context: ExecutionContext): Who => {
  const { who } = context.switchToHttp().getRequest<Request>();
  if (who === undefined) throw problem(401, 'NOT_SIGNED_IN');
  return who;
});

/** The sender where there is one. */
export const MaybeSender = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Who | undefined => context.switchToHttp().getRequest<Request>().who,
);

/** Tells whose request it is, by bearer token or session cookie. */
export class SignIn {
  constructor(
    private readonly deployment: Deployment,
    private readonly secure: boolean,
  ) {}

  /** Undefined for nobody: no credential, an unknown one, or one that is over. */
  identify(request: Pick<FastifyRequest, 'headers'>, options: { readonly activity: boolean }): Who | undefined {
    const bearer = request.headers.authorization;
    if (bearer?.startsWith(`Bearer ${TOKEN_PREFIX}`) === true) {
      const principal = this.deployment.identity.tokens.authenticate(bearer.slice('Bearer '.length));
      return principal === undefined ? undefined : { principal, actor: actorOf(principal.personId, principal) };
    }
    const token = sessionTokenIn(request.headers.cookie, this.secure);
    const session = token === undefined ? undefined : this.deployment.identity.sessions.authenticate(token, options);
    return session === undefined
      ? undefined
      : { principal: session.principal, session, actor: actorOf(session.principal.personId, session.principal) };
  }
}

/** Signs the request in, checks that it is one of our own pages' and that the role may use the route. Deny by default. */
export class RouteGuard implements CanActivate {
  constructor(
    private readonly deployment: Deployment,
    private readonly reflector: Reflector,
    private readonly ownOrigins: (request: FastifyRequest) => readonly string[],
    private readonly signIn: SignIn,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const handler = context.getHandler() as () => unknown;
    const asked = askedOf(this.reflector, handler);
    const quiet = this.reflector.get<boolean | undefined>(QUIET, handler) === true;
    const who = this.signIn.identify(request, { activity: !quiet });
    request.who = who;
    this.#sameSite(request, who);
    if (asked === 'public') return true;
    if (who === undefined) throw problem(401, 'NOT_SIGNED_IN');
    if (asked === undefined) throw problem(403, 'NOT_PERMITTED');
    if (asked === 'session') return true;
    if (who.principal.mustChangePassword) throw problem(403, 'PASSWORD_CHANGE_FIRST');
    if (asked === 'signed-in' || asked === 'command') return true;
    const { code } = request.params as { code?: string };
    const unit = code;
    const permitted = permit(
      who.principal,
      { capability: asked, ...(unit === undefined ? {} : { unit }) },
      this.tree(),
    );
    if (permitted.ok) return true;
    throw new ProblemError(403, permitted.error);
  }

  tree() {
    return treeOf(this.deployment);
  }

  #sameSite(request: Request, who: Who | undefined): void {
    const checked = checkOrigin({
      method: request.method,
      credential: who === undefined ? 'none' : who.session === undefined ? 'token' : 'session',
      ...header('origin', request.headers.origin),
      ...header('secFetchSite', request.headers['sec-fetch-site']),
      ...header('marker', request.headers['x-jianzheng']),
      ownOrigins: this.ownOrigins(request),
    });
    if (!checked.ok) throw new ProblemError(403, checked.error);
  }
}

function header<K extends string>(name: K, value: string | readonly string[] | undefined): Partial<Record<K, string>> {
  return typeof value === 'string' ? ({ [name]: value } as Partial<Record<K, string>>) : {};
}

/** The units as registered now: asked by every request, so nothing is copied. */
export function treeOf({ facts }: Deployment): UnitTree {
  const { streetOf } = facts.book;
  return { parentOf: (unit) => streetOf.get(unit) };
}

/** The unit that lists are narrowed to: undefined for somebody who works in the top unit. */
export function scopeOf(who: Who, deployment: Deployment): string | undefined {
  return who.principal.unit === deployment.unit ? undefined : who.principal.unit;
}

/** Throws 403 where `unit` is outside the sender's scope. */
export function requireUnit(who: Who, unit: string, deployment: Deployment): void {
  if (who.principal.mustChangePassword) throw problem(403, 'PASSWORD_CHANGE_FIRST');
  if (mayActOn(who.principal.unit, unit, treeOf(deployment))) return;
  throw problem(403, 'UNIT_OUT_OF_SCOPE', { unit: who.principal.unit, wanted: unit });
}
