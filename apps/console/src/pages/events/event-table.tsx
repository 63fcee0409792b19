import { useTranslation } from 'react-i18next';
import type { EventRow } from '../../api/types.js';
import { isLate, shownTime } from '../../format/dates.js';
import { entryNumber } from '../../format/entry-number.js';
import { useLanguage, useWords } from '../../i18n/index.js';
import { EventLink } from '../../widgets/event-link.js';
import { useRoleTitle } from '../../widgets/roles.js';
import { useUnitName } from '../../widgets/units.js';
import type { Qualifier } from './query-text.js';

/** Events as sentences, newest as the caller orders them; what was corrected is struck through and says so. */
export function EventTable({
  rows,
  caption,
  onNarrow,
}: {
  readonly rows: readonly EventRow[];
  readonly caption: string;
  /** A click on community, kind or actor narrows the list to it. */
  readonly onNarrow?: (name: Qualifier, value: string) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const zh = useLanguage() === 'zh';
  const unitName = useUnitName();
  const roleTitle = useRoleTitle();
  return (
    <div className="table-scroll">
      <table className="plain-table event-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="right">
              {t('events.position')}
            </th>
            <th scope="col">{t('events.when')}</th>
            <th scope="col">{t('events.where')}</th>
            <th scope="col">{t('events.type')}</th>
            <th scope="col">{t('events.sentence')}</th>
            <th scope="col">{t('events.who')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="right tabular">{entryNumber(row.position)}</td>
              <td className="nowrap tabular">
                {shownTime(row.on ?? row.at)}
                {isLate(row.on, row.at) && (
                  <>
                    <br />
                    <span
                      className="tag-late"
                      title={t('common.lateNote', { on: shownTime(row.on ?? row.at), at: shownTime(row.at) })}
                    >
                      {t('common.late')}
                    </span>
                  </>
                )}
              </td>
              <td className="nowrap">
                <Narrow
                  text={unitName(row.unit)}
                  {...(onNarrow && { onClick: () => onNarrow('community', row.unit) })}
                />
              </td>
              <td className="event-kind">
                <Narrow
                  text={words(row.title)}
                  {...(onNarrow && { onClick: () => onNarrow('action', zh ? row.title.zh : row.type) })}
                />
              </td>
              <td className={row.supersededBy === undefined ? '' : 'struck'}>
                <EventLink id={row.id}>{words(row.sentence)}</EventLink>
                {row.supersededBy !== undefined && (
                  <>
                    {' '}
                    <span className="tag-late">{t('events.tagStruck')}</span>
                  </>
                )}
              </td>
              <td className="nowrap">
                <Narrow text={row.actor.name} {...(onNarrow && { onClick: () => onNarrow('actor', row.actor.name) })} />
                <br />
                <span className="muted small">{roleTitle(row.actor.role)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Narrow({ text, onClick }: { readonly text: string; readonly onClick?: () => void }) {
  const { t } = useTranslation();
  if (onClick === undefined) return <>{text}</>;
  return (
    <button type="button" className="link-button plain" title={t('events.onlyThis', { what: text })} onClick={onClick}>
      {text}
    </button>
  );
}
