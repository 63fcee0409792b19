import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pino } from 'pino';
import { Deployment } from './deployment.js';

const logger = pino({ level: 'silent' });

describe('the files of a data folder that somebody else made', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jz-modes-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const openToOthers = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.parentPath.includes('checkpoints') && !entry.parentPath.includes('views'))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => (statSync(path).mode & 0o077) !== 0)
      .map((path) => relative(folder, path))
      .sort();

  it('are their owner’s only, whatever the umask gives, also those of before', async () => {
    const umask = process.umask(0o022);
    try {
      chmodSync(folder, 0o755);
      const first = await Deployment.open({ folder, demo: false, logger });
      // The lock of the writer is empty; what stands in `seals` is public once it is published.
      const isHarmless = (path: string) => path === 'ledger.db-writer' || path.startsWith('seals/');
      expect(openToOthers().filter((path) => !isHarmless(path))).toEqual([]);
      await first.close();
      for (const file of ['ledger.db', 'vault.db']) chmodSync(join(folder, file), 0o644);
      const again = await Deployment.open({ folder, demo: false, logger });
      for (const file of ['ledger.db', 'ledger.db-wal', 'vault.db', 'vault.db-wal'])
        expect([file, (statSync(join(folder, file)).mode & 0o777).toString(8)]).toEqual([file, '600']);
      await again.close();
    } finally {
      process.umask(umask);
    }
  });
});
