import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { get } from '../../api/client.js';
import { useFindings, useImports, useNotices, useOverview } from '../../api/queries.js';
import type { CommunityPage, NoticeRow, Overview } from '../../api/types.js';
import { useJoin, useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { StepWord } from '../../widgets/outcome.js';
import { Page } from '../../widgets/page.js';
import { useStepTitle } from '../../widgets/step-name.js';
import { ImportList } from '../imports/import-list.js';
import { FirstSteps } from '../street/first-steps.js';
import { type ToDo, useWaiting } from './waiting.js';

/** What is going on and what waits for the person who is at work. */
export function WorkbenchPage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const overview = useOverview();
  const notices = useNotices({});
  return (
    <Page title={t('shell.page.workbench')} sub={overview.data?.street?.name}>
      <Loaded reading={overview}>
        {(data) => (
          <div className="stack">
            <FirstSteps data={data} />
            <Figures data={data} notices={notices.data?.items ?? []} />
            {notices.isError && <Loaded reading={notices}>{() => null}</Loaded>}
            <Waiting data={data} notices={notices.data?.items ?? []} />
            <StepsUnderWay data={data} />
            {may('import') && <Imports />}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Figures({ data, notices }: { readonly data: Overview; readonly notices: readonly NoticeRow[] }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const findings = useFindings({}, may('findings.read'));
  const done = data.communities.filter(({ steps }) => steps.find(({ step }) => step === 10)?.status === 'done').length;
  const sum = (of: (one: Overview['communities'][number]) => number) =>
    data.communities.reduce((total, one) => total + of(one), 0);
  const figures = [
    [t('shell.workbench.communities'), data.communities.length, '/app/overview'],
    [t('shell.workbench.done'), done, '/app/overview'],
    [
      t('shell.workbench.failing'),
      sum(({ outcomes }) => (outcomes['fail'] ?? 0) + (outcomes['overdue'] ?? 0)),
      '/app/overview',
    ],
    [
      t('shell.workbench.indications'),
      findings.data?.items.filter(({ status }) => status === 'indicated').length ??
        sum(({ indications }) => indications),
      may('findings.read') ? '/app/findings?status=indicated' : '/app/overview',
    ],
    [
      t('shell.workbench.up'),
      notices.filter(({ takenDownOn }) => takenDownOn === undefined).length,
      '/app/notices?up=1',
    ],
  ] as const;
  return (
    <ul className="figures" aria-label={t('shell.workbench.counts')}>
      {figures.map(([label, count, to]) => (
        <li key={label} className="figure">
          <Link to={to}>
            <strong>{count}</strong>
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Waiting({ data, notices }: { readonly data: Overview; readonly notices: readonly NoticeRow[] }) {
  const { t } = useTranslation();
  // A community's page holds what waits there; the eight are small and are asked together.
  const pages = useQueries({
    queries: data.communities.map(({ code }) => ({
      queryKey: [`/communities/${code}`, { asOf: undefined }],
      queryFn: () => get<CommunityPage>(`/communities/${code}`),
      meta: { live: true },
    })),
  });
  const items = useWaiting(
    pages.flatMap(({ data: page }) => page ?? []),
    notices,
  );
  const own = items.filter(({ others }) => others !== true);
  const others = items.filter((item) => item.others === true);
  const failed = pages.find(({ isError }) => isError);
  const isReading = pages.some(({ isPending }) => isPending);
  return (
    <>
      <section className="panel" aria-labelledby="waiting" aria-busy={isReading}>
        <h2 id="waiting">{t('shell.workbench.waiting')}</h2>
        {failed !== undefined && <Loaded reading={failed}>{() => null}</Loaded>}
        {own.length > 0 ? (
          <ToDoList items={own} />
        ) : (
          failed === undefined && <Nothing text={isReading ? t('common.loading') : t('shell.workbench.nothing')} />
        )}
      </section>
      {others.length > 0 && (
        <section className="panel" aria-labelledby="others">
          <h2 id="others">{t('shell.workbench.others')}</h2>
          <ToDoList items={others} />
        </section>
      )}
    </>
  );
}

function ToDoList({ items }: { readonly items: readonly ToDo[] }) {
  const { t } = useTranslation();
  return (
    <ul className="to-do">
      {items.map(({ key, kind, text, to }) => (
        <li key={key}>
          <Link to={to}>
            <span className="to-do-kind">{t(`shell.workbench.kind.${kind}`)}</span>
            {text}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function StepsUnderWay({ data }: { readonly data: Overview }) {
  const { t } = useTranslation();
  const words = useWords();
  const stepTitle = useStepTitle();
  const join = useJoin();
  const rows = data.communities.flatMap(({ code, name, steps }) =>
    steps
      .filter(({ status }) => status === 'in-progress' || status === 'problem')
      .map((step) => ({ code, name, step })),
  );
  return (
    <section className="panel" aria-labelledby="steps">
      <h2 id="steps">{t('shell.workbench.steps')}</h2>
      {rows.length === 0 ? (
        <Nothing text={t('shell.workbench.nothingUnderWay')} />
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('community.tasks.step')}</th>
              <th scope="col">{t('common.status')}</th>
              <th scope="col">{t('shell.workbench.since')}</th>
              <th scope="col">{t('community.tasks.missing')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ code, name, step }) => (
              <tr key={`${code} ${step.step}`}>
                <td>
                  <Link to={`/app/communities/${code}/steps/${step.step}`}>
                    {t('shell.workbench.step', { community: name, title: stepTitle(step) })}
                  </Link>
                </td>
                <td className="nowrap">
                  <StepWord status={step.status} />
                  {step.problems > 0 && <span className="muted"> {t('overview.problems', { n: step.problems })}</span>}
                </td>
                <td className="tabular nowrap">{step.since ?? t('common.none')}</td>
                <td>{join([...new Set(step.missing.map(({ title }) => words(title)))])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Imports() {
  const { t } = useTranslation();
  const imports = useImports();
  return (
    <section className="panel" aria-labelledby="imports">
      <h2 id="imports">{t('shell.workbench.imports')}</h2>
      <Loaded reading={imports}>
        {({ imports: all }) => {
          const open = all.filter(({ state }) => state !== 'committed' && state !== 'dropped');
          return open.length === 0 ? <Nothing text={t('shell.workbench.noImports')} /> : <ImportList imports={open} />;
        }}
      </Loaded>
    </section>
  );
}
