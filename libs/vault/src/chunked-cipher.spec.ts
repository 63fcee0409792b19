import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { CHUNK_BYTES, ChunkSealer, openChunks } from './chunked-cipher.js';

const key = randomBytes(32);
const sealed = (plain: Buffer, part = plain.length || 1) => {
  const sealer = new ChunkSealer(key);
  const out: Buffer[] = [];
  for (let at = 0; at < plain.length; at += part) out.push(sealer.push(plain.subarray(at, at + part)));
  return Buffer.concat([...out, sealer.end()]);
};
const FRAME = CHUNK_BYTES + 16;

describe('a file in chunks', () => {
  it.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES + 17])(
    'of %i bytes opens to what it was, however it came in',
    (size) => {
      const plain = randomBytes(size);
      expect(openChunks(key, sealed(plain))?.equals(plain)).toBe(true);
      expect(sealed(plain, 1000).equals(sealed(plain))).toBe(true);
      expect(sealed(plain)).toHaveLength(4 + size + 16 * Math.max(1, Math.ceil(size / CHUNK_BYTES)));
    },
  );

  const whole = sealed(randomBytes(3 * CHUNK_BYTES));

  it('does not open with any byte changed', () =>
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Buffer.from(whole);
        altered[at] = (altered[at] ?? 0) ^ change;
        expect(openChunks(key, altered)).toBeUndefined();
      }),
      { numRuns: 100 },
    ));

  it('does not open when cut off anywhere, or prolonged', () => {
    for (const end of [0, 3, 4, 19, 20, 4 + FRAME, 4 + 2 * FRAME, whole.length - 1]) {
      expect(openChunks(key, whole.subarray(0, end))).toBeUndefined();
    }
    expect(openChunks(key, Buffer.concat([whole, whole.subarray(4, 4 + FRAME)]))).toBeUndefined();
    expect(openChunks(key, Buffer.concat([whole, Buffer.alloc(1)]))).toBeUndefined();
  });

  it('does not open with chunks swapped or left out, or with another key', () => {
    const [head, a, b, c] = [
      whole.subarray(0, 4),
      ...[0, 1, 2].map((n) => whole.subarray(4 + n * FRAME, 4 + (n + 1) * FRAME)),
    ];
    const join = (...parts: (Buffer | undefined)[]) => Buffer.concat(parts.map((part) => part ?? Buffer.alloc(0)));
    expect(openChunks(key, join(head, a, b, c))).toHaveLength(3 * CHUNK_BYTES);
    expect(openChunks(key, join(head, b, a, c))).toBeUndefined();
    expect(openChunks(key, join(head, b, c))).toBeUndefined();
    expect(openChunks(key, join(head, a, c))).toBeUndefined();
    expect(openChunks(randomBytes(32), whole)).toBeUndefined();
  });
});
