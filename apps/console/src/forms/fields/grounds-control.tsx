import { Button, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { controlId, useFormSurroundings } from '../form-context.js';
import type { FieldProps } from './field.js';
import { CellFault } from './frame.js';

interface Ground {
  readonly ground: string;
  readonly outcome?: string;
  readonly document?: string;
}

/** The 18 grounds as a grid: a department answers those that are its own, the rest stays out of the reply. */
export function GroundsControl({ pointer, node, value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const { labels } = useFormSurroundings();
  const all = node.items?.properties?.['ground']?.enum ?? [];
  const outcomes = node.items?.properties?.['outcome']?.enum ?? [];
  const rows = Array.isArray(value) ? (value as readonly Ground[]) : [];
  const rowOf = (ground: string) => rows.find((row) => row.ground === ground);
  const set = (ground: string, change: Partial<Ground>) => {
    const next = { ...(rowOf(ground) ?? { ground }), ...change };
    const others = rows.filter((row) => row.ground !== ground);
    onChange(
      [...others, ...(next.outcome === undefined ? [] : [next])].sort(
        (x, y) => all.indexOf(x.ground) - all.indexOf(y.ground),
      ),
    );
  };
  return (
    <div className="form-table grounds" id={controlId(pointer)} tabIndex={-1}>
      <div className="row">
        <Button size="small" onClick={() => onChange(all.map((ground) => ({ ground, outcome: 'clear' })))}>
          {t('forms.grounds.allClear')}
        </Button>
        <Button size="small" onClick={() => onChange([])}>
          {t('forms.grounds.none')}
        </Button>
        <span className="muted">{t('forms.grounds.answered', { n: rows.length, of: all.length })}</span>
      </div>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{labels.field('ground')}</th>
            <th scope="col">{labels.field('outcome')}</th>
            <th scope="col">{labels.field('document')}</th>
          </tr>
        </thead>
        <tbody>
          {all.map((ground) => {
            const row = rowOf(ground);
            const at = `${pointer}/${rows.findIndex((one) => one.ground === ground)}`;
            return (
              <tr key={ground} className={row?.outcome === 'not-clear' ? 'bad-row' : undefined}>
                <th scope="row">{labels.choice(ground, 'ground')}</th>
                <td>
                  <Radio.Group
                    aria-label={labels.choice(ground, 'ground')}
                    name={`${controlId(pointer)}-${ground}`}
                    value={row?.outcome ?? 'none'}
                    onChange={(event) => {
                      const outcome = event.target.value as string;
                      set(ground, { outcome: outcome === 'none' ? undefined : outcome });
                    }}
                    options={[
                      ...outcomes.map((outcome) => ({ value: outcome, label: labels.choice(outcome, 'outcome') })),
                      { value: 'none', label: t('forms.grounds.notAsked') },
                    ]}
                  />
                  <CellFault pointer={`${at}/ground`} />
                </td>
                <td>
                  {row !== undefined && (
                    <Input
                      aria-label={`${labels.choice(ground, 'ground')} ${labels.field('document')}`}
                      maxLength={60}
                      value={row.document ?? ''}
                      onChange={(event) => set(ground, { document: event.target.value })}
                    />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
