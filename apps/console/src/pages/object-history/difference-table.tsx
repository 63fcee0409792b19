import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ObjectHistory } from '../../api/types.js';
import { useWords } from '../../i18n/index.js';
import { EventLink } from '../../widgets/event-link.js';
import { type DifferenceKind, differencesOf } from './differences.js';

type Facts = ObjectHistory['facts'];

/** Two days side by side; each difference is worded as well as coloured. */
export function DifferenceTable({
  before,
  after,
  beforeName,
  afterName,
  onlyDifferent,
  choice,
}: {
  readonly before: Facts;
  readonly after: Facts;
  readonly beforeName: string;
  readonly afterName: string;
  readonly onlyDifferent: boolean;
  readonly choice: ReactNode;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const all = differencesOf(before, after, ({ value }) => value);
  const count = (kind: DifferenceKind) => all.filter((difference) => difference.kind === kind).length;
  const shown = onlyDifferent ? all.filter(({ kind }) => kind !== 'same') : all;
  const differs = count('same') < all.length;
  const text = differs
    ? t('events.objects.differences', {
        added: count('added'),
        removed: count('removed'),
        changed: count('changed'),
      })
    : t('events.objects.same');
  return (
    <section className="table-card" aria-label={text}>
      <div className="table-bar">
        <strong role="status">{text}</strong>
        {choice}
      </div>
      {shown.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('events.objects.difference')}</th>
              <th scope="col">{t('events.objects.entry')}</th>
              <th scope="col">{beforeName}</th>
              <th scope="col">{afterName}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((difference) => {
              const { key, kind, before: was, after: is } = difference;
              return (
                <tr key={key} className={`difference-${kind}`}>
                  <td className="difference-word">{t(`events.objects.kind.${kind}`)}</td>
                  <th scope="row" className="nowrap">
                    {words((is ?? was)?.label)}
                  </th>
                  <td className={kind === 'changed' ? 'struck' : ''}>
                    {was === undefined ? t('common.none') : <EventLink id={was.event}>{was.value}</EventLink>}
                  </td>
                  <td>{is === undefined ? t('common.none') : <EventLink id={is.event}>{is.value}</EventLink>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}
