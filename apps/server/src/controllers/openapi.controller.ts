import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { For } from '../http/access.js';
import { OPENAPI } from './tokens.js';

/** The description of this API, as it is shipped in the documentation. */
@Controller('api')
export class OpenapiController {
  constructor(@Inject(OPENAPI) private readonly document: () => string) {}

  @Get('openapi.json')
  @For('public')
  openapi(@Res() reply: FastifyReply): void {
    void reply.header('content-type', 'application/json; charset=utf-8').send(this.document());
  }
}
