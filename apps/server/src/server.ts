import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AccessLogController } from './controllers/access-log.controller.js';
import { AccountsController } from './controllers/accounts.controller.js';
import { AdminController } from './controllers/admin.controller.js';
import { AttachmentsController } from './controllers/attachments.controller.js';
import { CommandsController } from './controllers/commands.controller.js';
import { CommunitiesController } from './controllers/communities.controller.js';
import { ConsoleController } from './controllers/console.controller.js';
import { EventsController } from './controllers/events.controller.js';
import { ExportsController } from './controllers/exports.controller.js';
import { HealthController } from './controllers/health.controller.js';
import { ImportsController } from './controllers/imports.controller.js';
import { IntegrityController } from './controllers/integrity.controller.js';
import { LiveController } from './controllers/live.controller.js';
import { NoticesController } from './controllers/notices.controller.js';
import { PeopleController } from './controllers/people.controller.js';
import { PrintsController } from './controllers/prints.controller.js';
import { RulesController } from './controllers/rules.controller.js';
import { SessionController } from './controllers/session.controller.js';
import { CONSOLE, SECURE } from './controllers/tokens.js';
import { Deployment } from './deployment/deployment.js';
import { RouteGuard, SignIn } from './http/access.js';
import { takeJsonOnly } from './http/json-body.js';
import { ProblemFilter } from './http/problem.js';
import { RateLimits } from './http/rate-limits.js';
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

@Module({})
class ServerModule {
  static around({ deployment, console, secure, limits }: ServerOptions): DynamicModule {
    return {
      module: ServerModule,
      controllers: [
        SessionController,
        CommunitiesController,
        PeopleController,
        NoticesController,
        EventsController,
        RulesController,
        LiveController,
        HealthController,
        ImportsController,
        AccountsController,
        AccessLogController,
        AdminController,
        IntegrityController,
        AttachmentsController,
        ExportsController,
        PrintsController,
        CommandsController,
        ConsoleController,
      ],
      providers: [
        { provide: Deployment, useValue: deployment },
        { provide: Readers, useValue: new Readers(deployment) },
        { provide: RateLimits, useValue: limits ?? new RateLimits() },
        { provide: SignIn, useValue: new SignIn(deployment, secure ?? false) },
        { provide: SECURE, useValue: secure ?? false },
        { provide: CONSOLE, useValue: console },
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
  const ownOrigins = (request: FastifyRequest) => [
    `${secure ? 'https' : 'http'}://${(request.headers.host ?? '').toLowerCase()}`,
  ];
  app.useGlobalGuards(new RouteGuard(deployment, app.get(Reflector), ownOrigins, app.get(SignIn)));
  app.useGlobalFilters(new ProblemFilter(logger));
  return app;
}
