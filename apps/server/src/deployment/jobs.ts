import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Job as JobShape } from '../api/shapes.js';
import { outageOf, ProblemError, problemBody } from '../http/problem.js';

export type Job = z.infer<typeof JobShape>;

const KEPT = 50;

/** Long work that can be left and found again. Jobs live as long as the process; what they made is elsewhere. */
export class Jobs {
  readonly #jobs = new Map<string, Job & { readonly by: string }>();

  constructor(
    private readonly changed: (id: string) => void,
    /** Hears what went wrong and nobody expected: the job's owner is only given its id, to name it by. */
    private readonly unexpected: (error: unknown, job: Pick<Job, 'id' | 'kind'>) => void,
  ) {}

  /** Starts work in the background and returns at once. `progress` may be called often. */
  start(
    kind: Job['kind'],
    by: string,
    work: (progress: (phase: string, done: number, total: number) => void) => Promise<unknown>,
    /** Where what is worked on has an id of its own. */
    id: string = randomUUID(),
  ): Job {
    const job: Job & { by: string } = {
      id,
      kind,
      by,
      state: 'running',
      phase: '',
      done: 0,
      total: 0,
      startedAt: new Date().toISOString(),
    };
    this.#jobs.set(job.id, job);
    this.#forget();
    let told = 0;
    const progress = (phase: string, done: number, total: number) => {
      Object.assign(job, { phase, done, total });
      if (Date.now() - told < 200) return;
      told = Date.now();
      this.changed(job.id);
    };
    work(progress).then(
      (result) => this.#end(job, { state: 'done', result }),
      (error: unknown) => {
        if (!(error instanceof ProblemError)) this.unexpected(error, job);
        this.#end(job, { state: 'failed', problem: problemOf(error, job.id) as Job['problem'] });
      },
    );
    return job;
  }

  get(id: string): (Job & { readonly by: string }) | undefined {
    return this.#jobs.get(id);
  }

  list(by: string): readonly Job[] {
    return [...this.#jobs.values()]
      .filter((job) => job.by === by)
      .reverse()
      .map(shownJob);
  }

  #end(job: Job, change: Partial<Job>): void {
    Object.assign(job, change);
    this.changed(job.id);
  }

  #forget(): void {
    for (const [id, job] of this.#jobs) {
      if (this.#jobs.size <= KEPT) return;
      if (job.state !== 'running') this.#jobs.delete(id);
    }
  }
}

/** Never the message of an error: it may name paths, statements and values. */
function problemOf(error: unknown, id: string) {
  if (error instanceof ProblemError) return problemBody(error.status, error.rejection, id);
  const outage = outageOf(error);
  if (outage !== undefined) return problemBody(503, { code: 'STORE_UNAVAILABLE', params: { reason: outage } }, id);
  return problemBody(500, { code: 'INTERNAL' }, id);
}

/** A job as its owner sees it. */
export function shownJob({ by: _by, ...job }: Job & { readonly by?: string }): Job {
  return job;
}
