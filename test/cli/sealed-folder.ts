import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { commands } from '../../apps/server/src/deployment/catalogue.js';
import { Deployment } from '../../apps/server/src/deployment/deployment.js';

const SURNAMES = '赵钱孙李周吴郑王冯陈';

/** A data folder that was shut down cleanly: `people` registered persons, sealed in three steps. */
export class SealedFolder {
  readonly #root = mkdtempSync(join(tmpdir(), 'jz-cli-'));
  #copies = 0;
  readonly path = join(this.#root, 'data');

  static async make(people: number): Promise<SealedFolder> {
    const folder = new SealedFolder();
    const deployment = await Deployment.open({
      folder: folder.path,
      demo: false,
      logger: pino({ level: 'silent' }),
      sealEveryMs: 3600_000,
    });
    const register = commands.find(({ verb }) => verb === 'register-person');
    if (register === undefined) throw new Error('no command register-person');
    for (let i = 0; i < people; i++) {
      const data = {
        gender: i % 2 === 0 ? 'female' : 'male',
        birthMonth: '1980-05',
        education: 'bachelor',
        membership: 'none',
      };
      const ran = await deployment.runner.run({
        command: register,
        commandId: randomUUID(),
        body: { data: register.schema.parse(data), personal: { name: `${SURNAMES[i % 10]}某${i}` } },
        actor: { id: '00000000-0000-4000-8000-0000000000aa', role: 'election-clerk', unit: 'S01' },
      });
      if (!ran.ok) throw new Error(JSON.stringify(ran.error));
      if (i % Math.ceil(people / 3) === 0) await deployment.seal();
    }
    await deployment.close();
    return folder;
  }

  /** A copy to tamper with. */
  copy(): string {
    const path = join(this.#root, `copy-${this.#copies++}`);
    cpSync(this.path, path, { recursive: true });
    return path;
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** What somebody with access to the file does: the triggers are dropped, then anything goes. */
export function tamper(folder: string, change: (db: Database.Database) => void): void {
  const db = new Database(join(folder, 'ledger.db'));
  try {
    const triggers = db.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).pluck().all();
    for (const name of triggers) db.exec(`DROP TRIGGER ${name}`);
    change(db);
  } finally {
    db.close();
  }
}

/** One leaf of the `process` log. */
export function leafAt(db: Database.Database, position: number): Buffer {
  const leaf = db
    .prepare<[number], Buffer>('SELECT leaf FROM events WHERE log = 0 AND position = ?')
    .pluck()
    .get(position);
  if (leaf === undefined) throw new Error(`no position ${position}`);
  return leaf;
}
