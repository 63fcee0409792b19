import type { Fault } from '../refusals.js';

/** Weights of the first 17 digits and the check characters by remainder, of ISO 7064 MOD 11-2 as GB 11643 uses it. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** Check character of the first 17 digits of a resident id number. */
export function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

interface StatedPerson {
  readonly gender?: 'male' | 'female' | undefined;
  readonly birthMonth?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly idNumber?: string | undefined;
}

/**
 * Whether what is stated of a person agrees with itself: month with day of birth, and the id number's check digit,
 * date of birth and sex with the rest. Pointers are relative to the command's body.
 */
export function disagreements(stated: StatedPerson): readonly Fault[] {
  return [...birthDisagreements(stated), ...idNumberDisagreements(stated)];
}

function birthDisagreements({ birthMonth, birthDate }: StatedPerson): readonly Fault[] {
  if (birthMonth === undefined || birthDate === undefined || birthDate.startsWith(birthMonth)) return [];
  return [{ code: 'BIRTH_MONTH_DIFFERS', pointer: '/personal/birthDate', params: { birthMonth, birthDate } }];
}

function idNumberDisagreements({ idNumber, gender, birthMonth, birthDate }: StatedPerson): readonly Fault[] {
  if (idNumber === undefined) return [];
  const pointer = '/personal/idNumber';
  const faults: Fault[] = [];
  if (checkCharacter(idNumber.slice(0, 17)) !== idNumber[17]) faults.push({ code: 'ID_NUMBER_CHECK_DIGIT', pointer });
  const inNumber = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  const stated = birthDate ?? birthMonth;
  if (stated !== undefined && !inNumber.startsWith(stated)) {
    faults.push({ code: 'ID_NUMBER_BIRTH', pointer, params: { inNumber, stated } });
  }
  const male = Number(idNumber[16]) % 2 === 1;
  if (gender !== undefined && male !== (gender === 'male')) faults.push({ code: 'ID_NUMBER_GENDER', pointer });
  return faults;
}
