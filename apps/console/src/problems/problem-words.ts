import type { TFunction } from 'i18next';
import { rejectionWords } from '../../../../libs/elections/src/refusals.js';
import { REJECTION_WORDS } from '../../../../libs/identity/src/rejection-words.js';
import { findingRejectionWords, findingStatusWords } from '../../../../libs/supervision/src/finding/words.js';
import type { Problem } from '../api/types.js';
import type { Language, Words } from '../i18n/index.js';
import { zh } from '../i18n/zh/index.js';

/** Keys here follow from codes and are checked against the known ones, not by the compiler. */
type Say = (key: string, params?: object) => string;
type Params = Readonly<Record<string, string | number>> | undefined;

const LIBRARY_WORDS: Readonly<Record<string, Words>> = {
  ...findingRejectionWords,
  ...REJECTION_WORDS,
  ...rejectionWords,
};
const OWN: ReadonlySet<string> = new Set(Object.keys(zh.problems.code));
const REASON: ReadonlySet<string> = new Set(Object.keys(zh.problems.reason));
const FIELD: ReadonlySet<string> = new Set(Object.keys(zh.problems.field));

/** `{name}` of the libraries' words filled in; roles and states are worded, everything else is shown as given. */
function filled(text: string, params: Params, t: TFunction, language: Language): string {
  return text.replaceAll(/\{(\w+)\}/g, (hole, key: string) => {
    const value = params?.[key];
    if (value === undefined) return hole;
    if (key === 'role' && Object.hasOwn(zh.common.role, value))
      return t(`common.role.${value as keyof typeof zh.common.role}`);
    if (key === 'status' && Object.hasOwn(findingStatusWords, value))
      return findingStatusWords[value as keyof typeof findingStatusWords][language];
    if (key === 'reason' && REASON.has(String(value))) return (t as unknown as Say)(`problems.reason.${value}`);
    return String(value);
  });
}

/** The text of a refusal: the client's own words for HTTP, those of the libraries for commands, else the code itself. */
export function wordProblem(problem: Pick<Problem, 'code' | 'params'>, t: TFunction, language: Language): string {
  // Own words first: a library may use a code of HTTP (NOT_FOUND) for something narrower, told apart by its parameter.
  const own = OWN.has(problem.code) && problem.params?.['stream'] === undefined;
  const say = t as unknown as Say;
  if (own) return say(`problems.code.${problem.code}`, problem.params);
  const words = LIBRARY_WORDS[problem.code];
  if (words !== undefined) return filled(words[language], problem.params, t, language);
  if (OWN.has(problem.code)) return say(`problems.code.${problem.code}`, problem.params);
  return t('problems.unknown', { code: problem.code });
}

/** What is wrong with one field. */
export function wordFieldFault(
  fault: { readonly code: string; readonly params?: Params },
  t: TFunction,
  language: Language,
): string {
  const code = sizedCode(fault);
  if (FIELD.has(code)) return (t as unknown as Say)(`problems.field.${code}`, fault.params);
  return wordProblem(fault, t, language);
}

/** Sizes of texts and lists read differently from sizes of numbers. */
function sizedCode({ code, params }: { readonly code: string; readonly params?: Params }): string {
  const of = params?.['of'];
  if (code === 'TOO_SMALL') return of === 'string' ? 'TOO_SHORT' : of === 'array' ? 'TOO_FEW' : code;
  if (code === 'TOO_BIG') return of === 'string' ? 'TOO_LONG' : of === 'array' ? 'TOO_MANY' : code;
  return code;
}
