import fc from 'fast-check';
import { Envelope, LOGS, type LogName } from '#kernel';
import { checkEnvelope, checkStream } from './check-envelope.js';
import { sampleEvents } from './contract/sample-events.js';
import { encodeAppend } from './encode.js';

const STREAM = 'partyElection-C03-2021-1';
const [sample] = sampleEvents({ log: 'process', stream: STREAM, expected: 'none', command: 1 });
const sound = {
  ...(sample?.envelope as Envelope),
  cause: '5f0c6f0e-8a55-4f2b-9d53-0c6a4a2b7c11',
  corr: '5f0c6f0e-8a55-4f2b-9d53-0c6a4a2b7c12',
  actor: { id: 'p-0001', role: 'election-clerk', unit: 'C03', for: 'p-0002' },
  pii: [{ c: 'A'.repeat(43), p: '/name' }],
  att: [{ media: 'application/pdf', sha256: 'a'.repeat(64), size: 12 }],
};

/** Places in an envelope: every member, and every member of its parts. */
const places = [
  ...Object.keys(sound).map((key) => [key]),
  ...Object.keys(sound.actor).map((key) => ['actor', key]),
  ...Object.keys(sound.pii[0] ?? {}).map((key) => ['pii', '0', key]),
  ...Object.keys(sound.att[0] ?? {}).map((key) => ['att', '0', key]),
  ['extra'],
  ['actor', 'extra'],
  ['pii', '0', 'extra'],
  ['att', '0', 'extra'],
  ['pii', '0'],
  ['att', '0'],
];

/** Values that are nearly right somewhere, besides anything at all. */
const value = fc.oneof(
  fc.anything(),
  fc.constantFrom<unknown>(
    undefined,
    null,
    0,
    1,
    -1,
    1.5,
    2 ** 53,
    '',
    'C03',
    'c03',
    'C1',
    'x'.repeat(41),
    'x'.repeat(65),
    'x'.repeat(201),
    [],
    {},
    Array.from({ length: 201 }, () => ({ c: 'A'.repeat(43), p: '' })),
    Array.from({ length: 51 }, () => sound.att[0]),
    'NoticePosted\n',
    '2021-02-29',
    '2020-02-29',
    '2021-11-05T10:00+08:00',
    '2021-11-05T10:00:00',
    '2021-11-05T24:00:00+08:00',
    '2021-11-05T10:00:00Z',
    '2021-11-05T02:00:00.000Z',
    '2021-11-05T02:00:00Z',
    '2021-13-45T02:00:00.000Z',
    '6F9619FF-8B86-4011-B42D-00C04FC964FF',
    '6f9619ff-8b86-4011-b42d-00c04fc964ff',
    'NoticePosted',
    'noticePosted',
    'N1',
    'A'.repeat(43),
    'a'.repeat(64),
  ),
);

function put(target: Record<string, unknown>, path: readonly string[], replacement: unknown): Record<string, unknown> {
  const copy = structuredClone(target);
  let at: Record<string, unknown> = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const key = path.at(-1) ?? '';
  if (replacement === 'delete') delete at[key];
  else at[key] = replacement;
  return copy;
}

describe('the fast check of envelopes', () => {
  it('lets a full and a plain envelope pass', () => {
    expect(Envelope.safeParse(sound).success).toBe(true);
    expect(checkEnvelope(sound, 'process', STREAM)).toBeUndefined();
    expect(checkEnvelope(sample?.envelope as Envelope, 'process', STREAM)).toBeUndefined();
  });

  it('refuses everything that the schema refuses', () => {
    let refused = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: fc.constant('delete') }),
        (path, replacement) => {
          let changed: Record<string, unknown>;
          try {
            changed = put(sound, path, replacement);
          } catch {
            return;
          }
          if (Envelope.safeParse(changed).success) return;
          refused++;
          // As the adapters use it: what the canonical form refuses, the check need not refuse a second time.
          const result = encodeAppend('process', STREAM, 'none', [{ envelope: changed as unknown as Envelope }]);
          expect(result.ok).toBe(false);
        },
      ),
      { numRuns: 5000 },
    );
    expect(refused).toBeGreaterThan(1000);
  });

  it('lets pass what the schema lets pass, apart from what no leaf may hold', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), value, (path, replacement) => {
        const changed = put(sound, path, replacement);
        const parsed = Envelope.safeParse(changed);
        if (!parsed.success || path[0] === 'log' || path[0] === 'stream' || path[0] === 'data') return;
        const fault = checkEnvelope(changed as unknown as Envelope, 'process', STREAM);
        // An undefined member is not JSON, and an instant must exist.
        if (replacement === undefined || path[0] === 'at') return;
        expect(fault).toBeUndefined();
      }),
      { numRuns: 3000 },
    );
  });

  it('refuses an instant that does not exist', () => {
    expect(checkEnvelope({ ...sound, at: '2021-13-45T02:00:00.000Z' }, 'process', STREAM)?.pointer).toBe('/at');
  });

  it('knows where each stream belongs', () => {
    const home = (stream: string): LogName[] => LOGS.filter((log) => checkStream(log, stream) === undefined);
    expect(home('term-S01-2021-1')).toEqual(['process']);
    expect(home('case-0b3c0d52-5b0e-4d55-8f0f-6c1f2c7b9a01')).toEqual(['cases']);
    expect(home('access-2021-11-05')).toEqual(['access']);
    expect(home('log-access')).toEqual(['access']);
    expect(home('log-other')).toEqual([]);
    expect(home('unknown-1')).toEqual([]);
    expect(home('toString-1')).toEqual([]);
    expect(home('case-')).toEqual([]);
    expect(home('case-a b')).toEqual([]);
  });
});
