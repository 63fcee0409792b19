import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { For } from '../http/access.js';
import { problem } from '../http/problem.js';
import { CONSOLE } from './tokens.js';

/** The console's page, with a fresh nonce each time; its files are served as they are. */
@Controller()
export class ConsoleController {
  #page: string | undefined;

  constructor(@Inject(CONSOLE) private readonly folder: string) {}

  @Get('favicon.svg')
  @For('public')
  favicon(@Res() reply: FastifyReply): void {
    const file = join(this.folder, 'favicon.svg');
    if (!existsSync(file)) throw problem(404, 'NO_SUCH_ROUTE');
    void reply
      .header('content-type', 'image/svg+xml')
      .header('cache-control', 'max-age=86400')
      .send(readFileSync(file));
  }

  @Get(['/', '/app', '/app/*', '/sign-in', '/first-start'])
  @For('public')
  page(@Res() reply: FastifyReply): void {
    const file = join(this.folder, 'index.html');
    if (this.#page === undefined && !existsSync(file)) throw problem(503, 'CONSOLE_NOT_BUILT');
    this.#page ??= readFileSync(file, 'utf8');
    const nonce = randomBytes(18).toString('base64');
    void reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', contentSecurityPolicy(nonce))
      .send(this.#page.replaceAll('__CSP_NONCE__', nonce));
  }
}

/** Everything from this server, nothing inline but what bears the nonce. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
