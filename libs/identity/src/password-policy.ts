import { ok, type Rejection, type Result, reject } from '#kernel';
import { COMMON_PARTS } from './common-passwords.js';

export const PASSWORD_POLICY = {
  /** Enough by length alone. */
  long: 12,
  /** Enough with three of four kinds of characters (等保 habit). */
  short: 8,
  kinds: 3,
  longest: 128,
  /** Different characters that a password has at least. */
  distinct: 5,
} as const;

/**
 * Whether a password may be chosen: at least 12 characters, or at least 8 of three kinds (lower case, upper case,
 * digits, others); not a common one, even with digits and signs around it; not made of the login name or the display
 * name. Characters are code points after NFC. Codes: PASSWORD_TOO_WEAK with `reason`; the password is never repeated.
 */
export function checkPassword(
  password: string,
  about: { readonly login: string; readonly displayName: string },
): Result<true, Rejection> {
  const text = password.normalize('NFC');
  const characters = [...text];
  const weak = (reason: string, params?: Record<string, number>) => reject('PASSWORD_TOO_WEAK', { reason, ...params });
  if (characters.length > PASSWORD_POLICY.longest) return weak('too-long', { longest: PASSWORD_POLICY.longest });
  if (/[\u0000-\u001f\u007f-\u009f\p{Cs}]/u.test(text)) return weak('control-character');
  const { long, short, kinds } = PASSWORD_POLICY;
  if (characters.length < short || (characters.length < long && kindsOf(text) < kinds)) {
    return weak('too-short', { long, short, kinds });
  }
  if (new Set(characters).size < PASSWORD_POLICY.distinct || isRun(characters)) return weak('too-regular');
  const plain = text.toLowerCase();
  for (const own of [about.login.toLowerCase(), about.displayName.toLowerCase()]) {
    if (own.length >= 2 && plain.includes(own)) return weak('contains-name');
  }
  if (isCommon(plain)) return weak('common');
  return ok(true);
}

function kindsOf(text: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((kind) => kind.test(text)).length;
}

/** `abcdefgh1234`, `87654321…`: nearly every character follows its neighbour. */
function isRun(characters: readonly string[]): boolean {
  let steps = 0;
  for (let i = 1; i < characters.length; i++) {
    const step = (characters[i]?.codePointAt(0) ?? 0) - (characters[i - 1]?.codePointAt(0) ?? 0);
    if (Math.abs(step) <= 1) steps += 1;
  }
  return steps >= (characters.length - 1) * 0.75;
}

const LOOKS_LIKE: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * Takes every common part out of the password, as typed and with look-alike characters read as letters; what is left
 * must still be worth eight characters, else the password is a common one with decoration (`P@ssw0rd2021!`).
 */
function isCommon(plain: string): boolean {
  const spelled = [...plain].map((character) => LOOKS_LIKE[character] ?? character).join('');
  return [plain, spelled].some((text) => {
    let rest = text;
    let found = false;
    for (const part of COMMON_PARTS) {
      if (!rest.includes(part)) continue;
      found = true;
      rest = rest.replaceAll(part, '');
    }
    return found && [...rest].length < PASSWORD_POLICY.short;
  });
}
