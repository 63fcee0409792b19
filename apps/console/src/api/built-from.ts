import { useSyncExternalStore } from 'react';

/** What the newest answer was built from: shown in the header as the state of the ledger. */
export interface BuiltFrom {
  readonly position: number;
  readonly root: string;
  readonly at?: string;
}

let newest: BuiltFrom | undefined;
const listeners = new Set<() => void>();

/** Called for every answer; answers about the past do not turn the mark back. */
export function noteBuiltFrom(answer: unknown): void {
  if (typeof answer !== 'object' || answer === null || !('builtFrom' in answer)) return;
  const builtFrom = answer.builtFrom as BuiltFrom;
  if (newest !== undefined && builtFrom.position <= newest.position) return;
  newest = builtFrom;
  for (const listener of listeners) listener();
}

/** Another session must not see what the one before it saw. */
export function forgetBuiltFrom(): void {
  newest = undefined;
  for (const listener of listeners) listener();
}

export function useBuiltFrom(): BuiltFrom | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => newest,
  );
}
