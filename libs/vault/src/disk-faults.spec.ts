import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Commitment } from '#kernel';
import { buildLibraries } from './testing/build-libraries.js';
import { VaultFolder } from './testing/vault-folder.js';

/** System calls seen, failed and cut short by strace: what SIGKILL alone does not show, because the page cache survives it. */
const strace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
if (!strace) process.stdout.write('skipped: faults of the disk (strace is not here or may not trace)\n');

jest.setTimeout(300_000); // each run is a process under strace
const built = mkdtempSync(join(tmpdir(), 'jianzheng-vault-faults-'));
beforeAll(() => {
  buildLibraries(built);
  writeFileSync(join(built, 'child.js'), CHILD);
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

/** Three events, each with a blob; a line on standard output answers each, or tells the refusal's code. */
const CHILD = `
  import { writeSync } from 'node:fs';
  import { join } from 'node:path';
  import { openVault } from '#vault';
  const root = process.argv[2];
  const say = (line) => writeSync(1, JSON.stringify(line) + '\\n');
  try {
    const vault = openVault({ path: join(root, 'vault.db'), kekPath: join(root, 'keys', 'vault.kek') });
    const blobs = vault.openBlobs(join(root, 'blobs'));
    say({ opened: true });
    for (let n = 1; n <= 3; n++) {
      const id = '00000000-0000-4000-8000-00000000000' + n;
      try {
        const { sha256 } = await blobs.put(Buffer.from('%PDF-1.7 ' + id), { eventId: id });
        const fields = [{ path: 'name', value: 'name ' + n }];
        const pii = vault.commit('p' + n, id, fields);
        vault.store([{ subject: 'p' + n, eventId: id, fields }]);
        say({ id, pii, sha256 });
      } catch (error) {
        say({ id, refused: error.code ?? error.message });
      }
    }
  } catch (error) {
    say({ refused: error.code ?? error.message });
  }
`;

interface Answer {
  readonly opened?: true;
  readonly id?: string;
  readonly pii?: Commitment[];
  readonly sha256?: string;
  readonly refused?: string;
}

function run(folder: VaultFolder, ...options: string[]): { answers: Answer[]; signal: string | null; trace: string } {
  const log = join(folder.root, 'trace.log');
  const child = spawnSync(
    'strace',
    ['-f', '-y', '-s', '200', '-o', log, ...options, process.execPath, join(built, 'child.js'), folder.root],
    {
      encoding: 'utf8',
    },
  );
  const lines = child.stdout.split('\n').filter((line) => line !== '');
  const trace = existsSync(log) ? readFileSync(log, 'utf8') : '';
  rmSync(log, { force: true });
  return { answers: lines.map((line) => JSON.parse(line) as Answer), signal: child.signal, trace };
}

/** Opens what is left without faults: everything that was answered must be there, and writing must go on. */
async function check(folder: VaultFolder, answers: readonly Answer[]): Promise<void> {
  const vault = folder.open();
  const blobs = vault.openBlobs(folder.blobs);
  for (const { id, pii, sha256 } of answers) {
    if (id === undefined || pii === undefined || sha256 === undefined) continue;
    expect(vault.explain(id, pii).map(({ status }) => status)).toEqual(['present']);
    expect((await blobs.get(sha256)).toString()).toBe(`%PDF-1.7 ${id}`);
  }
  const again = await blobs.put(Buffer.from('%PDF-1.7 00000000-0000-4000-8000-000000000001'));
  expect((await blobs.get(again.sha256)).length).toBeGreaterThan(0);
  const fields = [{ path: 'name', value: 'later' }];
  vault.store([{ subject: 'p9', eventId: '00000000-0000-4000-8000-000000000009', fields }]);
  expect(vault.read('00000000-0000-4000-8000-000000000009')).toHaveLength(1);
}

(strace ? describe : describe.skip)('the disk', () => {
  let folder: VaultFolder;
  beforeEach(() => {
    folder = new VaultFolder();
  });
  afterEach(() => folder.clear());

  it('holds file, name, key and values before anything is answered', () => {
    const { answers, trace } = run(folder, '-e', 'trace=fsync,fdatasync,write,pwrite64,rename,link,linkat');
    expect(answers.filter(({ sha256 }) => sha256 !== undefined)).toHaveLength(3);
    const calls = trace.split('\n');
    const index = (pattern: RegExp, from: number) => {
      const found = calls.findIndex((call, i) => i >= from && pattern.test(call));
      expect([pattern.source, found >= 0]).toEqual([pattern.source, true]);
      return found;
    };
    const keyWritten = index(/write\(.*vault\.kek\./, 0);
    const keySynced = index(/f(data)?sync\(.*vault\.kek\./, keyWritten);
    const keyNamed = index(/link.*vault\.kek/, keySynced);
    let at = index(/fsync\(.*\/keys>/, keyNamed);
    for (const { id } of answers.filter((answer) => answer.sha256 !== undefined)) {
      const before = at;
      at = index(/write.*\/incoming\/[0-9a-f]{32}/, at);
      at = index(/f(data)?sync\(.*\/incoming\/[0-9a-f]{32}/, at);
      at = index(/rename\(.*\/incoming\//, at);
      at = index(/fsync\(.*\/blobs\/[0-9a-f]{2}>/, at);
      at = index(/write64\(.*vault\.db-wal/, at);
      at = index(/f(data)?sync\(.*vault\.db-wal/, at);
      const answered = index(new RegExp(`write\\(1.*${id}`), at);
      const lastWrite = calls.findLastIndex((call, i) => i < answered && /write64\(.*vault\.db-wal/.test(call));
      const lastSync = calls.findLastIndex((call, i) => i < answered && /f(data)?sync\(.*vault\.db-wal/.test(call));
      expect(lastSync).toBeGreaterThan(lastWrite);
      expect(lastWrite).toBeGreaterThan(before);
      at = answered;
    }
  });

  it.each([
    ['fsync', 'EIO', [1, 2, 3, 5, 7, 9]],
    ['pwrite64', 'ENOSPC', [1, 2, 4, 8, 12, 16]],
    ['rename', 'EIO', [1]],
  ])(
    'that fails in %s with %s refuses what it cannot keep, by name, and loses nothing answered',
    async (call, error, counts) => {
      let refusals = 0;
      for (const count of counts) {
        const { answers } = run(folder, '-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${count}`);
        expect(answers.length).toBeGreaterThan(0);
        for (const { refused } of answers) if (refused !== undefined) expect(refused).toBe('VAULT_UNAVAILABLE');
        refusals += answers.filter(({ refused }) => refused !== undefined).length;
        await check(folder, answers);
        folder.clear();
        folder = new VaultFolder();
      }
      expect(refusals).toBeGreaterThan(0);
    },
  );

  it.each([
    ['fsync', [1, 2, 3, 4, 6, 8, 10]],
    ['pwrite64', [1, 2, 3, 6, 9, 12, 15]],
    ['rename', [1, 2]],
    ['link', [1]],
    ['unlink', [1, 2]],
  ])('whose process is killed in %s opens again and has lost nothing answered', async (call, counts) => {
    let kills = 0;
    for (const count of counts) {
      const { answers, signal } = run(folder, '-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${count}`);
      if (signal === 'SIGKILL') kills++;
      await check(folder, answers);
      folder.clear();
      folder = new VaultFolder();
    }
    expect(kills).toBeGreaterThan(0);
  });
});
