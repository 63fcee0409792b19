import { randomInt } from 'node:crypto';

/** Shown once to the administrator who hands it over; the holder must change it at the first sign-in. */
export interface OneTimePassword {
  readonly password: string;
  /** System clock, ISO. */
  readonly until: string;
}

const VALID_HOURS = 72;
/** Without the characters that are confused on paper (0 o 1 l i). */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';

/** 16 of 31 characters, 79 bits, in groups of four; it works for three days from `now` (ms). */
export function newOneTimePassword(now: number): OneTimePassword & { readonly untilMs: number } {
  const letters = Array.from({ length: 16 }, () => READABLE[randomInt(READABLE.length)]).join('');
  const untilMs = now + VALID_HOURS * 3600_000;
  return {
    password: letters.replace(/(.{4})(?=.)/g, '$1-'),
    until: new Date(untilMs).toISOString(),
    untilMs,
  };
}
