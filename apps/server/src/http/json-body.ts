import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError, problem } from './problem.js';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const MAX_DEPTH = 64;

/**
 * Reads JSON bodies so that what is understood is what was sent: bytes that are no UTF-8 are refused instead of being
 * replaced, so are a key that stands twice in one object and half a character. Every other content type is refused.
 */
export function takeJsonOnly(
  fastify: Pick<FastifyInstance, 'removeAllContentTypeParsers' | 'addContentTypeParser'>,
): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    /^application\/(?:[a-z.-]+\+)?json(?:\s*;|$)/i as unknown as string,
    { parseAs: 'buffer' },
    (_request: FastifyRequest, body: string | Buffer, done: (error: Error | null, value?: unknown) => void) => {
      try {
        done(null, readJson(Buffer.from(body)));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

/** The value of a body; undefined for an empty one. Throws problems 400 `NOT_UTF8`, `NOT_JSON`, `DUPLICATE_KEY`, 422. */
export function readJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw problem(400, 'NOT_UTF8');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw problem(400, 'NOT_JSON');
  }
  const repeated = repeatedKey(text);
  if (repeated !== undefined)
    throw problem(400, 'DUPLICATE_KEY', undefined, [{ pointer: repeated, code: 'DUPLICATE_KEY' }]);
  const broken = brokenStrings(value);
  if (broken.length > 0)
    throw new ProblemError(422, {
      code: 'INVALID_BODY',
      fields: broken.slice(0, 50).map((pointer) => ({ pointer, code: 'LONE_SURROGATE' })),
    });
  return value;
}

interface OpenObject {
  readonly keys: Set<string>;
  key: string;
}
interface OpenArray {
  index: number;
}

/** Pointer of the first key that stands twice in its object. `text` is valid JSON. */
function repeatedKey(text: string): string | undefined {
  const open: (OpenObject | OpenArray)[] = [];
  let expectsKey = false;
  const place = () => open.map((one) => ('keys' in one ? one.key : String(one.index))).map(escaped);
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') {
      const end = endOfString(text, i);
      const top = open.at(-1);
      if (expectsKey && top !== undefined && 'keys' in top) {
        const key = JSON.parse(text.slice(i, end + 1)) as string;
        top.key = key;
        // `__proto__` is no key of ours, and assigning it means something else.
        if (top.keys.has(key) || key === '__proto__') return `/${place().join('/')}`;
        top.keys.add(key);
        expectsKey = false;
      }
      i = end;
    } else if (character === '{') {
      if (open.length >= MAX_DEPTH) throw problem(400, 'NOT_JSON', { depth: MAX_DEPTH });
      open.push({ keys: new Set(), key: '' });
      expectsKey = true;
    } else if (character === '[') {
      if (open.length >= MAX_DEPTH) throw problem(400, 'NOT_JSON', { depth: MAX_DEPTH });
      open.push({ index: 0 });
      expectsKey = false;
    } else if (character === '}' || character === ']') {
      open.pop();
      expectsKey = false;
    } else if (character === ',') {
      const top = open.at(-1);
      if (top !== undefined && 'index' in top) top.index++;
      else expectsKey = true;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; ; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
}

/** Pointers of strings that hold half a surrogate pair, which JSON can spell and UTF-8 cannot. */
function brokenStrings(value: unknown, pointer = ''): string[] {
  if (typeof value === 'string') return LONE_SURROGATE.test(value) ? [pointer] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => brokenStrings(item, `${pointer}/${index}`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    LONE_SURROGATE.test(key) ? [pointer] : brokenStrings(item, `${pointer}/${escaped(key)}`),
  );
}

const LONE_SURROGATE = /\p{Cs}/u;

function escaped(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
