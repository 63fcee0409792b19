import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RequestRefused } from '#identity';
import type { Rejection } from '#kernel';
import type { Deployment } from '../deployment/deployment.js';
import type { Who } from './access.js';

/** A request with what the guard and the problem filter leave on it. */
export type Judged = FastifyRequest & { who?: Who; refusal?: Rejection };

/**
 * Records what was refused to people who are signed in, wherever in the server it was refused: once per request, by the
 * route's template and the code, never by what was in the request. It is written beside the answer.
 */
export function recordRefusals(
  fastify: Pick<FastifyInstance, 'addHook'>,
  { access }: Pick<Deployment, 'access'>,
): void {
  fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const { who, refusal } = request as Judged;
    if (reply.statusCode === 403 && who !== undefined && refusal !== undefined) {
      const { role } = who.principal;
      const method = request.method as 'GET';
      const route = request.routeOptions.url ?? '/';
      access.note(who.actor, RequestRefused.of({ route, method, role, code: refusal.code, ...unitOf(refusal) }));
    }
    done();
  });
}

function unitOf({ params }: Rejection): { unit?: string } {
  const wanted = params?.['wanted'];
  return typeof wanted === 'string' && /^[A-Z][0-9]{2,6}$/.test(wanted) ? { unit: wanted } : {};
}
