import type { ReactNode } from 'react';

/** Facts of one thing in columns: label and value. */
export function Facts({
  items,
  columns = 3,
}: {
  readonly items: readonly (readonly [label: string, value: ReactNode])[];
  readonly columns?: number;
}) {
  return (
    <dl className="facts" style={{ ['--columns' as string]: columns }}>
      {items.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value ?? '—'}</dd>
        </div>
      ))}
    </dl>
  );
}
