import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemTitle } from './problem-titles.js';

/** Codes of single fields, which stand in `fields` and never as the problem's own. */
const OF_FIELDS = new Set([
  'COMMUNITY_UNKNOWN',
  'INVALID',
  'LONE_SURROGATE',
  'NOT_A_CHOICE',
  'TOO_BIG',
  'TOO_SMALL',
  'UNKNOWN_FIELD',
  'WRONG_FORMAT',
]);
const source = join(__dirname, '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
);
const text = files.map((name) => readFileSync(join(source, name), 'utf8')).join('\n');
/** Codes that the server's own code gives away. */
const codes = [
  ...new Set(
    [...text.matchAll(/\b(?:problem\(\d{3}, |refuse\(|code: )'([A-Z_]+)'(?=, status|, params|[,)])(?!, pointer)/g)].map(
      ([, code = '']) => code,
    ),
  ),
].filter((code) => !OF_FIELDS.has(code));

describe('the title of a problem', () => {
  it('is Chinese for every code that the server gives', () => {
    expect(codes.length).toBeGreaterThan(40);
    const bare = codes.filter((code) => !/\p{Script=Han}/u.test(problemTitle({ code })));
    expect(bare).toEqual([]);
  });

  it('is what the libraries say of their refusals, with numbers and without names', () => {
    expect(problemTitle({ code: 'LOCKED_OUT', params: { minutes: 12 } })).toContain('12 分钟');
    expect(problemTitle({ code: 'DUPLICATE_PERSON', params: { person: '3f0c' } })).toBe(
      '该人员 在同一名单中出现两次，请删去一处',
    );
    expect(problemTitle({ code: 'FINDING_NOT_UNDER_CHECK', params: {} })).toContain('现为 …');
    expect(problemTitle({ code: 'RESULT_NOT_ANNOUNCED' })).toMatch(/\p{Script=Han}/u);
  });

  it('of an unknown code is the code, also where it is a name of the prototype', () => {
    expect(problemTitle({ code: 'NO_SUCH_CODE' })).toBe('NO_SUCH_CODE');
    expect(problemTitle({ code: 'constructor' })).toBe('constructor');
  });
});
