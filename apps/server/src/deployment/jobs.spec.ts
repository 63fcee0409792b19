import { problem } from '../http/problem.js';
import { Jobs } from './jobs.js';

describe('a job that fails', () => {
  const heard: unknown[] = [];
  const jobs = new Jobs(
    () => undefined,
    (error) => heard.push(error),
  );
  async function failing(error: unknown) {
    const { id } = jobs.start('verify', 'somebody', () => Promise.reject(error));
    await new Promise((resolve) => setImmediate(resolve));
    return { id, job: jobs.get(id) };
  }

  it('tells its owner an id to name it by, and the server’s log what it was', async () => {
    const error = new Error("SQLITE_ERROR: no such column: 'name' in /var/lib/jianzheng/data/ledger.db");
    const { id, job } = await failing(error);
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'INTERNAL', status: 500, traceId: id } });
    expect(JSON.stringify(job)).not.toMatch(/SQLITE|ledger\.db|column/);
    expect(heard).toEqual([error]);
  });

  it('says which outage it was', async () => {
    const error = Object.assign(new Error('no space left on /var/lib/jianzheng'), { code: 'ENOSPC' });
    const { job } = await failing(error);
    expect(job?.problem).toMatchObject({ code: 'STORE_UNAVAILABLE', status: 503, params: { reason: 'disk-full' } });
    expect(JSON.stringify(job)).not.toContain('/var/lib');
  });

  it('gives the reasons that are meant for people as they are', async () => {
    heard.length = 0;
    const { job } = await failing(problem(409, 'REBUILD_RUNNING', { set: 'main' }));
    expect(job?.problem).toMatchObject({ code: 'REBUILD_RUNNING', status: 409, params: { set: 'main' } });
    expect(heard).toEqual([]);
  });
});
