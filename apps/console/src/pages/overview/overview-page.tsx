import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useOverview, useStreetRules } from '../../api/queries.js';
import type { Outcome, Overview, StepStatus } from '../../api/types.js';
import { useWords } from '../../i18n/index.js';
import { STEP_LOOK } from '../../theme.js';
import { AsOfPicker, AsOfStrip, useAsOf } from '../../widgets/as-of.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { lookStyle, OUTCOMES, OutcomeWord, StepWord } from '../../widgets/outcome.js';
import { Page } from '../../widgets/page.js';
import { RuleTable } from '../../widgets/rule-table.js';
import { useStepNumber } from '../../widgets/step-name.js';

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
  if (data.communities.length === 0) return <Nothing text={t('overview.empty')} />;
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
              {steps.map(({ step, title }) => (
                <th key={step} scope="col" title={words(title)}>
                  <span className="small muted">{stepNumber(step)}</span>
                  <br />
                  {words(title)}
                </th>
              ))}
              <th scope="col" className="wide-column">
                {t('overview.outcomes')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.communities.map((community) => (
              <tr key={community.code}>
                <th scope="row">
                  <Link to={`/app/communities/${community.code}${query}`}>{community.name}</Link>
                </th>
                {community.steps.map((step) => (
                  <StepCell key={step.step} code={community.code} name={community.name} step={step} query={query} />
                ))}
                <td className="wide-column">
                  <OutcomeCounts
                    outcomes={community.outcomes}
                    to={`/app/communities/${community.code}?tab=rules${asOf === undefined ? '' : `&asOf=${asOf}`}`}
                  />
                </td>
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
  const words = useWords();
  const status = t(`common.stepStatus.${step.status}`);
  return (
    <td>
      <Link to={`/app/communities/${code}/steps/${step.step}${query}`} style={lookStyle(STEP_LOOK[step.status])}>
        <span className="visually-hidden">
          {t('overview.cell', { community: name, n: step.step, title: words(step.title) })}
        </span>
        {status}
        {step.problems > 0 && <b className="tabular">{step.problems}</b>}
      </Link>
    </td>
  );
}

/** Outcomes of a community, worst first; the two worst by name, the rest by opening. */
function OutcomeCounts({ outcomes, to }: { readonly outcomes: Overview['streetOutcomes']; readonly to: string }) {
  const present = OUTCOMES.filter((outcome) => (outcomes[outcome] ?? 0) > 0);
  return (
    <Link to={to} className="outcome-counts">
      {present
        .filter((outcome, i) => i < 2 || outcome === 'pass')
        .map((outcome) => (
          <OutcomeWord key={outcome} outcome={outcome} count={outcomes[outcome]} />
        ))}
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
