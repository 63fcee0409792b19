import { openCheckpoint } from './checkpoint.js';
import { CompactRangeBuilder } from './compact-range.js';
import { type Hash, leafHash } from './merkle-hash.js';
import { Sealer, type SealerConfig } from './sealer.js';
import { CrashingFiles, PowerCut, randomFrom } from './testing/crashing-files.js';
import { ORIGIN, SmallLog, signerOf } from './testing/small-log.js';
import { MemoryTileStore, type Tile, type TileStore } from './tiles.js';

const signer = signerOf(1);
const NOW = '2021-11-05T03:00:00.000Z';
const ROUNDS = 4;
const STEP = 70;

/** Tiles in a database of their own: all or none, and any step may be the last. */
class CrashingTiles implements TileStore {
  private readonly durable = new MemoryTileStore();

  constructor(private readonly files: CrashingFiles) {}

  get(level: number, index: number): Uint8Array | undefined {
    return this.durable.get(level, index);
  }

  put(tiles: readonly Tile[]): void {
    this.files.instant(() => this.durable.put(tiles));
  }
}

const roots: Hash[] = [];
beforeAll(() => {
  const range = new CompactRangeBuilder();
  roots.push(range.root());
  for (const row of new SmallLog(ROUNDS * STEP + 10).rows) {
    range.append(leafHash(row));
    roots.push(range.root());
  }
});

/** Every checkpoint that an outsider can see is of this log, and they never go back. */
function checkPublished(files: CrashingFiles, atLeast: number): number {
  let newest = 0;
  for (const path of files.paths().filter((name) => /^checkpoints\/([0-9]{16}|latest)$/.test(name))) {
    const opened = openCheckpoint(files.peek(path) ?? Buffer.alloc(0), signer.vkey);
    if (!opened.ok) throw new Error(`${path}: ${opened.error}`);
    expect(opened.value.root).toBe(roots[opened.value.size]);
    newest = Math.max(newest, opened.value.size);
  }
  expect(newest).toBeGreaterThanOrEqual(atLeast);
  return newest;
}

async function life(
  files: CrashingFiles,
  tiles: TileStore,
  log: SmallLog,
  acknowledged: { size: number },
): Promise<void> {
  const config: SealerConfig = {
    log: 'process',
    source: log,
    signer,
    tiles,
    stateFolder: 'sealer',
    checkpointFolder: 'checkpoints',
    files,
    batch: 100,
  };
  const sealer = await Sealer.open(config);
  while (log.size() < ROUNDS * STEP) {
    log.grow(STEP);
    const sealed = await sealer.sealOnce(NOW);
    acknowledged.size = Math.max(acknowledged.size, sealed?.size ?? 0);
  }
}

async function finish(files: CrashingFiles, tiles: TileStore, log: SmallLog, acknowledged: number): Promise<void> {
  checkPublished(files, acknowledged);
  const config: SealerConfig = {
    log: 'process',
    source: log,
    signer,
    tiles,
    stateFolder: 'sealer',
    checkpointFolder: 'checkpoints',
    files,
  };
  const sealer = await Sealer.open(config);
  expect(sealer.head?.size ?? 0).toBeGreaterThanOrEqual(acknowledged);
  log.grow(10);
  await sealer.sealOnce(NOW);
  expect(sealer.head).toMatchObject({ origin: ORIGIN, size: log.size(), root: roots[log.size()] });
  for (const position of [0, 255, 256, log.size() - 1]) {
    if (position < log.size()) expect(sealer.receipt(position)).toBeDefined();
  }
  checkPublished(files, log.size());
}

async function operationsOfOneLife(): Promise<number> {
  const files = new CrashingFiles(randomFrom(0));
  await life(files, new CrashingTiles(files), new SmallLog(), { size: 0 });
  return files.operations;
}

describe('a sealer whose power is cut', () => {
  it('at any operation leaves a state from which the next start goes on, and nothing published that conflicts', async () => {
    const operations = await operationsOfOneLife();
    expect(operations).toBeGreaterThan(40);
    for (let cutAt = 0; cutAt < operations; cutAt++) {
      for (let seed = 1; seed <= 6; seed++) {
        const files = new CrashingFiles(randomFrom(cutAt * 1000 + seed));
        files.cutAt = cutAt;
        const tiles = new CrashingTiles(files);
        const log = new SmallLog();
        const acknowledged = { size: 0 };
        await expect(life(files, tiles, log, acknowledged)).rejects.toThrow(PowerCut);
        files.restart();
        await finish(files, tiles, log, acknowledged.size);
      }
    }
  });

  it('again and again, also while it starts, ends up the same', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = randomFrom(seed);
      const files = new CrashingFiles(random);
      const tiles = new CrashingTiles(files);
      const log = new SmallLog();
      const acknowledged = { size: 0 };
      for (let cut = 0; cut < 6; cut++) {
        files.cutAt = files.operations + Math.floor(random() * 20);
        await life(files, tiles, log, acknowledged).catch((error: unknown) => {
          if (!(error instanceof PowerCut)) throw error;
        });
        files.restart();
        checkPublished(files, acknowledged.size);
      }
      await finish(files, tiles, log, acknowledged.size);
    }
  });
});

describe('a sealer whose disk fails once', () => {
  it('at any operation tells its caller and goes on when the disk does', async () => {
    const operations = await operationsOfOneLife();
    for (let failAt = 0; failAt < operations; failAt++) {
      const files = new CrashingFiles(randomFrom(failAt));
      files.failAt = failAt;
      const tiles = new CrashingTiles(files);
      const log = new SmallLog();
      const config: SealerConfig = {
        log: 'process',
        source: log,
        signer,
        tiles,
        stateFolder: 'sealer',
        checkpointFolder: 'checkpoints',
        files,
      };
      let failures = 0;
      const retrying = async <T>(work: () => Promise<T>): Promise<T> => {
        try {
          return await work();
        } catch (error) {
          failures++;
          expect(error).toMatchObject({ code: 'EIO' });
          checkPublished(files, 0);
          return work();
        }
      };
      const sealer = await retrying(() => Sealer.open(config));
      for (let round = 0; round < ROUNDS; round++) {
        log.grow(STEP);
        await retrying(() => sealer.sealOnce(NOW));
        expect(checkPublished(files, log.size())).toBe(log.size());
      }
      expect(failures).toBeLessThanOrEqual(1);
      files.restart();
      await finish(files, tiles, log, log.size());
    }
  });
});
