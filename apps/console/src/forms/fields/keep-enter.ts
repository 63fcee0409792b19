import type { KeyboardEvent } from 'react';

/** Enter takes the day that was typed; it does not send the half-filled form as well. */
export function keepEnter(event: KeyboardEvent<HTMLElement>): void {
  if (event.key === 'Enter') event.preventDefault();
}
