import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { buildLibraries } from './testing/build-libraries.js';
import { VaultFolder } from './testing/vault-folder.js';

/**
 * A child process writes as the server does (blob and vault first, then a small append-only file in the place of the
 * ledger, then the answer) and dies by SIGKILL, at a chosen step or at any moment.
 */
const built = mkdtempSync(join(tmpdir(), 'jianzheng-vault-child-'));
jest.setTimeout(60_000); // children and whole-file encryption on a busy machine
let folder: VaultFolder;

beforeAll(() => {
  buildLibraries(built);
  writeFileSync(join(built, 'child.js'), CHILD);
});
afterAll(() => rmSync(built, { recursive: true, force: true }));
beforeEach(() => {
  folder = new VaultFolder();
});
afterEach(() => folder.clear());

const CHILD = `
  import { fsyncSync, openSync, writeSync } from 'node:fs';
  import { randomUUID } from 'node:crypto';
  import { join } from 'node:path';
  import { openVault } from '#vault';
  const [root, dieAt] = process.argv.slice(2);
  const vault = openVault({ path: join(root, 'vault.db'), kekPath: join(root, 'keys', 'vault.kek') });
  const blobs = vault.openBlobs(join(root, 'blobs'));
  const ledger = openSync(join(root, 'ledger.jsonl'), 'a');
  const step = (name) => { if (name === dieAt) process.kill(process.pid, 'SIGKILL'); };
  step('opened');
  for (let n = 0; n < 1e9; n++) {
    const id = randomUUID();
    const subject = 'p' + (n % 7);
    const { sha256 } = await blobs.put(Buffer.from('%PDF-1.7 ' + id));
    step('blob-put');
    const fields = [{ path: 'name', value: 'name of ' + id }, { path: 'phone', value: id.slice(0, 8) }];
    const pii = vault.commit(subject, id, fields);
    step('committed');
    blobs.link(id, [sha256]);
    vault.store([{ subject, eventId: id, fields }]);
    step('stored');
    writeSync(ledger, JSON.stringify({ id, pii, att: [sha256] }) + '\\n');
    fsyncSync(ledger);
    step('appended');
    writeSync(1, id + '\\n');
    step('answered');
  }
`;

interface Line {
  readonly id: string;
  readonly pii: { readonly p: string; readonly c: string }[];
  readonly att: readonly string[];
}

function ledger(): Line[] {
  const path = join(folder.root, 'ledger.jsonl');
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Line);
}

const later = () => new Date(Date.now() + 60_000).toISOString();

/** What must hold after any crash; returns how many orphans there were. */
async function check(answered: readonly string[]): Promise<{ disclosures: number; blobs: number; files: number }> {
  const events = new Map(ledger().map((line) => [line.id, line]));
  const sql = new Database(folder.path);
  expect(sql.pragma('integrity_check', { simple: true })).toBe('ok');
  sql.close();
  const vault = folder.open();
  const blobs = vault.openBlobs(folder.blobs);
  for (const id of answered) expect(events.has(id)).toBe(true);
  const everyEvent = async () => {
    for (const { id, pii, att } of events.values()) {
      expect(pii).toHaveLength(2);
      expect(vault.explain(id, pii).map(({ status }) => status)).toEqual(['present', 'present']);
      for (const digest of att) expect((await blobs.get(digest)).toString()).toBe(`%PDF-1.7 ${id}`);
    }
  };
  await everyEvent();
  const exists = (eventId: string) => events.has(eventId);
  const disclosures = await vault.sweepOrphans(exists, later());
  for (const eventId of disclosures) expect(vault.read(eventId)).toEqual([]);
  const swept = await blobs.sweepOrphans(exists, later());
  await everyEvent();
  expect(await vault.sweepOrphans(exists, later())).toEqual([]);
  expect(await blobs.sweepOrphans(exists, later())).toEqual({ blobs: 0, files: 0 });
  vault.close();
  return { disclosures: disclosures.length, ...swept };
}

describe('a crash', () => {
  it.each([
    ['opened', { events: 0, answers: 0, disclosures: 0, blobs: 0 }],
    ['blob-put', { events: 0, answers: 0, disclosures: 0, blobs: 1 }],
    ['committed', { events: 0, answers: 0, disclosures: 0, blobs: 1 }],
    ['stored', { events: 0, answers: 0, disclosures: 1, blobs: 1 }],
    ['appended', { events: 1, answers: 0, disclosures: 0, blobs: 0 }],
    ['answered', { events: 1, answers: 1, disclosures: 0, blobs: 0 }],
  ])('when it has %s leaves an orphan or an event with its values, nothing else', async (step, expected) => {
    const child = spawnSync(process.execPath, [join(built, 'child.js'), folder.root, step], { encoding: 'utf8' });
    expect([child.signal, child.stderr]).toEqual(['SIGKILL', '']);
    const answered = child.stdout.split('\n').filter((line) => line !== '');
    const orphans = await check(answered);
    expect({
      events: ledger().length,
      answers: answered.length,
      disclosures: orphans.disclosures,
      blobs: orphans.blobs,
    }).toEqual(expected);
  });

  it('at any moment loses no value of an event, time after time on the same folder', async () => {
    const answered: string[] = [];
    for (let round = 0; round < 10; round++) {
      const child = spawn(process.execPath, [join(built, 'child.js'), folder.root, 'never']);
      await killed(child, answered, 1 + ((round * 37) % 50));
      const orphans = await check(answered);
      expect(orphans.disclosures).toBeLessThanOrEqual(1);
      expect(orphans.blobs + orphans.files).toBeLessThanOrEqual(1);
    }
    expect(answered.length).toBeGreaterThan(100);
  });
});

/** Kills the child a few milliseconds after its n-th answer; resolves when it is gone. */
function killed(child: ChildProcess, answered: string[], afterAnswers: number): Promise<void> {
  return new Promise((resolveGone, reject) => {
    let text = '';
    let errors = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      const before = text.split('\n').length;
      text += chunk.toString();
      const now = text.split('\n').length;
      if (before <= afterAnswers && now > afterAnswers) setTimeout(() => child.kill('SIGKILL'), afterAnswers % 7);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`the child ended by itself: ${errors}`));
      const lines = text.split('\n').slice(0, -1);
      answered.push(...lines);
      resolveGone();
    });
  });
}
