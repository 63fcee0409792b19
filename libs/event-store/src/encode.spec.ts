import fc from 'fast-check';
import { canonicalBytes, type Envelope, NotCanonical } from '#kernel';
import { sampleEvents } from './contract/sample-events.js';
import { encodeAppend } from './encode.js';

const STREAM = 'partyElection-C03-2021-1';
const [sample] = sampleEvents({ log: 'process', stream: STREAM, expected: 'none', command: 1 });

const hostile = fc.oneof(
  { weight: 20, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
  { weight: 20, arbitrary: fc.constantFrom('"', '\\', '","v":2,"x":"', '南苑', '\u2028', '𠮷', 'é') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }) },
  { weight: 1, arbitrary: fc.constantFrom('\ud800', '\n', '\u0085') },
);
const uuid = fc.constantFrom('5f0c6f0e-8a55-4f2b-9d53-0c6a4a2b7c11', '00000000-0000-0000-0000-000000000000');
const envelope: fc.Arbitrary<Envelope> = fc
  .record(
    {
      actor: fc.record({ id: hostile, role: hostile, for: hostile }, { requiredKeys: ['id', 'role'] }),
      on: fc.constantFrom('2021-11-05', '2021-11-05T10:00:00+08:00'),
      cause: uuid,
      corr: uuid,
      data: fc.dictionary(hostile, fc.oneof(fc.jsonValue(), hostile)),
      pii: fc.array(fc.record({ c: fc.constant('A'.repeat(43)), p: hostile }), { maxLength: 3 }),
      att: fc.array(fc.record({ media: hostile, sha256: fc.constant('ab'.repeat(32)), size: fc.nat() }), {
        maxLength: 3,
      }),
    },
    { requiredKeys: ['actor', 'data', 'pii', 'att'] },
  )
  .map((parts) => ({ ...sample?.envelope, ...parts, actor: { ...parts.actor, unit: 'S01' } }) as Envelope);

describe('making leaves', () => {
  it('spells them as the canonical form does, byte for byte, and refuses what it refuses at the same place', () => {
    let spelled = 0;
    fc.assert(
      fc.property(envelope, (given) => {
        const result = encodeAppend('process', STREAM, 'none', [{ envelope: given }]);
        let expected: Uint8Array;
        try {
          expected = canonicalBytes(given);
        } catch (error) {
          if (!(error instanceof NotCanonical)) throw error;
          expect(result).toMatchObject({
            error: { code: 'NOT_CANONICAL', reason: error.code, pointer: error.pointer },
          });
          return;
        }
        spelled++;
        expect(result.ok && result.value.events[0]?.bytes.equals(expected)).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(spelled).toBeGreaterThan(200);
  });

  it('wants one MAC of 32 bytes on all events of a command', () => {
    const [first, second] = sampleEvents({ log: 'process', stream: STREAM, expected: 'none', command: 1, count: 2 });
    const encode = (one?: Uint8Array, other?: Uint8Array) =>
      encodeAppend('process', STREAM, 'none', [
        { envelope: first?.envelope as Envelope, mac: one },
        { envelope: second?.envelope as Envelope, mac: other },
      ]).ok;
    expect(encode(new Uint8Array(32), new Uint8Array(32))).toBe(true);
    expect(encode(undefined, undefined)).toBe(true);
    expect(encode(new Uint8Array(32), new Uint8Array(32).fill(1))).toBe(false);
    expect(encode(new Uint8Array(32), undefined)).toBe(false);
    expect(encode(new Uint8Array(31), new Uint8Array(31))).toBe(false);
  });

  it('wants one command in an append', () => {
    const events = sampleEvents({ log: 'process', stream: STREAM, expected: 'none', command: 1, count: 2 });
    (events[1]?.envelope as { cmd: string }).cmd = '5f0c6f0e-8a55-4f2b-9d53-0c6a4a2b7c11';
    expect(encodeAppend('process', STREAM, 'none', events)).toMatchObject({ error: { index: 1, pointer: '/cmd' } });
  });

  it('wants a revision or none as expectation', () => {
    const events = sampleEvents({ log: 'process', stream: STREAM, expected: 'none', command: 1 });
    for (const expected of [-1, 0.5, Number.NaN, 2 ** 53]) {
      expect(encodeAppend('process', STREAM, expected, events)).toMatchObject({ error: { pointer: '/rev' } });
    }
  });
});
