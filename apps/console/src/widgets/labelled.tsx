import type { ReactNode } from 'react';

/** A field with its label, and beside it what is wrong with it; the field points to that by `faultId(id)`. */
export function Labelled({
  id,
  label,
  fault,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly fault: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {children}
      {fault !== undefined && (
        <p id={faultId(id)} className="bad small" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

function faultId(id: string): string {
  return `${id}-fault`;
}

/** What a field carries while something is wrong with it. */
export function faulty(id: string, fault: string | undefined) {
  return fault === undefined ? {} : { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': faultId(id) };
}
