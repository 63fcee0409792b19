import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REJECTION_WORDS } from './rejection-words.js';

const sources = readdirSync(__dirname)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .map((name) => readFileSync(join(__dirname, name), 'utf8'))
  .join('\n');

describe('words of refusals', () => {
  it('exist for every code that is used, and for no other', () => {
    const used = new Set([...sources.matchAll(/(?:reject\(|code: )'([A-Z][A-Z_]+)'/g)].map((match) => match[1] ?? ''));
    expect([...used].sort()).toEqual(Object.keys(REJECTION_WORDS).sort());
  });

  it('say the same with the same parameters in both languages', () => {
    const parameters = (text: string) => [...text.matchAll(/\{[a-z]+\}/g)].map((match) => match[0]).sort();
    for (const { zh, en } of Object.values(REJECTION_WORDS)) {
      expect(parameters(zh)).toEqual(parameters(en));
      expect(zh).toMatch(/\p{Script=Han}.*。$/u);
      expect(en).toMatch(/^[\x20-\x7e]+\.$/);
    }
  });
});
