import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { openApiText } from './api/openapi.js';
import { AccessLogController } from './controllers/access-log.controller.js';
import { CONTROLLERS } from './controllers/all.js';
import { EventsController } from './controllers/events.controller.js';
import { PeopleController } from './controllers/people.controller.js';
import { CONSOLE, OPENAPI, SECURE } from './controllers/tokens.js';
import { Deployment } from './deployment/deployment.js';
import { RouteGuard, SignIn } from './http/access.js';
import { takeJsonOnly } from './http/json-body.js';
import { ProblemFilter, refuseAddress } from './http/problem.js';
import { RateLimits } from './http/rate-limits.js';
import { recordRefusals } from './http/refusals.js';
import { Verification } from './integrity/verification.js';
import { Readers } from './queries/readers.js';

export interface ServerOptions {
  readonly deployment: Deployment;
  readonly logger: Logger;
  /** Folder of the built console. */
  readonly console: string;
  /** The server speaks TLS itself. */
  readonly secure?: boolean;
  readonly limits?: RateLimits;
}

const MAX_BODY = 1024 * 1024;
const MAX_FILE = 50 * 1024 * 1024;

/** Made when it is first asked for: most starts never are. */
function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
}

@Module({})
class ServerModule {
  static around({ deployment, console, secure, limits }: ServerOptions): DynamicModule {
    return {
      module: ServerModule,
      controllers: [...CONTROLLERS],
      providers: [
        { provide: Deployment, useValue: deployment },
        { provide: Readers, useValue: new Readers(deployment) },
        { provide: Verification, useValue: new Verification(deployment) },
        { provide: RateLimits, useValue: limits ?? new RateLimits() },
        { provide: SignIn, useValue: new SignIn(deployment, secure ?? false) },
        { provide: SECURE, useValue: secure ?? false },
        { provide: CONSOLE, useValue: console },
        { provide: OPENAPI, useValue: once(openApiText) },
        // Exports find what the lists find.
        EventsController,
        PeopleController,
        AccessLogController,
      ],
    };
  }
}

/** The HTTP application around a deployment, ready to listen or to be asked with `inject`. */
export async function createServer(options: ServerOptions): Promise<NestFastifyApplication> {
  const { deployment, logger, secure = false } = options;
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY,
    trustProxy: false,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 120_000,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      refuseAddress(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(ServerModule.around(options), adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
    bodyParser: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  takeJsonOnly(fastify);
  await app.register(fastifyMultipart as never, { limits: { fileSize: MAX_FILE, files: 1, fields: 10 } } as never);
  const assets = join(options.console, 'assets');
  if (existsSync(assets)) {
    await app.register(
      fastifyStatic as never,
      {
        root: assets,
        prefix: '/assets/',
        preCompressed: true,
        immutable: true,
        maxAge: '1y',
        decorateReply: false,
      } as never,
    );
  }
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    reply
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .header('cross-origin-opener-policy', 'same-origin')
      .header('cross-origin-resource-policy', 'same-origin');
    if (reply.getHeader('content-security-policy') === undefined)
      reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    if (reply.getHeader('cache-control') === undefined) reply.header('cache-control', 'no-store');
    if (secure) reply.header('strict-transport-security', 'max-age=31536000');
    done(null, payload);
  });
  recordRefusals(fastify, deployment);
  const ownOrigins = (request: FastifyRequest) => [
    `${secure ? 'https' : 'http'}://${(request.headers.host ?? '').toLowerCase()}`,
  ];
  app.useGlobalGuards(new RouteGuard(deployment, app.get(Reflector), ownOrigins, app.get(SignIn)));
  app.useGlobalFilters(new ProblemFilter(logger));
  return app;
}
