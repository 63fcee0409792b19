import type { FastifyRequest } from 'fastify';
import { ProblemError, problem } from './problem.js';

export interface UploadedFile {
  /** As the sender calls it, without folders. */
  readonly name: string;
  readonly media: string;
  readonly content: AsyncIterable<Uint8Array>;
}

interface Part {
  readonly type: 'file' | 'field';
  readonly fieldname: string;
  readonly filename?: string;
  readonly mimetype: string;
  readonly file: AsyncIterable<Uint8Array> & { readonly truncated: boolean };
}

/**
 * The one file of a multipart request, as it streams in. Throws 400 `FILE_MISSING` where there is none, 415 for another
 * content type; reading it throws 400 `FILE_CUT` where it ends too early and 413 once it is larger than the server takes.
 */
export async function uploadedFile(request: FastifyRequest): Promise<UploadedFile> {
  const multipart = request as FastifyRequest & { isMultipart(): boolean; file(): Promise<Part | undefined> };
  if (!multipart.isMultipart()) throw problem(415, 'UNSUPPORTED_MEDIA_TYPE');
  const part = await multipart.file().catch(cutShort);
  if (part === undefined || part.type !== 'file') throw problem(400, 'FILE_MISSING');
  return { name: tidyName(part.filename ?? ''), media: part.mimetype, content: whole(part) };
}

async function* whole({ file }: Part): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of file) yield chunk;
  } catch (error) {
    cutShort(error);
  }
  if (file.truncated) throw problem(413, 'BODY_TOO_LARGE');
}

/** What is wrong with the bytes of a request is the sender's matter: a connection that ended early, parts without an end. */
function cutShort(error: unknown): never {
  const { statusCode } = (error ?? {}) as { readonly statusCode?: unknown };
  if (typeof statusCode === 'number' || error instanceof ProblemError) throw error;
  throw problem(400, 'FILE_CUT');
}

/** Browsers may send a path, and a name may hold anything. */
function tidyName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = last.replace(/[\u0000-\u001f\u007f-\u009f]|\p{Cs}/gu, '').trim();
  return plain === '' ? 'file' : [...plain].slice(-120).join('');
}
