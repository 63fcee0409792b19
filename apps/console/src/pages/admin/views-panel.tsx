import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, post } from '../../api/client.js';
import type { Integrity, Job } from '../../api/types.js';
import { ProblemAlert, problemOf } from '../../problems/problem-alert.js';
import { Loaded } from '../../widgets/loaded.js';
import { useJob } from '../integrity/jobs.js';
import { ViewTable } from '../integrity/view-table.js';

/** The views with their lag; each can be built anew beside the one that answers. */
export function ViewsPanel() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [id, setId] = useState<string>();
  const reading = useQuery<{ views: Integrity['views'] }>({
    queryKey: ['/views'],
    queryFn: () => get<{ views: Integrity['views'] }>('/views'),
    meta: { live: true },
  });
  const rebuild = useMutation({
    mutationFn: (name: string) => post<Job>(`/views/${encodeURIComponent(name)}/rebuild`),
    onSuccess: (job) => {
      setId(job.id);
      void queries.invalidateQueries({ queryKey: ['/jobs'] });
    },
  });
  const { data: job } = useJob(id);
  const state = job?.state;
  useEffect(() => {
    if (state === undefined || state === 'running') return;
    void queries.invalidateQueries({ queryKey: ['/views'] });
    if (state === 'done') void message.success(t('admin.system.rebuildDone'));
  }, [state, queries, message, t]);
  return (
    <section className="panel stack" aria-labelledby="views">
      <h2 id="views">{t('admin.system.views')}</h2>
      <p className="muted">{t('admin.system.viewsNote')}</p>
      {rebuild.isError && <ProblemAlert problem={problemOf(rebuild.error)} />}
      {job?.problem !== undefined && <ProblemAlert problem={job.problem} />}
      {state === 'failed' && job?.problem === undefined && (
        <p className="bad" role="alert">
          {t('admin.system.rebuildFailed')}
        </p>
      )}
      {job !== undefined && state === 'running' && (
        <div role="status">
          <span className="tabular">
            {t('admin.system.job.rebuild')} {t('integrity.done', { done: job.done, total: job.total })}
          </span>
          <Progress
            percent={job.total === 0 ? 0 : Math.floor((100 * job.done) / job.total)}
            status="normal"
            aria-label={t('admin.system.job.rebuild')}
          />
        </div>
      )}
      <Loaded reading={reading}>
        {({ views }) => (
          <ViewTable
            views={views}
            action={(view) => (
              <Button
                size="small"
                disabled={state === 'running' || view.state === 'rebuilding'}
                loading={rebuild.isPending && rebuild.variables === view.name}
                aria-label={t('admin.system.rebuildOf', { name: view.name })}
                onClick={() => rebuild.mutate(view.name)}
              >
                {t('admin.system.rebuild')}
              </Button>
            )}
          />
        )}
      </Loaded>
    </section>
  );
}
