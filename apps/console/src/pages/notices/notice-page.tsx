import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { useCommandForms, useNotices, useObject } from '../../api/queries.js';
import type { NoticeRow } from '../../api/types.js';
import { shownTime } from '../../format/dates.js';
import { useJoin, useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { Facts } from '../../widgets/facts.js';
import { LinkButton } from '../../widgets/link-button.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { useChoices } from '../community/nominee-table.js';
import { EventRows } from '../events/event-rows.js';
import { NoticeDays, NoticeStatus } from './notice-status.js';
import { PrintPanel } from './print-panel.js';
import './notices.css';
import { PanelHead } from '../../widgets/panel-head.js';

/** One posting: its days, who stands in it, objections and their answers, the printed form. */
export function NoticePage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const reading = useNotices({});
  const row = reading.data?.items.find(({ noticeId }) => noticeId === id);
  return (
    <Page
      title={row?.title ?? t('shell.page.notice')}
      sub={row?.communityName}
      crumbs={[{ to: '/app/notices', title: t('shell.page.notices') }]}
      actions={row !== undefined && <Actions row={row} />}
    >
      <Loaded reading={reading}>
        {() => (row === undefined ? <Nothing text={t('problems.code.NOT_FOUND')} /> : <Contents key={id} row={row} />)}
      </Loaded>
    </Page>
  );
}

/** The address of a command's form on this notice. */
function formOf(verb: string, row: NoticeRow, given: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    community: row.community,
    id: row.noticeId,
    rev: String(row.revision),
    from: `/app/notices/${row.noticeId}`,
    ...given,
  });
  return `/app/entry/notices/${verb}?${query.toString()}`;
}

function useCan(): (verb: string) => boolean {
  const { data } = useCommandForms();
  return (verb) => data?.commands.some((form) => form.plural === 'notices' && form.verb === verb) === true;
}

function Actions({ row }: { readonly row: NoticeRow }) {
  const { t } = useTranslation();
  const can = useCan();
  const isUp = row.takenDownOn === undefined;
  return (
    <>
      {can('record-objection') && (
        <LinkButton to={formOf('record-objection', row)}>{t('notices.recordObjection')}</LinkButton>
      )}
      {isUp && can('take-down-notice') && (
        <LinkButton to={formOf('take-down-notice', row)} primary={row.status === 'complete'}>
          {t('notices.takeDown')}
        </LinkButton>
      )}
    </>
  );
}

function Contents({ row }: { readonly row: NoticeRow }) {
  const { t } = useTranslation();
  const { may } = useSession();
  return (
    <div className="stack">
      <section className="panel">
        <NoticeFacts row={row} />
      </section>
      <section className="panel" aria-labelledby="notice-objections">
        <h2 id="notice-objections">{t('notices.objections')}</h2>
        <Objections row={row} />
      </section>
      {may('print') && <PrintPanel row={row} />}
      {may('events.read') && <History stream={row.stream} />}
    </div>
  );
}

function NoticeFacts({ row }: { readonly row: NoticeRow }) {
  const { t } = useTranslation();
  const words = useWords();
  const join = useJoin();
  const choice = useChoices();
  const { may } = useSession();
  const early = row.status === 'up';
  return (
    <div className="stack">
      <div className="row">
        <NoticeStatus status={row.status} />
        <NoticeDays row={row} />
        <span>{words(row.arithmetic)}</span>
      </div>
      {early && <p className="muted small">{t('notices.earlyNote', { n: row.fullDays, of: row.minimumDays })}</p>}
      <Facts
        columns={3}
        items={[
          [
            t('common.community'),
            <Link key="c" to={`/app/communities/${row.community}?tab=notices`}>
              {row.communityName}
            </Link>,
          ],
          [t('notices.purpose'), choice(row.purpose, 'purpose')],
          [t('common.number'), row.number ?? t('common.none')],
          [
            t('notices.postedOn'),
            <span key="p" className="tabular">
              {shownTime(row.postedOn)}
            </span>,
          ],
          [
            t('notices.takenDownOn'),
            <span key="d" className="tabular">
              {row.takenDownOn === undefined ? t('common.none') : shownTime(row.takenDownOn)}
            </span>,
          ],
          [
            t('notices.plannedUntil'),
            <span key="u" className="tabular">
              {row.plannedUntil}
            </span>,
          ],
          [
            t('notices.completeOn'),
            <span key="f" className="tabular">
              {row.completeOn ?? t('common.none')}
            </span>,
          ],
          [
            t('notices.wholeCommunity'),
            row.wholeCommunity ? (
              t('notices.whole')
            ) : (
              <b key="w" className="warn">
                {t('notices.notWhole')}
              </b>
            ),
          ],
          [t('notices.places'), join(row.places)],
        ]}
      />
      <div>
        <p className="muted small" id="notice-persons">
          {t('notices.persons')} {row.persons.length > 0 && t('common.persons', { n: row.persons.length })}
        </p>
        {row.persons.length === 0 ? (
          <p>{t('notices.noPersons')}</p>
        ) : (
          <ul className="notice-persons" aria-labelledby="notice-persons">
            {row.persons.map(({ personId, name }) => (
              <li key={personId}>{may('people.read') ? <Link to={`/app/people/${personId}`}>{name}</Link> : name}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function Objections({ row }: { readonly row: NoticeRow }) {
  const { t } = useTranslation();
  const choice = useChoices();
  const can = useCan();
  if (row.objections.length === 0) return <Nothing text={t('notices.noObjections')} />;
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('notices.receivedOn')}</th>
            <th scope="col">{t('notices.subject')}</th>
            <th scope="col">{t('notices.real')}</th>
            <th scope="col">{t('notices.answer')}</th>
            <th scope="col">{t('common.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {row.objections.map(({ objection, receivedOn, subject, real, answer, outcome }) => (
            <tr key={objection}>
              <td className="tabular nowrap">{shownTime(receivedOn)}</td>
              <td>{choice(subject, 'subject')}</td>
              <td>{real ? t('notices.realYes') : t('notices.realNo')}</td>
              <td>
                {outcome === undefined ? (
                  <b className="warn">{t('notices.unanswered')}</b>
                ) : (
                  <>
                    <b>{choice(outcome, 'outcome')}</b> {answer}
                  </>
                )}
              </td>
              <td>
                {outcome === undefined && can('answer-objection') ? (
                  <Link to={formOf('answer-objection', row, { 'f.objection': objection })}>
                    {t('notices.answerIt')}
                  </Link>
                ) : (
                  t('common.none')
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function History({ stream }: { readonly stream: string }) {
  const { t } = useTranslation();
  const reading = useObject(stream);
  return (
    <section className="panel" aria-labelledby="notice-history">
      <PanelHead id="notice-history" title={t('notices.history')}>
        <Link to={`/app/objects/${encodeURIComponent(stream)}`}>{t('shell.page.object')}</Link>
      </PanelHead>
      <Loaded reading={reading}>{({ events }) => <EventRows rows={events} />}</Loaded>
    </section>
  );
}
