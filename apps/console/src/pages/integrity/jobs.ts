import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/client.js';
import type { Job } from '../../api/types.js';

const ASK_MS = 1000;

/** Long work by its id, asked again while it runs. */
export function useJob(id: string | undefined) {
  return useQuery<Job>({
    queryKey: ['/jobs', id],
    queryFn: () => get<Job>(`/jobs/${id}`),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? ASK_MS : false),
    meta: { live: true },
  });
}

/** The work of the present person, newest first. */
export function useJobs() {
  return useQuery<{ jobs: readonly Job[] }>({
    queryKey: ['/jobs'],
    queryFn: () => get<{ jobs: readonly Job[] }>('/jobs'),
    refetchInterval: ({ state }) => (state.data?.jobs.some((job) => job.state === 'running') === true ? ASK_MS : false),
    meta: { live: true },
  });
}
