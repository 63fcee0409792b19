import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { get, post } from './client.js';
import { queryClient } from './query-client.js';
import type { Job } from './types.js';

/** Long work of the server, found again after leaving the page. */
export function useJobs() {
  return useQuery<{ jobs: Job[] }>({
    queryKey: ['/jobs'],
    queryFn: () => get<{ jobs: Job[] }>('/jobs'),
    refetchInterval: ({ state }) => (state.data?.jobs.some((job) => job.state === 'running') === true ? 1000 : false),
    meta: { live: true },
  });
}

/** Starts a job and says, when it is done, what it is about to everything that is shown. */
export function useStartJob(path: string): { start(body?: unknown): Promise<Job>; readonly job: Job | undefined } {
  const [id, setId] = useState<string>();
  const jobs = useJobs();
  const job = jobs.data?.jobs.find((one) => one.id === id);
  const state = job?.state;
  useEffect(() => {
    if (state === 'done') void queryClient.invalidateQueries({ predicate: ({ meta }) => meta?.['live'] === true });
  }, [state]);
  return {
    job,
    async start(body = {}) {
      const started = await post<Job>(path, body);
      setId(started.id);
      queryClient.setQueryData<{ jobs: Job[] }>(['/jobs'], (old) => ({
        jobs: [started, ...(old?.jobs.filter((one) => one.id !== started.id) ?? [])],
      }));
      return started;
    },
  };
}
