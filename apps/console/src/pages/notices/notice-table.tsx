import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { NoticeRow } from '../../api/types.js';
import { shownTime } from '../../format/dates.js';
import { useWords } from '../../i18n/index.js';
import { Nothing } from '../../widgets/loaded.js';
import { useChoices } from '../community/nominee-table.js';
import { NoticeDays, NoticeStatus } from './notice-status.js';
import './notices.css';

/** Postings with their days counted and the arithmetic; each leads to its own page. */
export function NoticeTable({ rows }: { readonly rows: readonly NoticeRow[] }) {
  const { t } = useTranslation();
  const words = useWords();
  const choice = useChoices();
  if (rows.length === 0) return <Nothing text={t('notices.empty')} />;
  return (
    <div className="table-scroll">
      <table className="plain-table notice-table">
        <caption className="visually-hidden">{t('notices.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('common.community')}</th>
            <th scope="col">{t('notices.title')}</th>
            <th scope="col">{t('common.status')}</th>
            <th scope="col">{t('notices.days')}</th>
            <th scope="col">{t('notices.postedOn')}</th>
            <th scope="col">{t('notices.arithmetic')}</th>
            <th scope="col">{t('notices.objections')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.noticeId}>
              <th scope="row" className="nowrap">
                {row.communityName}
              </th>
              <td>
                <Link to={`/app/notices/${row.noticeId}`}>{row.title}</Link>
                <div className="muted small">
                  {[
                    row.number,
                    choice(row.purpose, 'purpose'),
                    row.persons.length > 0 ? t('common.persons', { n: row.persons.length }) : undefined,
                  ]
                    .filter((part) => part !== undefined)
                    .join(' · ')}
                </div>
              </td>
              <td className="nowrap">
                <NoticeStatus status={row.status} />
              </td>
              <td>
                <NoticeDays row={row} />
              </td>
              <td className="tabular nowrap">
                {shownTime(row.postedOn)}
                <div className="muted small">
                  {row.takenDownOn === undefined
                    ? `${t('notices.completeOn')} ${row.completeOn ?? t('common.none')}`
                    : `${t('notices.takenDownOn')} ${shownTime(row.takenDownOn)}`}
                </div>
              </td>
              <td className="small">{words(row.arithmetic)}</td>
              <td className="nowrap">
                <Objections row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Objections({ row }: { readonly row: NoticeRow }) {
  const { t } = useTranslation();
  const open = row.objections.filter(({ answer }) => answer === undefined).length;
  if (row.objections.length === 0) return t('common.none');
  return (
    <>
      {t('notices.objectionsCount', { n: row.objections.length })}
      {open > 0 && <div className="small warn">{t('notices.objectionsOpen', { n: open })}</div>}
    </>
  );
}
