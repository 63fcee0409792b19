import { isCalendarDay } from './date-spelling.js';

/** GB 11643-1999: weight of each of the first 17 digits, and the check character for the sum modulo 11. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

export type IdNumberFault = 'ID_LENGTH' | 'ID_CHECK_DIGIT' | 'ID_BIRTH_DATE';

export interface IdNumberFacts {
  readonly birthDate: string;
  readonly gender: 'male' | 'female';
}

/** The 18th character that belongs to the first 17 digits of a citizen's id number (GB 11643). */
export function checkCharacterOf(digits17: string): string {
  let sum = 0;
  WEIGHTS.forEach((weight, index) => {
    sum += weight * (digits17.charCodeAt(index) - 48);
  });
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/**
 * What an 18-character id number says of its holder, or why it cannot be one. The region code is not checked:
 * codes of dissolved regions stay on people's cards.
 */
export function readIdNumber(idNumber: string): IdNumberFacts | IdNumberFault {
  if (!/^[0-9]{17}[0-9X]$/.test(idNumber)) return 'ID_LENGTH';
  if (checkCharacterOf(idNumber.slice(0, 17)) !== idNumber.charAt(17)) return 'ID_CHECK_DIGIT';
  const birthDate = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  if (!isCalendarDay(birthDate)) return 'ID_BIRTH_DATE';
  return { birthDate, gender: Number(idNumber.charAt(16)) % 2 === 1 ? 'male' : 'female' };
}
