import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { canonicalBytes, canonicalString, NotCanonical, parseCanonical } from './canonical-json.js';

/** RFC 8785 for what may stand in a leaf, written as plainly as can be: what the fast writer is held against. */
function plainly(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plainly).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1));
  return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${plainly(item)}`).join(',')}}`;
}

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const text = fc
  .oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('', '青禾', '𠮷', 'é', 'e\u0301', '"', '\\', '/', '\u2028'),
  )
  .filter((one) => !CONTROL.test(one));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    text,
    fc.maxSafeInteger().map((n) => (Object.is(n, -0) ? 0 : n)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(text, tie('value'), { maxKeys: 6 }),
  ),
}));

function refusal(work: () => unknown): { code: string; pointer: string } | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof NotCanonical) return { code: error.code, pointer: error.pointer };
    throw error;
  }
}

describe('the canonical spelling', () => {
  it('is that of RFC 8785, whatever the order in which the keys were set', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(canonicalString(one)).toBe(plainly(one));
        expect(Buffer.from(canonicalBytes(one)).toString('utf8')).toBe(plainly(one));
      }),
      { numRuns: 400 },
    );
  });

  it('sorts keys by UTF-16 code units, not by characters or as people do', () => {
    expect(canonicalString({ '\ufb33': 1, '\u{1f600}': 2, ö: 3, '\u20ac': 4, '10': 5, '1': 6, '2': 7, '': 8 })).toBe(
      '{"":8,"1":6,"10":5,"2":7,"ö":3,"€":4,"😀":2,"\ufb33":1}',
    );
  });

  it('escapes only what JSON asks for, and normalises nothing', () => {
    expect(canonicalString('a"b\\c/é e\u0301\u2028')).toBe('"a\\"b\\\\c/é e\u0301\u2028"');
    expect(canonicalString({ 'k"': ['x"'] })).toBe('{"k\\"":["x\\""]}');
  });

  it('takes keys that are names of the prototype for ordinary ones', () => {
    const odd = JSON.parse('{"toString":1,"__proto__":{"x":1},"constructor":2}') as unknown;
    expect(canonicalString(odd)).toBe('{"__proto__":{"x":1},"constructor":2,"toString":1}');
    expect(canonicalString(Object.assign(Object.create(null), { b: 1, a: 2 }))).toBe('{"a":2,"b":1}');
  });

  it('spells a key the same the second time', () => {
    const key = `schlüssel "${'x'.repeat(10)}"`;
    expect(canonicalString({ [key]: 1 })).toBe(canonicalString({ [key]: 1 }));
    expect(canonicalString({ [key]: 1 })).toBe(plainly({ [key]: 1 }));
  });
});

describe('what has no canonical spelling', () => {
  class Money {
    readonly cents = 1;
  }
  const withHole = [1];
  withHole[2] = 3;
  it.each<[string, unknown, string, string]>([
    ['a float', { sum: [1, 0.5] }, 'NOT_SAFE_INTEGER', '/sum/1'],
    ['a number beyond the safe ones', 2 ** 53, 'NOT_SAFE_INTEGER', ''],
    ['minus zero', { n: -0 }, 'NOT_SAFE_INTEGER', '/n'],
    ['infinity', Number.POSITIVE_INFINITY, 'NOT_SAFE_INTEGER', ''],
    ['not a number', [Number.NaN], 'NOT_SAFE_INTEGER', '/0'],
    ['undefined in an object', { a: undefined }, 'NOT_JSON_VALUE', '/a'],
    ['a hole in an array', withHole, 'NOT_JSON_VALUE', '/1'],
    ['a bigint', { n: 1n }, 'NOT_JSON_VALUE', '/n'],
    ['a function', { f: () => 1 }, 'NOT_JSON_VALUE', '/f'],
    ['a date', { day: new Date(0) }, 'NOT_JSON_VALUE', '/day'],
    ['an instance of a class', { price: new Money() }, 'NOT_JSON_VALUE', '/price'],
    ['a map', new Map([['a', 1]]), 'NOT_JSON_VALUE', ''],
    ['a line break', { note: 'a\nb' }, 'CONTROL_CHARACTER', '/note'],
    ['a null character in a key', { 'a\u0000': 1 }, 'CONTROL_CHARACTER', '/a\u0000'],
    ['a delete character', { a: ['\u007f'] }, 'CONTROL_CHARACTER', '/a/0'],
    ['a C1 control', '\u0085', 'CONTROL_CHARACTER', ''],
    ['the first half of a character', { name: '公\ud842' }, 'LONE_SURROGATE', '/name'],
    ['the second half of a character', { name: '\udfb7示' }, 'LONE_SURROGATE', '/name'],
    ['the halves in the wrong order', { name: '\udfb7\ud842' }, 'LONE_SURROGATE', '/name'],
    ['half a character before another one', '\ud842𠮷', 'LONE_SURROGATE', ''],
    ['half a character in a key', { '\ud842': 1 }, 'LONE_SURROGATE', '/\ud842'],
    ['a key with a slash and a line break', { x: { 'a/\n': 1 } }, 'CONTROL_CHARACTER', '/x/a~1\n'],
    ['a place with odd names', { 'a/b': { 'c~d': 0.5 } }, 'NOT_SAFE_INTEGER', '/a~1b/c~0d'],
  ])('is refused, naming the place: %s', (_what, given, code, pointer) => {
    expect(refusal(() => canonicalString(given))).toEqual({ code, pointer });
    expect(refusal(() => canonicalBytes(given))).toEqual({ code, pointer });
  });

  it('says code and place in its message', () => {
    expect(() => canonicalString(0.5)).toThrow('NOT_SAFE_INTEGER at (root)');
    expect(() => canonicalString({ a: 0.5 })).toThrow('NOT_SAFE_INTEGER at /a');
  });

  it('is what is nested deeper than 64', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
    expect(canonicalString(nested(64))).toBe(`${'['.repeat(64)}1${']'.repeat(64)}`);
    expect(refusal(() => canonicalString(nested(65)))).toMatchObject({ code: 'TOO_DEEP' });
    const objects = (depth: number): unknown => (depth === 0 ? 1 : { a: objects(depth - 1) });
    expect(refusal(() => canonicalString(objects(64)))).toBeUndefined();
    expect(refusal(() => canonicalString(objects(65)))).toMatchObject({ code: 'TOO_DEEP', pointer: '/a'.repeat(64) });
  });
});

describe('reading canonical bytes', () => {
  const read = (given: string | Uint8Array) => parseCanonical(typeof given === 'string' ? Buffer.from(given) : given);

  it('gives back what was written', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(read(canonicalBytes(one))).toEqual({ ok: true, value: JSON.parse(plainly(one)) });
      }),
      { numRuns: 200 },
    );
  });

  it.each<[string, string | Uint8Array, string]>([
    ['white space', '{"a": 1}', 'OTHER_SPELLING'],
    ['a line break at the end', '{"a":1}\n', 'OTHER_SPELLING'],
    ['another order of keys', '{"b":1,"a":2}', 'OTHER_SPELLING'],
    ['a key that stands twice', '{"a":1,"a":1}', 'OTHER_SPELLING'],
    ['an escape that is not needed', '"\\u0041"', 'OTHER_SPELLING'],
    ['an escaped slash', '"\\/"', 'OTHER_SPELLING'],
    ['a number with an exponent', '1e2', 'OTHER_SPELLING'],
    ['a number with a fraction of nothing', '1.0', 'OTHER_SPELLING'],
    ['minus zero', '-0', 'NOT_SAFE_INTEGER'],
    ['a float', '0.5', 'NOT_SAFE_INTEGER'],
    ['a line break in a text', '"\\n"', 'CONTROL_CHARACTER'],
    ['half a character', '"\\ud842"', 'LONE_SURROGATE'],
    ['a byte-order mark', '\ufeff{}', 'NOT_JSON'],
    ['no JSON', '{', 'NOT_JSON'],
    ['nothing', '', 'NOT_JSON'],
    ['no UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22]), 'NOT_UTF8'],
    ['a surrogate as bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'NOT_UTF8'],
  ])('refuses %s', (_what, given, code) => {
    const answer = read(given);
    expect(answer.ok ? undefined : answer.error.code).toBe(code);
  });

  it('refuses every change of one byte, or reads other content', () => {
    const bytes = Buffer.from(canonicalBytes({ a: [1, '青禾', null], b: { c: true, d: -7 } }));
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [0x01, 0x20, 0x80]) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const answer = read(changed);
        if (answer.ok) expect(canonicalString(answer.value)).toBe(changed.toString('utf8'));
      }
    }
  });
});

interface Vector {
  readonly name: string;
  readonly input: string;
  readonly output: string;
}

const path = join(__dirname, '../../../../shared/vectors/jcs.json');
const vectors = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as readonly Vector[]) : [];
if (vectors.length === 0) console.warn('skipped: ../shared/vectors/jcs.json is not beside the repository');

(vectors.length > 0 ? describe : describe.skip)('the test vectors of RFC 8785', () => {
  it('are spelled as they say where they hold only what a leaf may hold, and refused elsewhere', () => {
    const outcomes = vectors.map(({ name, input, output }) => {
      const found = refusal(() => expect([name, canonicalString(JSON.parse(input))]).toEqual([name, output]));
      return [name, found?.code ?? 'as it says'];
    });
    expect(Object.fromEntries(outcomes)).toMatchObject({
      arrays: 'as it says',
      french: 'as it says',
      structures: 'CONTROL_CHARACTER',
      unicode: 'as it says',
      values: 'NOT_SAFE_INTEGER',
    });
  });
});
