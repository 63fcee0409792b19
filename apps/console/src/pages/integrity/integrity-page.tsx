import '../events/ledger.css';
import './integrity.css';
import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { ApiProblem, post } from '../../api/client.js';
import { useIntegrity } from '../../api/queries.js';
import type { Job } from '../../api/types.js';
import { ProblemAlert, problemOf } from '../../problems/problem-alert.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { useLogName } from './log-names.js';
import { LogPanel } from './log-panel.js';
import { Verification } from './verification.js';
import { ViewTable } from './view-table.js';

/** Whether the ledger is whole: a verification with its verdict, the logs, the views. */
export function IntegrityPage() {
  const { t } = useTranslation();
  const logName = useLogName();
  const [deep, setDeep] = useState(false);
  const reading = useIntegrity();
  const verify = useVerify(deep);
  const first = reading.data?.logs[0]?.log;
  return (
    <Page
      title={t('integrity.title')}
      actions={
        first !== undefined && (
          <>
            <Checkbox checked={deep} onChange={(change) => setDeep(change.target.checked)}>
              {t('integrity.deep')}
            </Checkbox>
            <Button
              type="primary"
              icon={<SafetyCertificateOutlined />}
              loading={verify.isPending}
              onClick={() => verify.mutate(first)}
            >
              {t('integrity.verifyFirst', { log: logName(first) })}
            </Button>
          </>
        )
      }
    >
      <div className="stack">
        <p className="muted">{t('integrity.sub')}</p>
        {verify.isError && <NotStarted error={verify.error} />}
        <Loaded reading={reading}>
          {(data) => (
            <>
              <Verification last={data.lastVerification} />
              <h2 className="panel-title">{t('integrity.logs')}</h2>
              {data.logs.length === 0 && <Nothing text={t('integrity.noLogs')} />}
              {data.logs.map((log) => (
                <LogPanel key={log.log} log={log} onVerify={() => verify.mutate(log.log)} />
              ))}
              <section className="panel stack" aria-labelledby="views">
                <h2 id="views">{t('integrity.views')}</h2>
                <p className="muted">{t('integrity.viewsNote')}</p>
                <ViewTable views={data.views} />
              </section>
            </>
          )}
        </Loaded>
      </div>
    </Page>
  );
}

const runningJob = (error: unknown) =>
  error instanceof ApiProblem && error.body.code === 'VERIFY_RUNNING' ? error.body.params?.['job'] : undefined;

/** Starts a verification and puts it into the address; one that runs already is shown instead. */
function useVerify(deep: boolean) {
  const queries = useQueryClient();
  const [, setParams] = useSearchParams();
  const show = (job: string) =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      next.set('job', job);
      return next;
    });
  return useMutation({
    mutationFn: (log: string) => post<Job>('/integrity/verify', { log, deep }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['/jobs'] });
      show(id);
    },
    onError: (error) => {
      const job = runningJob(error);
      if (job !== undefined) show(String(job));
    },
  });
}

function NotStarted({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  if (runningJob(error) !== undefined) return <p role="status">{t('integrity.already')}</p>;
  return <ProblemAlert problem={problemOf(error)} />;
}
