import { useTranslation } from 'react-i18next';
import type { EventRow } from '../../api/types.js';
import { isLate, shownTime } from '../../format/dates.js';
import { entryNumber } from '../../format/entry-number.js';
import { useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { EventLink } from '../../widgets/event-link.js';
import { useRoleTitle } from '../../widgets/roles.js';

/** Events as sentences; a superseded one is struck through and leads to who changed it, when and why. */
export function EventRows({ rows }: { readonly rows: readonly EventRow[] }) {
  const { t } = useTranslation();
  const roleTitle = useRoleTitle();
  return (
    <div className="table-scroll">
      <table className="plain-table event-rows">
        <thead>
          <tr>
            <th scope="col">{t('events.position')}</th>
            <th scope="col">{t('events.type')}</th>
            <th scope="col">{t('events.sentence')}</th>
            <th scope="col">{t('common.recordedBy')}</th>
            <th scope="col">{t('common.recordedAt')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="tabular">{entryNumber(row.position)}</td>
              <td>
                <TypeTitle row={row} />
              </td>
              <td>
                <Sentence row={row} />
              </td>
              <td className="nowrap">
                {row.actor.name}
                <div className="muted small">{roleTitle(row.actor.role)}</div>
              </td>
              <td className="tabular nowrap">
                {shownTime(row.at)}
                {isLate(row.on, row.at) && <div className="tag-late">{t('common.late')}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TypeTitle({ row }: { readonly row: EventRow }) {
  const words = useWords();
  return <>{words(row.title)}</>;
}

export function Sentence({ row }: { readonly row: EventRow }) {
  const { t } = useTranslation();
  const words = useWords();
  const { may } = useSession();
  const text = <span className={row.supersededBy === undefined ? undefined : 'struck'}>{words(row.sentence)}</span>;
  return (
    <>
      {may('events.read') ? <EventLink id={row.id}>{text}</EventLink> : text}
      {row.supersededBy !== undefined && (
        <div className="small">
          <b className="warn">{t('events.tagStruck')}</b>{' '}
          <EventLink id={row.supersededBy}>{t('events.supersededBy')}</EventLink>
        </div>
      )}
    </>
  );
}
