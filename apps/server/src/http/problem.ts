import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { FieldFault, Rejection } from '#kernel';
import { problemTitle } from './problem-titles.js';

/** Leaves a handler as an RFC 9457 problem. `code` and `params` are what clients word. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly rejection: Rejection & { readonly also?: readonly Rejection[] },
  ) {
    super(rejection.code);
    this.name = 'ProblemError';
  }
}

export function problem(
  status: number,
  code: string,
  params?: Readonly<Record<string, string | number>>,
  fields?: readonly FieldFault[],
): ProblemError {
  return new ProblemError(status, { code, ...(params ? { params } : {}), ...(fields ? { fields } : {}) });
}

/** Body of the answer; `title` is Chinese for people who read it raw. */
export function problemBody(
  status: number,
  rejection: Rejection & { readonly also?: readonly Rejection[] },
  traceId?: string,
) {
  return {
    type: 'about:blank',
    title: problemTitle(rejection),
    status,
    ...rejection,
    ...(traceId === undefined ? {} : { traceId }),
  };
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<{ id: string; method: string; routeOptions?: { url?: string } }>();
    if (reply.sent) return;
    if (error instanceof ProblemError) {
      if (error.status === 403) (request as { refusal?: Rejection }).refusal = error.rejection;
      const seconds = error.status === 429 ? error.rejection.params?.['seconds'] : undefined;
      if (seconds !== undefined) void reply.header('retry-after', String(seconds));
      this.#send(reply, error.status, problemBody(error.status, error.rejection, request.id));
      return;
    }
    const outage = outageOf(error);
    if (outage !== undefined) {
      this.logger.error(
        { route: `${request.method} ${request.routeOptions?.url ?? ''}`, outage, traceId: request.id },
        'storage unavailable',
      );
      void reply.header('retry-after', '5');
      this.#send(reply, 503, problemBody(503, { code: 'STORE_UNAVAILABLE', params: { reason: outage } }, request.id));
      return;
    }
    const status = statusOf(error);
    if (status !== undefined && status < 500) {
      this.#send(reply, status, problemBody(status, { code: codeOf(status, error) }, request.id));
      return;
    }
    // The route template and the error's own message; never the body, the address or personal values.
    this.logger.error(
      { route: `${request.method} ${request.routeOptions?.url ?? ''}`, err: error, traceId: request.id },
      'request failed',
    );
    this.#send(reply, 500, problemBody(500, { code: 'INTERNAL' }, request.id));
  }

  #send(reply: FastifyReply, status: number, body: object): void {
    void reply
      .status(status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(body));
  }
}

const OUTAGES: readonly (readonly [RegExp, string])[] = [
  [/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)$/, 'disk-full'],
  [/^(SQLITE_READONLY.*|SQLITE_PERM|EROFS)$/, 'read-only'],
  [/^(SQLITE_CORRUPT.*|SQLITE_NOTADB)$/, 'corrupt'],
  [/^(SQLITE_(IOERR|CANTOPEN|BUSY|LOCKED|PROTOCOL|NOMEM).*|EIO|EMFILE|ENFILE)$/, 'io-error'],
];

/**
 * Why a store, the vault, a database or the disk could not serve a request, where that is what was wrong: the request
 * may be sent again as it is. By shape, as the errors of native modules are.
 */
export function outageOf(error: unknown): string | undefined {
  const { code, reason, details, cause } = (error ?? {}) as {
    readonly code?: unknown;
    readonly reason?: unknown;
    readonly details?: { readonly reason?: unknown };
    readonly cause?: unknown;
  };
  if (typeof code !== 'string') return undefined;
  if (code === 'STORE_UNAVAILABLE' && typeof reason === 'string') return reason;
  if (code === 'VAULT_UNAVAILABLE' && typeof details?.reason === 'string') return details.reason;
  if (code === 'VIEWS_BEHIND') return outageOf(cause) ?? 'views-behind';
  return OUTAGES.find(([pattern]) => pattern.test(code))?.[1];
}

/** Answers what the router itself refuses, before there is a route: an address that cannot be decoded or is too long. */
export function refuseAddress(
  error: { readonly statusCode?: number },
  request: { readonly id: string },
  reply: Pick<FastifyReply, 'status' | 'header' | 'send'>,
): void {
  const status = error.statusCode ?? 400;
  void reply.status(status);
  void reply.header('content-type', 'application/problem+json; charset=utf-8');
  void reply.send(JSON.stringify(problemBody(status, { code: codeOf(status, error) }, request.id)));
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

function codeOf(status: number, error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE' || status === 413)
    return 'BODY_TOO_LARGE';
  if (
    code === 'FST_ERR_CTP_INVALID_JSON_BODY' ||
    code === 'FST_ERR_CTP_EMPTY_JSON_BODY' ||
    error instanceof SyntaxError
  )
    return 'NOT_JSON';
  if (status === 414) return 'ADDRESS_TOO_LONG';
  if (status === 404) return 'NO_SUCH_ROUTE';
  if (status === 415) return 'UNSUPPORTED_MEDIA_TYPE';
  return 'BAD_REQUEST';
}
