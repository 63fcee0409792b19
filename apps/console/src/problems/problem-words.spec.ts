import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rejectionWords } from '../../../../libs/elections/src/refusals.js';
import { REJECTION_WORDS } from '../../../../libs/identity/src/rejection-words.js';
import { findingRejectionWords } from '../../../../libs/supervision/src/finding/words.js';
import { en } from '../i18n/en/index.js';
import { zh } from '../i18n/zh/index.js';

const server = join(__dirname, '../../../server/src');
const sources = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
);
const text = sources.map((name) => readFileSync(join(server, name), 'utf8')).join('\n');
const titles = readFileSync(join(server, 'http', 'problem-titles.ts'), 'utf8');

/** What the server's own code refuses with: the codes that it titles, and those that it throws. */
const codes = new Set([
  ...[...titles.matchAll(/^ {2}([A-Z][A-Z_]+): '/gm)].map(([, code = '']) => code),
  ...[...text.matchAll(/\b(?:problem\(\d{3}, |refuse\()'([A-Z_]+)'/g)].map(([, code = '']) => code),
]);

describe('what a refusal is called on a page', () => {
  const library: Readonly<Record<string, unknown>> = {
    ...rejectionWords,
    ...REJECTION_WORDS,
    ...findingRejectionWords,
  };

  it.each([
    ['zh', zh.problems.code],
    ['en', en.problems.code],
  ] as const)('has words in %s for every code that the server can send', (_language, words) => {
    expect(codes.size).toBeGreaterThan(45);
    const wordless = [...codes].filter((code) => !Object.hasOwn(words, code) && !Object.hasOwn(library, code));
    expect(wordless).toEqual([]);
  });
});
