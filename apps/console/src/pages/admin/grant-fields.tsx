import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ROLE_NAMES, useRoleTitle } from '../../widgets/roles.js';

/** A role in a unit as it is typed; `key` keeps the rows apart. */
export interface GrantDraft {
  readonly key: number;
  readonly role: string;
  readonly unit: string;
}

const UNIT = /^[A-Z][0-9]{2,6}$/;

export const isGrantRight = ({ role, unit }: GrantDraft): boolean => role !== '' && UNIT.test(unit);

export const grantsOf = (drafts: readonly GrantDraft[]) => drafts.map(({ role, unit }) => ({ role, unit }));

/** Roles with their units, row by row. */
export function GrantFields({
  value,
  onChange,
  unit,
}: {
  readonly value: readonly GrantDraft[];
  readonly onChange: (next: readonly GrantDraft[]) => void;
  /** Unit that a new row begins with. */
  readonly unit: string;
}) {
  const { t } = useTranslation();
  const roleTitle = useRoleTitle();
  const change = (key: number, part: Partial<GrantDraft>) =>
    onChange(value.map((draft) => (draft.key === key ? { ...draft, ...part } : draft)));
  return (
    <fieldset className="bare stack">
      <legend>{t('admin.accounts.roles')}</legend>
      {value.map((draft, i) => (
        <div key={draft.key} className="row">
          <Select<string>
            aria-label={t('admin.accounts.roleN', { n: i + 1 })}
            className="grant-role"
            placeholder={t('common.choose')}
            {...(draft.role === '' ? {} : { value: draft.role })}
            options={ROLE_NAMES.map((role) => ({ value: role, label: roleTitle(role) }))}
            onChange={(role) => change(draft.key, { role })}
          />
          <Input
            aria-label={t('admin.accounts.unitN', { n: i + 1 })}
            className="grant-unit"
            maxLength={7}
            value={draft.unit}
            {...(draft.unit !== '' && !UNIT.test(draft.unit) ? { status: 'error' as const } : {})}
            onChange={(event) => change(draft.key, { unit: event.target.value.normalize('NFKC').toUpperCase().trim() })}
          />
          {value.length > 1 && (
            <Button
              size="small"
              aria-label={t('admin.accounts.removeRole', { n: i + 1 })}
              onClick={() => onChange(value.filter(({ key }) => key !== draft.key))}
            >
              ×
            </Button>
          )}
        </div>
      ))}
      <div className="row">
        <Button
          size="small"
          onClick={() => onChange([...value, { key: Math.max(0, ...value.map(({ key }) => key)) + 1, role: '', unit }])}
        >
          {t('admin.accounts.addRole')}
        </Button>
        <span className="muted small">{t('admin.accounts.unitNote')}</span>
      </div>
      <p className="muted small">{t('admin.accounts.apart')}</p>
    </fieldset>
  );
}
