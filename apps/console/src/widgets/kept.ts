import { useState } from 'react';

/** Settings of a person's own browser: columns and saved queries, never values of the ledger. */
export function useKept<T>(name: string, first: T): readonly [T, (next: T) => void] {
  const key = `jianzheng.${name}`;
  const [value, setValue] = useState<T>(() => read(key) ?? first);
  return [
    value,
    (next) => {
      setValue(next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // A browser without storage keeps the setting for this page only.
      }
    },
  ];
}

function read<T>(key: string): T | undefined {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}
