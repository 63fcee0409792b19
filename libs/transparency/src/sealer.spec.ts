import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCheckpoint, signCheckpoint } from './checkpoint.js';
import { CheckpointFolder } from './checkpoint-folder.js';
import { CompactRangeBuilder } from './compact-range.js';
import { leafHash } from './merkle-hash.js';
import { verifyConsistency } from './merkle-verify.js';
import { SealedLog } from './sealed-log.js';
import { Sealer, type SealerConfig } from './sealer.js';
import { SqliteTileStore } from './sqlite-tile-store.js';
import { checkStart } from './start-rule.js';
import { envelope, leafBytes, ORIGIN, SmallLog, signerOf } from './testing/small-log.js';
import { MemoryTileStore } from './tiles.js';
import { verifyTlogProof } from './tlog-proof.js';

const signer = signerOf(1);
const NOW = '2021-11-05T03:00:00.000Z';

const rootOf = (rows: readonly Uint8Array[]) => {
  const range = new CompactRangeBuilder();
  for (const row of rows) range.append(leafHash(row));
  return range.root();
};

describe('a sealer', () => {
  let folder: string;
  let log: SmallLog;
  let config: SealerConfig;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jianzheng-sealer-'));
    log = new SmallLog();
    config = {
      log: 'process',
      source: log,
      signer,
      tiles: new MemoryTileStore(),
      stateFolder: join(folder, 'sealer'),
      checkpointFolder: join(folder, 'checkpoints', 'process'),
      batch: 100,
    };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const published = (name = 'latest') => readFileSync(join(config.checkpointFolder, name));

  it('signs what is new, and nothing when nothing is', async () => {
    const sealer = await Sealer.open(config);
    expect(await sealer.sealOnce(NOW)).toBeUndefined();
    log.grow(3);
    const first = await sealer.sealOnce(NOW);
    expect(first).toMatchObject({ origin: ORIGIN, size: 3, newLeaves: 3, anomalies: [] });
    expect(first?.root).toBe(rootOf(log.rows));
    expect(await sealer.sealOnce(NOW)).toBeUndefined();
    log.grow(700);
    expect(await sealer.sealOnce(NOW)).toMatchObject({ size: 703, newLeaves: 700, root: rootOf(log.rows) });
    expect(readdirSync(config.checkpointFolder).sort()).toEqual(['0000000000000003', '0000000000000703', 'latest']);
    expect(published().equals(published('0000000000000703'))).toBe(true);
    expect(openCheckpoint(published(), signer.vkey)).toMatchObject({
      ok: true,
      value: { size: 703, root: rootOf(log.rows) },
    });
    expect(sealer.sealedAt).toBe(NOW);
  });

  it('gives a receipt for each sealed leaf and none for the others', async () => {
    log.grow(300);
    const sealer = await Sealer.open(config);
    expect(sealer.receipt(0)).toBeUndefined();
    await sealer.sealOnce(NOW);
    log.grow(1);
    for (const position of [0, 1, 255, 256, 299]) {
      const receipt = sealer.receipt(position);
      if (receipt === undefined) throw new Error('no receipt');
      expect(verifyTlogProof(receipt, { bytes: leafBytes(position) }, signer.vkey)).toMatchObject({ ok: true });
    }
    expect(sealer.receipt(300)).toBeUndefined();
  });

  it('lets others make receipts and proofs from its state, also under a checkpoint that was cosigned', async () => {
    log.grow(300);
    const sealer = await Sealer.open(config);
    const from = { stateFolder: config.stateFolder, log: 'process', vkey: signer.vkey, tiles: config.tiles } as const;
    expect(await SealedLog.read(from)).toBeUndefined();
    const first = await sealer.sealOnce(NOW);
    log.grow(300);
    const second = await sealer.sealOnce(NOW);
    if (first === undefined || second === undefined) throw new Error('not sealed');
    const folder = new CheckpointFolder(config.checkpointFolder, signer.vkey);
    const witness = signerOf(9, 'witness.example/w1');
    const line = (await signCheckpoint(second, witness)).toString().trimEnd().split('\n').at(-1) as string;
    expect((await folder.addSignatures(600, [line, line])).ok).toBe(true);
    expect(await folder.addSignatures(500, [line])).toEqual({ ok: false, error: 'NO_SUCH_CHECKPOINT' });
    const sealed = await SealedLog.read(from);
    if (sealed === undefined) throw new Error('not read');
    expect(sealed.sealedAt).toBe(NOW);
    const receipt = sealed.receipt(17, await folder.newest());
    expect(
      verifyTlogProof(receipt as Buffer, { bytes: leafBytes(17) }, signer.vkey, { cosigners: [witness.vkey] }),
    ).toMatchObject({
      ok: true,
      value: { checkpoint: { size: 600, verified: [{ name: ORIGIN }, { name: 'witness.example/w1' }] } },
    });
    const early = sealed.receipt(17, first);
    expect(verifyTlogProof(early as Buffer, { bytes: leafBytes(17) }, signer.vkey)).toMatchObject({
      value: { checkpoint: { size: 300 } },
    });
    expect(sealed.receipt(300, first)).toBeUndefined();
    expect(sealed.receipt(600)).toBeUndefined();
    expect(verifyConsistency(300, 600, first.root, second.root, sealed.consistency(first))).toBe(true);
    // Sealing on must keep the cosignatures that a published checkpoint has.
    await sealer.sealOnce(NOW, { evenWithoutNews: true });
    expect(published().toString()).toContain('witness.example/w1');
  });

  it('goes on after a restart from its state, without reading the log again', async () => {
    log.grow(500);
    await (await Sealer.open(config)).sealOnce(NOW);
    log.reads = 0;
    const sealer = await Sealer.open(config);
    expect(log.reads).toBe(1);
    expect(sealer.head?.size).toBe(500);
    log.grow(20);
    expect(await sealer.sealOnce(NOW)).toMatchObject({ size: 520, root: rootOf(log.rows) });
  });

  it.each([
    ['missing', undefined],
    ['damaged', 'x'],
    ['empty', ''],
    ['of another version', '{"v":2}'],
    ['null', 'null'],
  ])('makes a state that is %s again from the leaves', async (_, text) => {
    log.grow(600);
    await (await Sealer.open(config)).sealOnce(NOW);
    const path = join(config.stateFolder, 'process.json');
    if (text === undefined) rmSync(path);
    else writeFileSync(path, text);
    const sealer = await Sealer.open({ ...config, tiles: new MemoryTileStore() });
    expect(sealer.head).toMatchObject({ size: 600, root: rootOf(log.rows) });
    expect(sealer.receipt(17)).toBeDefined();
    log.grow(100);
    expect(await sealer.sealOnce(NOW)).toMatchObject({ size: 700, root: rootOf(log.rows) });
  });

  it('makes a state that is behind what is published again', async () => {
    log.grow(10);
    const sealer = await Sealer.open(config);
    await sealer.sealOnce(NOW);
    const old = readFileSync(join(config.stateFolder, 'process.json'));
    log.grow(400);
    await sealer.sealOnce(NOW);
    writeFileSync(join(config.stateFolder, 'process.json'), old);
    expect((await Sealer.open(config)).head).toMatchObject({ size: 410, root: rootOf(log.rows) });
  });

  it('publishes at start what it had signed and not published', async () => {
    log.grow(10);
    await (await Sealer.open(config)).sealOnce(NOW);
    rmSync(config.checkpointFolder, { recursive: true });
    await Sealer.open(config);
    expect(readdirSync(config.checkpointFolder).sort()).toEqual(['0000000000000010', 'latest']);
    expect(openCheckpoint(published(), signer.vkey)).toMatchObject({ ok: true, value: { size: 10 } });
  });

  it('does not believe a state whose edge was edited', async () => {
    log.grow(10);
    await (await Sealer.open(config)).sealOnce(NOW);
    const path = join(config.stateFolder, 'process.json');
    const state = JSON.parse(readFileSync(path, 'utf8')) as { edge: string[] };
    const bytes = Buffer.from(state.edge[0] as string, 'base64');
    bytes[5] = (bytes[5] as number) ^ 1;
    writeFileSync(path, JSON.stringify({ ...state, edge: [bytes.toString('base64')] }));
    const sealer = await Sealer.open(config);
    log.grow(1);
    expect(await sealer.sealOnce(NOW)).toMatchObject({ size: 11, root: rootOf(log.rows) });
  });

  it('fills tiles that were lost and replaces tiles that were damaged, when the leaves are right', async () => {
    log.grow(3_000);
    const tiles = new SqliteTileStore(join(folder, 'seals.db'));
    await (await Sealer.open({ ...config, tiles: tiles.of(ORIGIN), batch: 4096 })).sealOnce(NOW);
    tiles.close();
    const lost = new SqliteTileStore(join(folder, 'seals-new.db'));
    const sealer = await Sealer.open({ ...config, tiles: lost.of(ORIGIN), batch: 4096 });
    expect(sealer.receipt(2_345)).toBeDefined();
    lost.of(ORIGIN).put([{ level: 0, index: 3, bytes: Buffer.alloc(8192) }]);
    rmSync(join(config.stateFolder, 'process.json'));
    const again = await Sealer.open({ ...config, tiles: lost.of(ORIGIN), batch: 4096 });
    expect(again.receipt(3 * 256 + 5)).toBeDefined();
    lost.close();
  });

  it('refuses a log that became shorter, at work and at start', async () => {
    log.grow(10);
    const sealer = await Sealer.open(config);
    await sealer.sealOnce(NOW);
    log.rows.pop();
    await expect(sealer.sealOnce(NOW)).rejects.toMatchObject({
      code: 'LOG_SHORTER_THAN_CHECKPOINT',
      details: { log: 'process', size: 9, expected: 10 },
    });
    await expect(Sealer.open(config)).rejects.toMatchObject({ code: 'LOG_SHORTER_THAN_CHECKPOINT' });
    log.grow(2);
    await expect(Sealer.open(config)).resolves.toBeDefined();
  });

  it('refuses a log whose tail was cut off and written anew', async () => {
    log.grow(10);
    const sealer = await Sealer.open(config);
    await sealer.sealOnce(NOW);
    log.rows.length = 9;
    log.rows.push(leafBytes(9, { data: { text: '改' } }), leafBytes(10));
    await expect(sealer.sealOnce(NOW)).rejects.toMatchObject({ code: 'SEALED_LEAF_CHANGED', details: { position: 9 } });
    await expect(Sealer.open(config)).rejects.toMatchObject({ code: 'SEALED_LEAF_CHANGED' });
    expect(openCheckpoint(published(), signer.vkey)).toMatchObject({ ok: true, value: { size: 10 } });
  });

  it('names the position when it must rebuild from leaves that were changed', async () => {
    log.grow(600);
    await (await Sealer.open(config)).sealOnce(NOW);
    rmSync(join(config.stateFolder, 'process.json'));
    log.rows[300] = leafBytes(300, { data: { text: '改' } });
    await expect(Sealer.open(config)).rejects.toMatchObject({
      code: 'ROOT_MISMATCH',
      details: { size: 600, position: 300 },
    });
    await expect(Sealer.open({ ...config, tiles: new MemoryTileStore() })).rejects.toMatchObject({
      code: 'ROOT_MISMATCH',
      details: expect.not.objectContaining({ position: expect.anything() }),
    });
  });

  it.each([
    ['white space', Buffer.from('{ "log":"process"}'), 'LEAF_NOT_CANONICAL'],
    ['another key order', Buffer.from('{"log":"process","at":"x"}'), 'LEAF_NOT_CANONICAL'],
    ['no JSON', Buffer.from([0xff, 0xfe]), 'LEAF_NOT_CANONICAL'],
    ['a list', Buffer.from('[]'), 'LEAF_NOT_CANONICAL'],
    ['the name of another log', leafBytes(5, { log: 'cases' }), 'LEAF_OF_OTHER_LOG'],
    ['no log', Buffer.from('{}'), 'LEAF_OF_OTHER_LOG'],
  ])('seals up to a leaf with %s, then refuses with its position and stays usable', async (_, bad, code) => {
    log.grow(5);
    const good = log.rows.slice();
    log.rows.push(bad, leafBytes(6));
    const sealer = await Sealer.open(config);
    expect(await sealer.sealOnce(NOW)).toMatchObject({
      size: 5,
      root: rootOf(good),
      refusal: { code, details: { position: 5 } },
    });
    await expect(sealer.sealOnce(NOW)).rejects.toMatchObject({ code, details: { log: 'process', position: 5 } });
    expect(sealer.head?.size).toBe(5);
    log.rows[5] = leafBytes(5);
    expect(await sealer.sealOnce(NOW)).toMatchObject({ size: 7, root: rootOf(log.rows) });
  });

  it('refuses a gap in the positions', async () => {
    log.grow(6);
    const source = {
      size: () => 6,
      readLeaves: (from: number, limit: number) =>
        log.rows
          .map((bytes, position) => ({ bytes, position }))
          .filter(({ position }) => position >= from && position !== 4)
          .slice(0, limit),
    };
    const sealer = await Sealer.open({ ...config, source });
    expect(await sealer.sealOnce(NOW)).toMatchObject({ size: 4, refusal: { code: 'POSITION_GAP' } });
    await expect(sealer.sealOnce(NOW)).rejects.toMatchObject({
      code: 'POSITION_GAP',
      details: { position: 4, found: 5 },
    });
    const short = { size: () => 9, readLeaves: (from: number, limit: number) => log.readLeaves(from, limit) };
    const other = await Sealer.open({ ...config, source: short });
    expect(await other.sealOnce(NOW)).toMatchObject({ size: 6 });
    await expect(other.sealOnce(NOW)).rejects.toMatchObject({ code: 'POSITION_GAP', details: { position: 6 } });
  });

  it('seals an event from a clock that went back, and says so', async () => {
    log.grow(10);
    const ten = Date.parse(envelope(9).at as string);
    const at = (ms: number) => new Date(ten + ms).toISOString();
    log.rows.push(leafBytes(10, { at: at(-5000) }), leafBytes(11, { at: at(-5001) }), leafBytes(12, { at: at(0) }));
    const sealer = await Sealer.open(config);
    expect((await sealer.sealOnce(NOW))?.anomalies).toEqual([{ position: 11, at: at(-5001), latestBefore: at(0) }]);
    log.rows.push(leafBytes(13, { at: at(-6000) }));
    const restarted = await Sealer.open(config);
    expect((await restarted.sealOnce(NOW))?.anomalies).toMatchObject([{ position: 13 }]);
  });

  it('publishes on schedule without news where that is asked for, byte for byte the same', async () => {
    log.grow(4);
    const sealer = await Sealer.open(config);
    await sealer.sealOnce(NOW);
    const before = published();
    expect(await sealer.sealOnce('2021-11-05T04:00:00.000Z', { evenWithoutNews: true })).toMatchObject({
      size: 4,
      newLeaves: 0,
    });
    expect(published().equals(before)).toBe(true);
    expect(sealer.sealedAt).toBe('2021-11-05T04:00:00.000Z');
  });

  it('lets calls wait for each other', async () => {
    log.grow(250);
    const sealer = await Sealer.open(config);
    const sealed = await Promise.all([sealer.sealOnce(NOW), sealer.sealOnce(NOW), sealer.sealOnce(NOW)]);
    expect(sealed.filter((one) => one !== undefined)).toHaveLength(1);
  });

  it('does not go on over a published checkpoint that was forged or edited', async () => {
    log.grow(4);
    const sealer = await Sealer.open(config);
    await sealer.sealOnce(NOW);
    const latest = join(config.checkpointFolder, 'latest');
    const good = published();
    writeFileSync(latest, good.toString().replace('\n4\n', '\n3\n'));
    await expect(Sealer.open(config)).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED', details: { path: latest } });
    writeFileSync(latest, good);
    writeFileSync(join(config.checkpointFolder, '0000000000000005'), good);
    await expect(Sealer.open(config)).rejects.toMatchObject({
      code: 'CHECKPOINT_DAMAGED',
      details: { fault: 'OTHER_SIZE' },
    });
  });

  it('does not publish over a checkpoint of the same size with another root', async () => {
    log.grow(4);
    const other = new SmallLog();
    other.rows = [...log.rows.slice(0, 3), leafBytes(3, { data: {} })];
    await (await Sealer.open({ ...config, source: other, stateFolder: join(folder, 'other') })).sealOnce(NOW);
    await expect(Sealer.open(config)).rejects.toMatchObject({ code: 'ROOT_MISMATCH' });
  });

  it('keeps its memory and disk as they were when the signer fails', async () => {
    log.grow(4);
    let works = false;
    const flaky = { vkey: signer.vkey, sign: (text: Uint8Array) => (works ? signer.sign(text) : Buffer.alloc(64)) };
    const sealer = await Sealer.open({ ...config, signer: flaky });
    await expect(sealer.sealOnce(NOW)).rejects.toMatchObject({ code: 'SIGNER_FAILED' });
    expect(sealer.head).toBeUndefined();
    works = true;
    expect(await sealer.sealOnce(NOW)).toMatchObject({ size: 4 });
  });
});

describe('the start-up rule', () => {
  it('opens a log that holds everything that is published', () => {
    expect(checkStart('process', 0, undefined).ok).toBe(true);
    expect(checkStart('process', 10, { size: 10 }).ok).toBe(true);
    expect(checkStart('process', 11, { size: 10 }).ok).toBe(true);
  });

  it('refuses a shorter one with figures and the exit', () => {
    const refused = checkStart('cases', 7, { size: 10 });
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'LOG_SHORTER_THAN_CHECKPOINT', details: { log: 'cases', size: 7, expected: 10 } },
    });
    if (refused.ok) return;
    for (const words of Object.values(refused.error.words)) expect(words).toContain('jianzheng ledger verify');
  });
});
