import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEventStore } from '../contract/event-store.contract.js';
import { openSqliteStore, type SqliteStoreOptions } from './sqlite-store.js';

function inNewFolder(options: SqliteStoreOptions) {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jz-store-'));
    const path = join(folder, 'ledger.db');
    let store = openSqliteStore(path, options);
    return {
      store,
      reopen: async () => {
        await store.close();
        store = openSqliteStore(path, options);
        return store;
      },
      dispose: async () => {
        await store.close();
        rmSync(folder, { recursive: true });
      },
    };
  };
}

describeEventStore('SQLite', inNewFolder({}), { runs: 25 });
// The same with everything that is deferred done all the time, so that both ways of finding an event are walked.
describeEventStore(
  'SQLite, indexed every three events',
  inNewFolder({ indexEvery: 3, groupEvents: 2, checkpointPages: 2 }),
);
