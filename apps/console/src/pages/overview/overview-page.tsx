import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useOverview, useStreetRules } from '../../api/queries.js';
import type { Outcome, Overview, StepStatus } from '../../api/types.js';
import { useWords } from '../../i18n/index.js';
import { STEP_LOOK } from '../../theme.js';
import { AsOfPicker, AsOfStrip, useAsOf } from '../../widgets/as-of.js';
import { Loaded } from '../../widgets/loaded.js';
import { LOUD, lookStyle, OUTCOMES, OutcomeWord, StepWord } from '../../widgets/outcome.js';
import { Page } from '../../widgets/page.js';
import { RuleTable } from '../../widgets/rule-table.js';
import { useStepNumber, useStepTitle } from '../../widgets/step-name.js';
import { FirstSteps } from '../street/first-steps.js';

/** All communities at all steps, now or as of a past day. */
export function OverviewPage() {
  const { t } = useTranslation();
  const asOf = useAsOf();
  const overview = useOverview(asOf);
  const street = useStreetRules(asOf);
  return (
    <Page title={t('shell.page.overview')} sub={overview.data?.street?.name} actions={<AsOfPicker />}>
      <AsOfStrip />
      <div className="stack">
        <Loaded reading={overview}>{(data) => <Grid data={data} asOf={asOf} />}</Loaded>
        <section className="panel" aria-labelledby="street-rules">
          <h2 id="street-rules">{t('overview.street')}</h2>
          <Loaded reading={street}>{({ rules }) => <RuleTable rows={rules} grouped={false} />}</Loaded>
        </section>
      </div>
    </Page>
  );
}

function Grid({ data, asOf }: { readonly data: Overview; readonly asOf: string | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  const stepNumber = useStepNumber();
  const steps = data.communities[0]?.steps ?? [];
  if (data.communities.length === 0) return <FirstSteps data={data} />;
  const query = asOf === undefined ? '' : `?asOf=${asOf}`;
  return (
    <>
      <Totals data={data} />
      <div className="table-card table-scroll">
        <table className="matrix overview-grid">
          <caption className="visually-hidden">
            {t('overview.grid')}。{t('overview.gridNote')}
          </caption>
          <thead>
            <tr>
              <th scope="col" className="sticky">
                {t('overview.community')}
              </th>
              <th scope="col" className="wide-column">
                {t('overview.outcomes')}
              </th>
              {steps.map(({ step, title }) => (
                <th key={step} scope="col" title={words(title)}>
                  <span className="small muted">{stepNumber(step)}</span>
                  <br />
                  {hyphenated(words(title))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.communities.map((community) => (
              <tr key={community.code}>
                <th scope="row">
                  <Link to={`/app/communities/${community.code}${query}`}>{community.name}</Link>
                </th>
                <td className="wide-column">
                  <OutcomeCounts
                    name={community.name}
                    outcomes={community.outcomes}
                    to={`/app/communities/${community.code}?tab=rules${asOf === undefined ? '' : `&asOf=${asOf}`}`}
                  />
                </td>
                {community.steps.map((step) => (
                  <StepCell key={step.step} code={community.code} name={community.name} step={step} query={query} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className="row legend" aria-label={t('overview.legend')}>
        {(Object.keys(STEP_LOOK) as StepStatus['status'][]).map((status) => (
          <li key={status}>
            <StepWord status={status} />
          </li>
        ))}
      </ul>
    </>
  );
}

function StepCell({
  code,
  name,
  step,
  query,
}: {
  readonly code: string;
  readonly name: string;
  readonly step: StepStatus;
  readonly query: string;
}) {
  const { t } = useTranslation();
  const stepTitle = useStepTitle();
  const status = t(`common.stepStatus.${step.status}`);
  return (
    <td>
      <Link to={`/app/communities/${code}/steps/${step.step}${query}`} style={lookStyle(STEP_LOOK[step.status])}>
        <span className="visually-hidden">{t('overview.cell', { community: name, title: stepTitle(step) })}</span>
        {status}
        {step.problems > 0 && <b className="tabular">{step.problems}</b>}
      </Link>
    </td>
  );
}

/** Long English words may break where a hyphen can stand; a column is narrower than `Recommendation`. */
function hyphenated(text: string): string {
  return text.replaceAll(/([a-z]{5})(?=[a-z]{8})/gi, '$1\u00AD');
}

/** Outcomes of a community: those that need somebody as cells, worst first, the quiet ones counted below them. */
function OutcomeCounts({
  name,
  outcomes,
  to,
}: {
  readonly name: string;
  readonly outcomes: Overview['streetOutcomes'];
  readonly to: string;
}) {
  const { t } = useTranslation();
  const present = OUTCOMES.filter((outcome) => (outcomes[outcome] ?? 0) > 0);
  const worded = (outcome: Outcome) => `${t(`common.outcome.${outcome}`)} ${outcomes[outcome] ?? 0}`;
  const loud = present.filter((outcome) => LOUD.has(outcome));
  const quiet = present.filter((outcome) => !LOUD.has(outcome));
  if (present.length === 0) return null;
  return (
    <Link to={to} className="outcome-counts">
      <span className="visually-hidden">{t('overview.outcomesOf', { community: name })}</span>
      {loud.length > 0 && (
        <span>
          {loud.map((outcome) => (
            <OutcomeWord key={outcome} outcome={outcome} count={outcomes[outcome]} />
          ))}
        </span>
      )}
      <span className="quiet tabular">
        {quiet.map((outcome) => (
          <span key={outcome}>{worded(outcome)}</span>
        ))}
      </span>
    </Link>
  );
}

function Totals({ data }: { readonly data: Overview }) {
  const { t } = useTranslation();
  const sum = (outcome: Outcome) =>
    data.communities.reduce((total, { outcomes }) => total + (outcomes[outcome] ?? 0), 0);
  const shown = OUTCOMES.map((outcome) => [outcome, sum(outcome)] as const).filter(([, count]) => count > 0);
  return (
    <ul className="row" aria-label={t('overview.figures')}>
      {shown.map(([outcome, count]) => (
        <li key={outcome}>
          <OutcomeWord outcome={outcome} count={count} />
        </li>
      ))}
    </ul>
  );
}
