import { readJson } from './json-body.js';
import { ProblemError } from './problem.js';

function refused(text: string | Uint8Array) {
  try {
    readJson(typeof text === 'string' ? Buffer.from(text) : text);
  } catch (error) {
    if (error instanceof ProblemError) return { status: error.status, ...error.rejection };
    throw error;
  }
  return undefined;
}

describe('a JSON body', () => {
  it('is what was sent', () => {
    const value = { a: [1, { b: '青禾 𠀀' }, 'x"y\\'], c: { a: null, b: '{"a":1,"a":2}' } };
    expect(readJson(Buffer.from(JSON.stringify(value)))).toEqual(value);
    expect(readJson(Buffer.alloc(0))).toBeUndefined();
  });

  it('is refused where it is no UTF-8', () => {
    expect(refused(Buffer.from([0x22, 0xc3, 0x28, 0x22]))).toMatchObject({ status: 400, code: 'NOT_UTF8' });
    expect(refused(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).toMatchObject({ code: 'NOT_UTF8' });
    // 青 in GBK
    expect(refused(Buffer.from([0x22, 0xc7, 0xe0, 0x22]))).toMatchObject({ code: 'NOT_UTF8' });
  });

  it.each(['{', '{"a":1,}', "{'a':1}", '\ufeff{}', 'NaN', '{"a":1} x'])(
    'is refused where it is no JSON: %s',
    (text) => {
      expect(refused(text)).toMatchObject({ status: 400, code: 'NOT_JSON' });
    },
  );

  it('names a key that stands twice', () => {
    expect(refused('{"data":{"votes":[{"n":1},{"n":1,"\\u006e":2}]}}')).toMatchObject({
      code: 'DUPLICATE_KEY',
      fields: [{ pointer: '/data/votes/1/n' }],
    });
    expect(refused('{"a":{"x":1},"b":{"x":1},"a":2}')).toMatchObject({ fields: [{ pointer: '/a' }] });
    expect(refused('{"__proto__":{"x":1}}')).toMatchObject({ code: 'DUPLICATE_KEY' });
  });

  it('names a field with half a character', () => {
    expect(refused('{"data":{"title":"公\\ud842示","ok":"\\ud842\\udfb7"}}')).toMatchObject({
      status: 422,
      code: 'INVALID_BODY',
      fields: [{ pointer: '/data/title', code: 'LONE_SURROGATE' }],
    });
  });

  it('is refused when it is nested without end', () => {
    expect(refused('['.repeat(5000) + ']'.repeat(5000))).toMatchObject({ status: 400, code: 'NOT_JSON' });
  });
});
