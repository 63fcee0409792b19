import type { Words } from '#kernel';

export type Language = 'zh' | 'en';

let chosen: Language = fromEnvironment();

/** `JIANZHENG_LANG`, else the locale where it is an English one, else Chinese. */
function fromEnvironment(): Language {
  const named = process.env['JIANZHENG_LANG'] ?? process.env['LC_ALL'] ?? process.env['LANG'] ?? '';
  return named.startsWith('en') ? 'en' : 'zh';
}

/** `--lang` wins over the environment. */
export function chooseLanguage(language: Language): void {
  chosen = language;
}

/** Words in the language of this run: for results and tables. */
export function say(words: Words): string {
  return words[chosen];
}

/** Both languages: for failures, which may be read by somebody else than the one who typed the command. */
export function sayBoth({ zh, en }: Words): string {
  return `${zh}\n${en}`;
}
