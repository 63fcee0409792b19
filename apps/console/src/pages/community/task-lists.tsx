import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import type { CommunityPage, StepStatus } from '../../api/types.js';
import { useJoin, useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { StepWord } from '../../widgets/outcome.js';
import { useStepNumber, useStepWord } from '../../widgets/step-name.js';

/** Two task lists: preparation with the ten steps of the Party, and the seven of the residents. */
export function TaskLists({ page }: { readonly page: CommunityPage }) {
  const { t } = useTranslation();
  const { may } = useSession();
  return (
    <div className="stack">
      {page.termId === undefined && (
        <p>
          {t('community.notOpened')}{' '}
          {may('elections.record') && (
            <Link to={`/app/entry/terms/open-term?community=${page.code}`}>{t('community.openTerm')}</Link>
          )}
        </p>
      )}
      <section aria-labelledby="party-steps">
        <h2 className="panel-title" id="party-steps">
          {t('community.tasks.party')}
        </h2>
        <ol className="task-list">
          {page.steps.map((step) => (
            <Task key={step.step} code={page.code} step={step} />
          ))}
        </ol>
      </section>
      <section aria-labelledby="residents-steps">
        <h2 className="panel-title" id="residents-steps">
          {t('community.tasks.residents')}
        </h2>
        <p className="muted">{t('community.tasks.residentsNote')}</p>
        <p className="muted">{t('community.tasks.residentsSteps')}</p>
      </section>
    </div>
  );
}

/** The whole row is the link. */
function Task({ code, step }: { readonly code: string; readonly step: StepStatus }) {
  const { t } = useTranslation();
  const words = useWords();
  const join = useJoin();
  const stepNumber = useStepNumber();
  const stepWord = useStepWord();
  const [params] = useSearchParams();
  const asOf = params.get('asOf');
  const missing = join([...new Set(step.missing.map(({ title }) => words(title)))]);
  return (
    <li>
      <Link className="task" to={`/app/communities/${code}/steps/${step.step}${asOf === null ? '' : `?asOf=${asOf}`}`}>
        <span className="task-name">
          {stepNumber(step.step)} <b>{words(step.title)}</b>
        </span>
        <span className="task-status">
          <StepWord status={step.status} />
        </span>
        <span className="tabular muted">
          {step.since ?? ''}
          {step.doneOn !== undefined && ` – ${step.doneOn}`}
        </span>
        <span className="task-note">
          {step.problems > 0 && <b className="bad">{t('overview.problems', { n: step.problems })}</b>}{' '}
          {step.waitsFor !== undefined && t('community.tasks.waitsFor', { step: stepWord(step.waitsFor) })}{' '}
          {step.status !== 'cannot-start' && missing !== '' && t('shell.workbench.stepMissing', { missing })}
        </span>
      </Link>
    </li>
  );
}
