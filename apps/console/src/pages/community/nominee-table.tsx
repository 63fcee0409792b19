import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useCommandForms } from '../../api/queries.js';
import type { NomineeRow } from '../../api/types.js';
import { labelsOf } from '../../forms/labels.js';
import { useJoin, useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { EventLink } from '../../widgets/event-link.js';
import { Nothing } from '../../widgets/loaded.js';

/** Who was named, how far each came, the 18 grounds and the kin among them. */
export function NomineeTable({ nominees }: { readonly nominees: readonly NomineeRow[] }) {
  const { t } = useTranslation();
  const choice = useChoices();
  if (nominees.length === 0) return <Nothing />;
  const mark = (yes: boolean) => (yes ? t('community.people.yes') : t('community.people.no'));
  const passed = (outcome: string | undefined) =>
    outcome === undefined ? (
      t('community.people.no')
    ) : outcome === 'passed' ? (
      t('community.people.passed')
    ) : (
      <b className="bad">{t('community.people.failed')}</b>
    );
  return (
    <div className="table-scroll">
      <table className="plain-table nominees">
        <caption className="visually-hidden">{t('community.people.count', { n: nominees.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('community.people.name')}</th>
            <th scope="col">{t('community.people.listedFor')}</th>
            <th scope="col">{t('community.people.recommended')}</th>
            <th scope="col">{t('community.people.first')}</th>
            <th scope="col">{t('community.people.full')}</th>
            <th scope="col">{t('community.people.joint')}</th>
            <th scope="col">{t('community.people.inspected')}</th>
            <th scope="col">{t('community.people.candidate')}</th>
            <th scope="col">{t('community.people.pledged')}</th>
            <th scope="col">{t('community.people.votes')}</th>
            <th scope="col">{t('community.people.grounds')}</th>
            <th scope="col">{t('community.people.relations')}</th>
          </tr>
        </thead>
        <tbody>
          {nominees.map((row) => (
            <tr key={row.personId}>
              <th scope="row">
                <Link to={`/app/people/${row.personId}`} className={row.withdrawn || row.cancelled ? 'struck' : ''}>
                  {row.name}
                </Link>
                <div className="muted small nowrap">
                  {choice(row.gender, 'gender')} {row.birthMonth} {choice(row.education, 'education')}
                </div>
                {row.withdrawn && <div className="small">{t('community.people.withdrawn')}</div>}
                {row.cancelled && <div className="small bad">{t('community.people.cancelled')}</div>}
              </th>
              <td>{row.listedFor === undefined ? t('common.none') : choice(row.listedFor, 'post')}</td>
              <td className="tabular">{row.recommendedVotes ?? t('common.none')}</td>
              <td>{passed(row.first)}</td>
              <td>{passed(row.full)}</td>
              <td>{passed(row.joint)}</td>
              <td>{mark(row.inspected)}</td>
              <td>{mark(row.candidateToBe)}</td>
              <td>{mark(row.pledged)}</td>
              <td className="tabular">
                {row.votes ?? t('common.none')}
                {row.elected === true && <div className="small good">{t('community.people.elected')}</div>}
                {row.secretary === true && <div className="small good">{t('community.people.secretary')}</div>}
              </td>
              <td>
                <Grounds grounds={row.grounds} choice={choice} />
              </td>
              <td>
                <Relations relations={row.relations} choice={choice} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Choice = (value: string, field: string) => string;

/** Labels of chosen values, from the commands' labels; the bare value for roles without commands. */
export function useChoices(): Choice {
  const words = useWords();
  const { data } = useCommandForms();
  // Until they are read, nothing is better than a code.
  if (data === undefined) return () => '…';
  return labelsOf(data, { records: [] }, { words, row: String, on: '' }).choice;
}

function Grounds({ grounds, choice }: { readonly grounds: NomineeRow['grounds']; readonly choice: Choice }) {
  const { t } = useTranslation();
  const join = useJoin();
  const of = (outcome: string) =>
    Object.entries(grounds)
      .filter(([, value]) => value === outcome)
      .map(([ground]) => choice(ground, 'ground'));
  const [bad, silent] = [of('not-clear'), of('no-reply')];
  return (
    <div className="small">
      <div>{t('community.people.groundsClear', { n: of('clear').length })}</div>
      {bad.length > 0 && (
        <div className="bad">
          <b>{t('community.people.groundsNotClear', { n: bad.length })}</b> {join(bad)}
        </div>
      )}
      {silent.length > 0 && (
        <div title={join(silent)}>{t('community.people.groundsNoReply', { n: silent.length })}</div>
      )}
    </div>
  );
}

function Relations({ relations, choice }: { readonly relations: NomineeRow['relations']; readonly choice: Choice }) {
  const { t } = useTranslation();
  const { may } = useSession();
  if (relations.length === 0) return t('common.none');
  return (
    <ul className="small">
      {relations.map(({ personId, name, kind, near, event }) => (
        <li key={event}>
          <Link to={`/app/people/${personId}`}>{name}</Link>{' '}
          {may('events.read') ? (
            <EventLink id={event}>{choice(kind, 'kind')}</EventLink>
          ) : (
            <span>{choice(kind, 'kind')}</span>
          )}
          {near && <b className="bad"> {t('community.people.near')}</b>}
        </li>
      ))}
    </ul>
  );
}
