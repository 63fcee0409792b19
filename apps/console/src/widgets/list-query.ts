import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

export type Values = Readonly<Record<string, string>>;

/** The query of a list lives in the address: it can be sent to somebody, and survives going back. */
export function useListQuery(names: readonly string[]): {
  readonly values: Values;
  /** Sets some and forgets the page that was reached. */
  readonly set: (values: Readonly<Record<string, string | undefined>>) => void;
  readonly reset: () => void;
} {
  const [params, setParams] = useSearchParams();
  const key = names.join(' ');
  const values = useMemo(
    () =>
      Object.fromEntries(key.split(' ').flatMap((name) => (params.get(name) ? [[name, params.get(name) ?? '']] : []))),
    [params, key],
  );
  const set = useCallback(
    (next: Readonly<Record<string, string | undefined>>) =>
      setParams((old) => {
        const changed = new URLSearchParams(old);
        for (const [name, value] of Object.entries(next)) {
          if (value === undefined || value === '') changed.delete(name);
          else changed.set(name, value);
        }
        changed.delete('cursor');
        return changed;
      }),
    [setParams],
  );
  const reset = useCallback(
    () =>
      setParams((old) => {
        const changed = new URLSearchParams(old);
        for (const name of [...key.split(' '), 'cursor']) changed.delete(name);
        return changed;
      }),
    [setParams, key],
  );
  return { values, set, reset };
}
