import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import type { Integrity, Job } from '../../api/types.js';
import { shownSeconds } from '../../format/dates.js';
import { ProblemAlert } from '../../problems/problem-alert.js';
import { Loaded } from '../../widgets/loaded.js';
import { useJob, useJobs } from './jobs.js';
import { useLogName, verdictName } from './log-names.js';
import { reportsIn } from './reports.js';
import { Verdict } from './verdict.js';

/** The verification chosen in the address, else the newest one: it can be left and found again. */
export function Verification({ last }: { readonly last: Integrity['lastVerification'] }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const jobs = useJobs();
  const verifications = jobs.data?.jobs.filter(({ kind }) => kind === 'verify') ?? [];
  const chosen = params.get('job') ?? verifications[0]?.id;
  return (
    <section className="panel stack" aria-labelledby="verification">
      <h2 id="verification">{t('integrity.last')}</h2>
      {chosen === undefined ? <LastLine last={last} /> : <OneJob id={chosen} />}
      {verifications.length > 1 && (
        <>
          <h3 className="panel-title">{t('integrity.jobs')}</h3>
          <ul className="row">
            {verifications.map(({ id, startedAt, state }) => (
              <li key={id}>
                <button
                  type="button"
                  className="link-button tabular"
                  aria-current={id === chosen}
                  onClick={() =>
                    setParams((old) => {
                      const next = new URLSearchParams(old);
                      next.set('job', id);
                      return next;
                    })
                  }
                >
                  {shownSeconds(startedAt)} {t(`integrity.jobState.${state}`)}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function LastLine({ last }: { readonly last: Integrity['lastVerification'] }) {
  const { t } = useTranslation();
  const logName = useLogName();
  if (last === undefined) return <p className="muted">{t('integrity.never')}</p>;
  const verdict = verdictName(last.verdict);
  return (
    <>
      <p className="muted">
        {t('integrity.lastLine', {
          at: shownSeconds(last.at),
          log: logName(last.log),
          verdict: t(`integrity.verdict.${verdict}`),
          size: last.size,
        })}
      </p>
      <Verdict
        report={{
          log: last.log,
          verdict: last.verdict,
          size: last.size,
          root: last.root,
          exitCode: last.exit,
          faults: [],
          ...(last.firstBad === undefined ? {} : { firstBad: last.firstBad }),
          anomalies: 0,
        }}
      />
    </>
  );
}

function OneJob({ id }: { readonly id: string }) {
  const reading = useJob(id);
  return <Loaded reading={reading}>{(job) => <JobState job={job} />}</Loaded>;
}

function JobState({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  const logName = useLogName();
  if (job.state === 'running') {
    const percent = job.total === 0 ? 0 : Math.floor((100 * job.done) / job.total);
    return (
      <div role="status">
        <p>
          {t('integrity.running')} {logName(job.phase)}{' '}
          <span className="tabular">{t('integrity.done', { done: job.done, total: job.total })}</span>
        </p>
        <Progress percent={percent} status="normal" aria-label={t('integrity.running')} />
        <p className="muted small">{t('integrity.leave')}</p>
      </div>
    );
  }
  if (job.problem !== undefined) return <ProblemAlert problem={job.problem} />;
  if (job.state === 'failed') return <p className="verdict wrong">{t('integrity.failed')}</p>;
  const reports = reportsIn(job.result);
  if (reports.length === 0) return <p className="verdict unsure">{t('integrity.verdictNote.other')}</p>;
  return (
    <div className="stack" role="status">
      <p className="muted tabular">{t('integrity.startedAt', { at: shownSeconds(job.startedAt) })}</p>
      {reports.map((report) => (
        <Verdict key={report.log} report={report} />
      ))}
    </div>
  );
}
