import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { RuleRow } from '../api/types.js';
import { useWords } from '../i18n/index.js';
import { useSession } from '../session/session.js';
import { EventLink } from './event-link.js';
import { Nothing } from './loaded.js';
import { OutcomeWord, worse } from './outcome.js';
import { useUnitName } from './units.js';

/** Rule results: outcome in words, arithmetic, both readings, what is missing, evidence, due day. */
export function RuleTable({
  rows,
  grouped,
  explain,
}: {
  readonly rows: readonly RuleRow[];
  /** By step, with a heading per step. */
  readonly grouped: boolean;
  /** Where a softened rule that failed can be explained. */
  readonly explain?: (row: RuleRow) => string | undefined;
}) {
  const { t } = useTranslation();
  if (rows.length === 0) return <Nothing />;
  const groups = grouped ? byStep(rows) : [[undefined, rows] as const];
  return (
    <div className="table-scroll">
      <table className="plain-table rule-table">
        <thead>
          <tr>
            <th scope="col">{t('community.rules.outcome')}</th>
            <th scope="col">{t('community.rules.rule')}</th>
            <th scope="col">{t('community.rules.subject')}</th>
            <th scope="col">{t('community.rules.arithmetic')}</th>
            <th scope="col">{t('community.rules.evidence')}</th>
          </tr>
        </thead>
        {groups.map(([step, group]) => (
          <tbody key={step ?? -1}>
            {grouped && (
              <tr className="group-row">
                <th colSpan={5} scope="colgroup">
                  {step === undefined
                    ? t('community.rules.noStep')
                    : step === 0
                      ? t('common.preparation')
                      : t('common.steps', { n: step })}
                </th>
              </tr>
            )}
            {[...group]
              .sort((x, y) => worse(x.outcome, y.outcome))
              .map((row) => (
                <Row key={`${row.rule} ${row.subject}`} row={row} explain={explain?.(row)} />
              ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Row({ row, explain }: { readonly row: RuleRow; readonly explain: string | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <tr>
      <td>
        <OutcomeWord outcome={row.outcome} />
      </td>
      <td>
        <Link to={`/app/rules?rule=${row.rule}`}>
          <b>{row.rule}</b> {words(row.title)}
        </Link>
        <div className="muted small">
          {t(`common.force.${row.force}`)} · {t('common.paragraph', { n: row.paragraph })}
        </div>
      </td>
      <td>
        <Subject row={row} />
      </td>
      <td>
        {words(row.arithmetic)}
        <Details row={row} />
        {explain !== undefined && (
          <div>
            <Link to={explain}>{t('community.rules.explain')}</Link>
          </div>
        )}
      </td>
      <td>
        <Evidence ids={row.evidence} />
      </td>
    </tr>
  );
}

/** Whom or what the result is about; a posting and the street have no name of their own there. */
function Subject({ row }: { readonly row: RuleRow }) {
  const { t } = useTranslation();
  const unitName = useUnitName();
  const [kind = '', id = ''] = row.subject.split(':');
  if (kind === 'notice') {
    return <Link to={`/app/notices/${id}`}>{row.subjectName === '' ? t('shell.page.notice') : row.subjectName}</Link>;
  }
  if (kind === 'person') return <Link to={`/app/people/${id}`}>{row.subjectName}</Link>;
  if (row.subjectName !== '') return row.subjectName;
  return kind === 'street' ? unitName(id) : t('common.none');
}

function Details({ row }: { readonly row: RuleRow }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <div className="muted small">
      {row.reading !== undefined && (
        <div>
          {t('community.rules.reading')}
          {words(row.reading)}
        </div>
      )}
      {row.otherReading !== undefined && (
        <div>
          {t('community.rules.otherReading')}
          {words(row.otherReading.reading)} <OutcomeWord outcome={row.otherReading.outcome} />{' '}
          {words(row.otherReading.arithmetic)}
        </div>
      )}
      {row.missing?.map((one) => (
        <div key={one.zh}>{t('community.rules.lacks', { what: words(one) })}</div>
      ))}
      {row.waitsFor !== undefined && <div>{t('community.rules.waitsFor', { what: words(row.waitsFor) })}</div>}
      {row.due !== undefined && <div>{t('community.rules.due', { day: row.due })}</div>}
      {row.justifiedBy !== undefined && (
        <div>
          {t('community.rules.justified', { reason: row.justifiedBy.reason, approver: row.justifiedBy.approver })}
        </div>
      )}
    </div>
  );
}

const FEW = 4;

function Evidence({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation();
  const { may } = useSession();
  if (ids.length === 0) return t('common.none');
  if (!may('events.read')) return <span className="tabular">{ids.length}</span>;
  const links = ids.map((id, i) => (
    <li key={id}>
      <EventLink id={id}>{t('community.rules.evidenceN', { n: i + 1 })}</EventLink>
    </li>
  ));
  return (
    <>
      <ul className="evidence">{links.slice(0, FEW)}</ul>
      {links.length > FEW && (
        <details>
          <summary>
            {t('common.more')} {links.length - FEW}
          </summary>
          <ul className="evidence">{links.slice(FEW)}</ul>
        </details>
      )}
    </>
  );
}

function byStep(rows: readonly RuleRow[]): readonly (readonly [number | undefined, readonly RuleRow[]])[] {
  const steps = [...new Set(rows.map(({ step }) => step))].sort((x, y) => (x ?? -1) - (y ?? -1));
  return steps.map((step) => [step, rows.filter((row) => row.step === step)] as const);
}
