import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Verification } from '../../apps/server/src/integrity/verification.js';
import { TestServer, withStreet } from './fixture.js';

jest.setTimeout(60_000);

/** As whoever has the file can: the trigger that forbids it is taken away first. */
function change(folder: string, from: string, to: string): number {
  const db = new Database(join(folder, 'data', 'ledger.db'));
  const triggers = db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all();
  for (const name of triggers) db.exec(`DROP TRIGGER ${name}`);
  const { changes } = db
    .prepare('UPDATE events SET leaf = replace(leaf, ?, ?) WHERE log = 0 AND position = 1')
    .run(from, to);
  db.close();
  return changes;
}

describe('a server on a folder whose events somebody changed', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
    await withStreet(server);
    await server.deployment.seal(['process', 'access', 'cases']);
  });
  afterAll(() => server.remove());

  it('claims no more than was checked, and finds it by the reading after the start', async () => {
    const ready = async () => (await server.ask('GET', '/health/ready')).body;
    await server.app.get(Verification).afterStart(() => undefined);
    expect(await ready()).toMatchObject({ verification: { process: 'intact' } });
    await server.close();
    expect(change(server.folder, '云桥街道', '云乔街道')).toBe(1);
    await server.open();
    expect(await ready()).toMatchObject({
      checks: { checkpoint: 'size-agrees' },
      verification: { process: 'not-yet' },
    });
    const heard: string[] = [];
    await server.app.get(Verification).afterStart(({ log, verdict }) => heard.push(`${log} ${verdict}`));
    expect(heard).toEqual(['process tampered']);
    expect(await ready()).toMatchObject({ verification: { process: 'tampered' } });
    const shown = await server.get('/integrity', 'zhengrui');
    expect(shown.body).toMatchObject({ lastVerification: { log: 'process', verdict: 'tampered', firstBad: 1 } });
  });
});
