import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mayActOn } from '#identity';
import { Sha256Hex } from '#kernel';
import { decodeEvent } from '#projections';
import { VaultError } from '#vault';
import { catalogue } from '../deployment/catalogue.js';
import { Deployment } from '../deployment/deployment.js';
import { For, Sender, treeOf, type Who } from '../http/access.js';
import { problem } from '../http/problem.js';
import { RateLimits } from '../http/rate-limits.js';
import { uploadedFile } from '../http/upload.js';

const STATUS: Readonly<Record<string, number>> = {
  BLOB_NOT_FOUND: 404,
  BLOB_MEDIA_REFUSED: 415,
  BLOB_MEDIA_MISMATCH: 415,
  BLOB_TOO_LARGE: 413,
};

/** Files that belong to events: kept encrypted before the event names them, typed by content and not by name. */
@Controller('api/v1/attachments')
export class AttachmentsController {
  constructor(
    @Inject(Deployment) private readonly deployment: Deployment,
    @Inject(RateLimits) private readonly limits: RateLimits,
  ) {}

  @Post()
  @HttpCode(201)
  @For('elections.record')
  async upload(@Sender() who: Who, @Req() request: FastifyRequest) {
    this.limits.take('upload', who.principal.accountId);
    const file = await uploadedFile(request);
    try {
      const { sha256, size, media } = await this.deployment.blobs.put(file.content, {
        mediaType: file.media,
        name: file.name,
      });
      return { sha256, size, media, name: file.name };
    } catch (error) {
      throw asProblem(error);
    }
  }

  @Get(':sha256')
  @For('elections.read')
  async download(@Param('sha256') sha256: string, @Sender() who: Who, @Res() reply: FastifyReply): Promise<void> {
    if (!Sha256Hex.safeParse(sha256).success || !(await this.#mayRead(sha256, who)))
      throw problem(404, 'NOT_FOUND', { attachment: sha256 });
    try {
      const stat = this.deployment.blobs.stat(sha256);
      const content = await this.deployment.blobs.get(sha256);
      // Never shown in the page's own origin as something active.
      void reply
        .header('content-type', stat?.media ?? 'application/octet-stream')
        .header('content-disposition', stat?.name === undefined ? 'attachment' : named(stat.name))
        .send(content);
    } catch (error) {
      throw asProblem(error);
    }
  }

  /** Whoever may read an event that names it; before there is one, whoever may upload (and knows the digest). */
  async #mayRead(sha256: string, who: Who): Promise<boolean> {
    const tree = treeOf(this.deployment);
    let named = false;
    for (const id of this.deployment.blobs.eventsOf(sha256)) {
      const stored = await this.deployment.store.readById('process', id);
      if (stored === undefined) continue;
      named = true;
      if (mayActOn(who.principal.unit, decodeEvent(stored, catalogue).envelope.unit, tree)) return true;
    }
    return !named && who.principal.capabilities.has('elections.record');
  }
}

/** RFC 6266, RFC 8187: the name as UTF-8, percent-encoded, so that nothing in it ends the header. */
function named(name: string): string {
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}

function asProblem(error: unknown): unknown {
  if (!(error instanceof VaultError)) return error;
  const status = STATUS[error.code];
  return status === undefined ? error : problem(status, error.code);
}
