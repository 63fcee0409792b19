import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { controlId, useFormSurroundings } from '../form-context.js';

/** Label above, control, what is wrong below: the same for every field. */
export function Frame({
  pointer,
  label,
  required,
  wide = false,
  group = false,
  children,
}: {
  readonly pointer: string;
  readonly label: string;
  readonly required: boolean;
  readonly wide?: boolean;
  /** Several controls under one name. */
  readonly group?: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const { fault } = useFormSurroundings();
  const wrong = fault(pointer);
  const id = controlId(pointer);
  const name = (
    <>
      {label}
      {!required && <span className="muted">{t('forms.optional')}</span>}
    </>
  );
  const error = wrong !== undefined && (
    <span className="field-fault" id={`${id}-fault`}>
      {wrong}
    </span>
  );
  const className = `field${wide ? ' wide' : ''}${wrong === undefined ? '' : ' wrong'}`;
  if (group) {
    return (
      <fieldset
        className={className}
        id={id}
        tabIndex={-1}
        aria-describedby={wrong === undefined ? undefined : `${id}-fault`}
      >
        <legend>{name}</legend>
        {children}
        {error}
      </fieldset>
    );
  }
  return (
    <div className={className}>
      <label htmlFor={id}>{name}</label>
      {children}
      {error}
    </div>
  );
}

/** What a bare control in a table cell shows when something is wrong with it. */
export function CellFault({ pointer }: { readonly pointer: string }) {
  const { fault } = useFormSurroundings();
  const wrong = fault(pointer);
  return wrong === undefined ? null : <span className="field-fault">{wrong}</span>;
}
