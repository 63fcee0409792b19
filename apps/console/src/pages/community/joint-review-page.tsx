import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { useJointReview } from '../../api/queries.js';
import type { JointReview } from '../../api/types.js';
import { useJoin } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { AsOfPicker, AsOfStrip, useAsOf } from '../../widgets/as-of.js';
import { EventLink } from '../../widgets/event-link.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { lookStyle } from '../../widgets/outcome.js';
import { Page } from '../../widgets/page.js';
import { useChoices } from './nominee-table.js';

/** 联审汇总表 on a page of its own, for reading and printing. */
export function JointReviewPage() {
  const { t } = useTranslation();
  const { code = '' } = useParams();
  const { may } = useSession();
  const asOf = useAsOf();
  const reading = useJointReview(code, asOf);
  const name = reading.data?.communityName ?? code;
  return (
    <Page
      title={`${name} ${t('community.review.title')}`}
      crumbs={[
        { to: '/app/overview', title: t('shell.page.overview') },
        { to: `/app/communities/${code}`, title: name },
      ]}
      actions={
        <>
          <AsOfPicker />
          <Button onClick={() => window.print()}>{t('community.review.print')}</Button>
          {may('print') && (
            <Button type="primary" href={`/api/v1/prints/joint-review/${code}.pdf`} target="_blank">
              {t('community.review.pdf')}
            </Button>
          )}
        </>
      }
    >
      <AsOfStrip />
      <Loaded reading={reading}>{(data) => <Matrix data={data} />}</Loaded>
    </Page>
  );
}

/** The same inside the community's page, with a way to the page for printing. */
export function JointReviewMatrix({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const asOf = useAsOf();
  const reading = useJointReview(code, asOf);
  return (
    <div className="stack">
      <p>
        <Link to={`/app/communities/${code}/joint-review${asOf === undefined ? '' : `?asOf=${asOf}`}`}>
          {t('community.review.title')} · {t('common.print')}
        </Link>
      </p>
      <Loaded reading={reading}>{(data) => <Matrix data={data} />}</Loaded>
    </div>
  );
}

const LOOK: Readonly<Record<string, { fg: string; bg: string; border?: string; weight?: number }>> = {
  clear: { fg: '#1d6339', bg: '#ffffff' },
  'not-clear': { fg: '#ffffff', bg: '#b42318', weight: 600 },
  'no-reply': { fg: '#7a4d05', bg: '#fcefd0' },
  none: { fg: '#5b6875', bg: '#f1f3f5' },
};

function Matrix({ data }: { readonly data: JointReview }) {
  const { t } = useTranslation();
  const choice = useChoices();
  const join = useJoin();
  const { may } = useSession();
  if (data.rows.length === 0 || data.departments.length === 0) return <Nothing text={t('community.review.empty')} />;
  return (
    <div className="stack">
      <p className="muted">{t('community.review.note')}</p>
      <div className="table-card table-scroll">
        <table className="matrix review-matrix">
          <caption className="visually-hidden">{t('community.review.title')}</caption>
          <thead>
            <tr>
              <th scope="col" className="sticky">
                {t('community.review.person')}
              </th>
              {data.departments.map(({ name, level }) => (
                <th key={name} scope="col">
                  {name}
                  <div className="small muted">{t(`community.review.${level}`)}</div>
                </th>
              ))}
              <th scope="col">{t('community.review.conclusion')}</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <tr key={row.personId}>
                <th scope="row">
                  {row.name}{' '}
                  <span className="muted small">{row.listedFor === '' ? '' : choice(row.listedFor, 'post')}</span>
                </th>
                {row.cells.map((cell) => {
                  const text = (
                    <>
                      {t(`community.review.${cell.outcome}`)}
                      {cell.notClear.length > 0 && (
                        <span className="small"> {join(cell.notClear.map((ground) => choice(ground, 'ground')))}</span>
                      )}
                      {cell.numbers.map((number) => (
                        <span key={number} className="small muted reply-number">
                          {number}
                        </span>
                      ))}
                    </>
                  );
                  const [event] = cell.events;
                  return (
                    <td key={cell.department} style={lookStyle(LOOK[cell.outcome])}>
                      {event !== undefined && may('events.read') ? (
                        <span className="review-cell">
                          <EventLink id={event}>{text}</EventLink>
                        </span>
                      ) : (
                        <span className="cell">{text}</span>
                      )}
                    </td>
                  );
                })}
                <td>
                  <Conclusion outcome={row.joint ?? row.full} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted small mono">
        {t('community.review.generated', { position: data.builtFrom.position, root: data.builtFrom.root })}
      </p>
    </div>
  );
}

function Conclusion({ outcome }: { readonly outcome: string | undefined }) {
  const { t } = useTranslation();
  if (outcome === undefined) return t('common.none');
  return outcome === 'passed' ? (
    <span className="good">{t('community.people.passed')}</span>
  ) : (
    <b className="bad">{t('community.people.failed')}</b>
  );
}
