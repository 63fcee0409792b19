/**
 * Tokens for Chinese search: every pair of neighbouring Han characters, and whole runs of Latin letters and digits.
 * FTS5's own tokenizers take a Chinese sentence as one word, and its trigrams find no word of two characters.
 */
export function bigrams(text: string): string {
  const tokens: string[] = [];
  for (const run of text
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? []) {
    if (/\p{Script=Han}/u.test(run)) tokens.push(...hanTokens(run));
    else tokens.push(run);
  }
  return tokens.join(' ');
}

/** The FTS5 expression that finds a text: its tokens as a phrase per run; undefined when nothing can be searched. */
export function bigramQuery(text: string): string | undefined {
  const parts: string[] = [];
  for (const run of text
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? []) {
    if (!/\p{Script=Han}/u.test(run)) parts.push(`"${run}"`);
    else if ([...run].length === 1) parts.push(`"${run}"*`);
    else parts.push(`"${hanPairs(run).join(' ')}"`);
  }
  return parts.length === 0 ? undefined : parts.join(' AND ');
}

function hanPairs(run: string): string[] {
  const characters = [...run];
  const pairs: string[] = [];
  for (let i = 0; i + 1 < characters.length; i++) pairs.push(`${characters[i]}${characters[i + 1]}`);
  return pairs;
}

/** The last character stands alone too, so that a prefix query of one character finds every place. */
function hanTokens(run: string): string[] {
  const characters = [...run];
  return [...hanPairs(run), characters[characters.length - 1] ?? ''];
}
