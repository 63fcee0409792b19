import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { controlId, useFormSurroundings } from '../form-context.js';
import type { FieldProps } from './field.js';
import { Frame } from './frame.js';

/** The code of a unit that is registered only now: typed, with the next free one offered beside it. */
export function CodeField({ pointer, required, value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const { communities, fault } = useFormSurroundings();
  const id = controlId(pointer);
  const free = nextFree(communities.map(({ value: code }) => code));
  const wrong = fault(pointer) !== undefined;
  return (
    <Frame pointer={pointer} label={t('forms.code')} required={required}>
      <Input
        id={id}
        maxLength={10}
        autoComplete="off"
        status={wrong ? 'error' : undefined}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-fault` : `${id}-hint`}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.target.value.normalize('NFKC').trim().toUpperCase())}
      />
      <span className="muted small" id={`${id}-hint`}>
        {t('forms.codeNote', { free })}
      </span>
    </Frame>
  );
}

/** `C09` after C01 to C08. */
function nextFree(codes: readonly string[]): string {
  const numbers = codes.flatMap((code) => (/^C\d+$/.test(code) ? [Number(code.slice(1))] : []));
  return `C${String(Math.max(0, ...numbers) + 1).padStart(2, '0')}`;
}
