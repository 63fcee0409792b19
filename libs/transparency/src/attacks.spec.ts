import { type CheckpointSigner, openCheckpoint, signCheckpoint } from './checkpoint.js';
import { CompactRangeBuilder } from './compact-range.js';
import type { LeafSource } from './leaf-source.js';
import { leafHash, toHex } from './merkle-hash.js';
import { anchorOf, type PaperAnchor } from './paper-anchor.js';
import type { PublishedNote } from './published-notes.js';
import { leafBytes, ORIGIN, SmallLog, signerOf } from './testing/small-log.js';
import { MemoryTileStore, type Tile, TileHashSource, TreeEdge } from './tiles.js';
import { type VerifyOptions, verifyLog } from './verify-log.js';
import { runPiece } from './verify-piece.js';
import { faultWords } from './verify-report.js';

const signer = signerOf(1);
const SIZE = 1000;
const SEALED_AT = [10, 256, 300, 700, 950];

/** What a deployment has on disk: rows, checkpoint files, tiles and edge; and what is kept elsewhere. */
interface Deployment {
  readonly log: SmallLog;
  notes: PublishedNote[];
  hashes: TileHashSource;
}

async function seal(log: SmallLog, sizes: readonly number[], by: CheckpointSigner = signer): Promise<Deployment> {
  const notes: PublishedNote[] = [];
  const tiles = new MemoryTileStore();
  const edge = TreeEdge.empty();
  const full: Tile[] = [];
  for (const row of log.rows.slice(0, sizes.at(-1))) {
    edge.append(leafHash(row), (tile) => full.push(tile));
    if (!sizes.includes(edge.size)) continue;
    const note = await signCheckpoint({ origin: ORIGIN, size: edge.size, root: edge.root() }, by);
    notes.push({ name: String(edge.size).padStart(16, '0'), note });
  }
  tiles.put(full);
  const last = notes.at(-1);
  if (last !== undefined) notes.push({ name: 'latest', note: last.note });
  return { log, notes, hashes: new TileHashSource(tiles, edge) };
}

describe('verification', () => {
  let d: Deployment;
  beforeEach(async () => {
    d = await seal(new SmallLog(SIZE), SEALED_AT);
  });

  const verify = (more: Partial<VerifyOptions> = {}) =>
    verifyLog({
      log: 'process',
      source: d.log,
      checkpoints: d.notes,
      vkey: signer.vkey,
      storedHashes: d.hashes,
      ...more,
    });
  const hashAt = (position: number) => toHex(leafHash(d.log.rows[position] as Uint8Array));
  const changed = (position: number) => leafBytes(position, { data: { text: '改' } });
  /** A source that knows its positions, as a database does; the rows of `gone` are deleted. */
  const numbered = (gone: number): LeafSource => ({
    size: () => SIZE,
    readLeaves: (from, limit) =>
      d.log.rows
        .map((bytes, position) => ({ bytes, position }))
        .filter(({ position }) => position >= from && position !== gone)
        .slice(0, limit),
  });

  it('finds an untouched log intact, and says what it does not say', async () => {
    const progress: number[] = [];
    const report = await verify({ deep: true, onProgress: (done, total) => progress.push(done, total) });
    const root = new CompactRangeBuilder();
    for (const row of d.log.rows) root.append(leafHash(row));
    expect(report).toMatchObject({
      verdict: 'intact',
      exitCode: 0,
      size: SIZE,
      root: toHex(root.root()),
      checkpoints: 5,
      sealedSize: 950,
      unsealed: 50,
      independentlyAnchored: false,
      faults: [],
      anomalies: [],
    });
    expect(progress).toEqual([SIZE, SIZE]);
    expect(report.words.zh).toContain('未封存 50 条');
    expect(report.words.zh).toContain('未经独立锚定');
    expect(report.words.en).toContain('50 unsealed');
    expect(report.words.en).toContain('Not independently anchored');
  });

  it.each([0, 9, 10, 255, 256, 299, 300, 511, 512, 949])('names a changed byte at position %i', async (position) => {
    const expected = hashAt(position);
    d.log.rows[position] = changed(position);
    const report = await verify();
    expect(report).toMatchObject({
      verdict: 'tampered',
      exitCode: 10,
      faults: [{ code: 'ROOT_MISMATCH', position, expected, actual: hashAt(position) }],
    });
    expect(report.words.en).toContain(`Position ${position}: differs from the checkpoint`);
    expect(report.words.zh).toContain(`第 ${position} 条：与检查点不符`);
  });

  it('names the first of several changes', async () => {
    for (const position of [820, 333, 500]) d.log.rows[position] = changed(position);
    expect((await verify()).faults[0]).toMatchObject({ position: 333 });
  });

  it('names the stretch between two checkpoints when there are no stored hashes', async () => {
    d.log.rows[500] = changed(500);
    expect(await verify({ storedHashes: undefined })).toMatchObject({
      exitCode: 10,
      faults: [{ code: 'ROOT_MISMATCH', from: 300, to: 700 }],
    });
  });

  it('finds a row deleted in the middle, whether or not the store shows the gap', async () => {
    const gone = hashAt(400);
    expect(await verify({ source: numbered(400) })).toMatchObject({
      exitCode: 10,
      faults: [{ code: 'POSITION_GAP', position: 400, expected: '400', actual: '401' }],
    });
    d.log.rows.splice(400, 1);
    expect(await verify()).toMatchObject({
      exitCode: 10,
      faults: [{ position: 400, expected: gone, actual: hashAt(400) }],
    });
  });

  it('tells how far a log can be read when it ends before the size that the store names', async () => {
    const short: LeafSource = {
      size: () => SIZE,
      readLeaves: (from, limit) => d.log.readLeaves(from, Math.min(limit, 820 - from)),
    };
    const ends = { size: 820, unsealed: 0, faults: [{ code: 'POSITION_GAP', position: 820, actual: '' }] };
    expect(await verify({ source: short })).toMatchObject({ exitCode: 10, ...ends });
    expect(await verify({ source: short, deep: true })).toMatchObject({ exitCode: 10, ...ends });
    d.log.rows[800] = changed(800);
    // What stands before the gap is still compared with the checkpoints that it reaches.
    d.log.rows[600] = changed(600);
    expect((await verify({ source: short })).faults).toMatchObject([{ position: 600 }, { code: 'POSITION_GAP' }]);
  });

  it('finds rows deleted from the middle of the only checkpoint of a log', async () => {
    d = await seal(new SmallLog(SIZE), [SIZE]);
    d.log.rows.splice(500, 1);
    expect(await verify()).toMatchObject({
      exitCode: 10,
      faults: [{ code: 'ROOT_MISMATCH', position: 500 }, { code: 'ROWS_MISSING' }],
    });
    expect(await verify({ storedHashes: undefined })).toMatchObject({
      exitCode: 20,
      faults: [{ code: 'ROWS_MISSING', position: 999 }],
    });
  });

  it('calls a log whose newest rows are gone incomplete, never intact', async () => {
    d.log.rows.length = 900;
    const report = await verify();
    expect(report).toMatchObject({
      verdict: 'incomplete',
      exitCode: 20,
      size: 900,
      faults: [{ code: 'ROWS_MISSING', position: 900, expected: '950', actual: '900' }],
    });
    d.log.rows.length = 700;
    expect((await verify()).exitCode).toBe(20);
    d.log.rows.length = 0;
    expect((await verify()).exitCode).toBe(20);
  });

  it('calls a shortened log tampered with when what is left was changed too', async () => {
    d.log.rows.length = 900;
    d.log.rows[720] = changed(720);
    expect(await verify()).toMatchObject({ exitCode: 10, faults: [{ position: 720 }, { code: 'ROWS_MISSING' }] });
  });

  it('finds two rows exchanged', async () => {
    const [a, b] = [d.log.rows[600], d.log.rows[601]] as [Uint8Array, Uint8Array];
    d.log.rows[600] = b;
    d.log.rows[601] = a;
    expect(await verify()).toMatchObject({ exitCode: 10, faults: [{ position: 600, actual: toHex(leafHash(b)) }] });
  });

  it('finds a row slipped in, and one replayed', async () => {
    d.log.rows.splice(620, 0, leafBytes(5));
    expect(await verify()).toMatchObject({ exitCode: 10, faults: [{ position: 620 }] });
  });

  it.each([
    ['edited', (note: Buffer) => Buffer.from(note.toString().replace('\n300\n', '\n301\n')), 'SIGNATURE_WRONG'],
    ['cut short', (note: Buffer) => note.subarray(0, 40), 'NOTE_HAS_NO_SIGNATURES'],
    ['emptied', () => Buffer.alloc(0), 'NOTE_HAS_NO_SIGNATURES'],
  ])('finds a checkpoint that was %s', async (_, edit, actual) => {
    d.notes = d.notes.map((n) => (n.name.endsWith('0300') ? { ...n, note: edit(Buffer.from(n.note)) } : n));
    expect(await verify()).toMatchObject({
      exitCode: 10,
      faults: [{ code: 'CHECKPOINT_INVALID', file: '0000000000000300', actual }],
    });
  });

  it('finds a checkpoint forged with another key, and one under the name of another size', async () => {
    const forged = await seal(d.log, [300], signerOf(2));
    d.notes = d.notes.map((n) => (n.name.endsWith('0300') ? (forged.notes[0] as PublishedNote) : n));
    expect(await verify()).toMatchObject({
      exitCode: 10,
      faults: [{ code: 'CHECKPOINT_INVALID', actual: 'NO_KNOWN_SIGNATURE' }],
    });
    d = await seal(d.log, SEALED_AT);
    d.notes = [...d.notes, { name: '0000000000000500', note: (d.notes[2] as PublishedNote).note }];
    expect(await verify()).toMatchObject({
      exitCode: 10,
      faults: [{ file: '0000000000000500', actual: 'OTHER_SIZE' }],
    });
  });

  it('finds a fork: two checkpoints of one size, both signed', async () => {
    const other = new SmallLog(SIZE);
    other.rows[100] = changed(100);
    const fork = await seal(other, [950]);
    d.notes = [...d.notes.slice(0, -1), { name: 'latest', note: (fork.notes[0] as PublishedNote).note }];
    expect(await verify()).toMatchObject({ exitCode: 10, faults: [{ code: 'CHECKPOINTS_CONFLICT', file: 'latest' }] });
  });

  it('finds the whole tree rebuilt after a change while the key stayed out of reach', async () => {
    d.log.rows[400] = changed(400);
    const rebuilt = await seal(d.log, SEALED_AT);
    expect(await verify({ storedHashes: rebuilt.hashes })).toMatchObject({
      exitCode: 10,
      faults: [{ code: 'ROOT_MISMATCH', from: 300, to: 700 }],
    });
  });

  it('names as narrow a stretch as the stored hashes still prove when only a tile was edited with the leaf', async () => {
    const big = new SmallLog(70_000);
    d = await seal(big, [70_000]);
    big.rows[66_000] = changed(66_000);
    const edited = await seal(big, [70_000]);
    const tile = Math.floor(66_000 / 256);
    const mixed = {
      subtree: (level: number, index: number) =>
        (level < 8 && Math.floor((index * 2 ** level) / 256) === tile ? edited : d).hashes.subtree(level, index),
    };
    expect((await verify({ storedHashes: mixed })).faults).toMatchObject([{ from: tile * 256, to: (tile + 1) * 256 }]);
    expect((await verify()).faults).toMatchObject([{ position: 66_000 }]);
  });

  it('cannot see a history rewritten and signed anew with the key, unless something was kept elsewhere', async () => {
    const before = d;
    const head = openCheckpoint((before.notes[3] as PublishedNote).note, signer.vkey);
    if (!head.ok) throw new Error(head.error);
    const paper: PaperAnchor = anchorOf(head.value);
    const rewritten = new SmallLog(SIZE);
    rewritten.rows[400] = changed(400);
    d = await seal(rewritten, SEALED_AT);
    expect(await verify()).toMatchObject({ exitCode: 0, independentlyAnchored: false });
    expect(await verify({ anchors: [paper] })).toMatchObject({
      exitCode: 10,
      faults: [{ code: 'ANCHOR_MISMATCH', from: 0, to: 700 }],
    });
    const kept = { name: 'witness', note: (before.notes[3] as PublishedNote).note };
    expect(await verify({ independent: [kept] })).toMatchObject({
      exitCode: 10,
      faults: [{ code: 'ROOT_MISMATCH', from: 0, to: 700 }],
    });
    d = before;
    expect(await verify({ anchors: [paper] })).toMatchObject({ exitCode: 0, independentlyAnchored: true });
    const report = await verify({ independent: [kept] });
    expect(report).toMatchObject({ exitCode: 0, independentlyAnchored: true });
    expect(report.words.en).toContain('agrees with a checkpoint kept elsewhere');
  });

  it('counts an anchor beyond the log as missing rows', async () => {
    expect(await verify({ anchors: [{ size: SIZE + 1, rootPrefix: '0'.repeat(32) }] })).toMatchObject({
      exitCode: 20,
      independentlyAnchored: false,
      faults: [{ code: 'ROWS_MISSING', position: SIZE }],
    });
  });

  it('is never satisfied with nothing', async () => {
    expect(await verify({ checkpoints: [] })).toMatchObject({
      exitCode: 20,
      faults: [{ code: 'NOTHING_SEALED' }],
      unsealed: SIZE,
    });
    d = await seal(new SmallLog(), []);
    expect(await verify({ checkpoints: [] })).toMatchObject({ exitCode: 20, size: 0 });
    const empty = await signCheckpoint({ origin: ORIGIN, size: 0, root: new CompactRangeBuilder().root() }, signer);
    expect(await verify({ checkpoints: [{ name: 'latest', note: empty }] })).toMatchObject({ exitCode: 20 });
  });

  it('does not mistake a log that grows meanwhile for a shortened one', async () => {
    d = await seal(new SmallLog(10), [10]);
    const notes = async function* () {
      yield* d.notes;
      d.log.grow(5);
      const later = await seal(d.log, [15]);
      yield* later.notes.slice(0, 1);
    };
    expect(await verify({ checkpoints: notes() })).toMatchObject({ exitCode: 0, size: 15, checkpoints: 2 });
  });

  it('says every fault in both languages', () => {
    const codes = [
      'POSITION_GAP',
      'LEAF_NOT_CANONICAL',
      'LEAF_OF_OTHER_LOG',
      'ORIGIN_OF_OTHER_LOG',
      'REVISION_NOT_CONTIGUOUS',
    ] as const;
    const more = ['TIME_WENT_BACK_IN_STREAM', 'EVENT_INVALID', 'CHECKPOINT_INVALID', 'CHECKPOINTS_CONFLICT'] as const;
    const rest = ['ROOT_MISMATCH', 'ANCHOR_MISMATCH', 'ROWS_MISSING', 'NOTHING_SEALED'] as const;
    for (const code of [...codes, ...more, ...rest]) {
      const fault = { code, verdict: 'tampered' as const, expected: 'E', actual: 'A', stream: 'S' };
      const words = faultWords({ ...fault, position: 7 });
      expect(words.zh).toMatch(/^第 7 条：.*A/);
      expect(words.en).toMatch(/^Position 7: [^\u4e00-\u9fff]*A/);
      expect(faultWords({ ...fault, from: 3, to: 9 }).en).toMatch(/^Between positions 3 and 8: /);
      expect(faultWords({ ...fault, file: 'latest' }).zh).toMatch(/^检查点文件 latest：/);
      expect(faultWords(fault).zh).not.toMatch(/^第/);
    }
  });

  it('throws what the source throws', async () => {
    const broken: LeafSource = {
      size: () => SIZE,
      readLeaves: () => {
        throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
      },
    };
    await expect(verify({ source: broken })).rejects.toMatchObject({ code: 'SQLITE_IOERR' });
  });

  describe('of what is in the leaves', () => {
    const deep = (more: Partial<VerifyOptions> = {}) => verify({ deep: true, ...more });
    // Beyond the last checkpoint no root can tell.
    const TAIL = 975;

    it.each([
      ['white space', () => Buffer.concat([leafBytes(TAIL), Buffer.from(' ')]), 'LEAF_NOT_CANONICAL'],
      ['another log', () => leafBytes(TAIL, { log: 'access' }), 'LEAF_OF_OTHER_LOG'],
      ['a revision left out', () => leafBytes(TAIL, { rev: 326 }), 'REVISION_NOT_CONTIGUOUS'],
      ['a revision repeated', () => leafBytes(TAIL, { rev: 324 }), 'REVISION_NOT_CONTIGUOUS'],
      [
        'a new stream that does not begin at 0',
        () => leafBytes(TAIL, { stream: 'term-C02-2021-1', rev: 1 }),
        'REVISION_NOT_CONTIGUOUS',
      ],
      [
        'a time before the one before it in its stream',
        () => leafBytes(TAIL, { at: '2021-11-05T00:16:11.999Z' }),
        'TIME_WENT_BACK_IN_STREAM',
      ],
    ])('finds %s', async (_, row, code) => {
      d.log.rows[TAIL] = row();
      expect((await verify()).exitCode).toBe(0);
      const report = await deep();
      expect(report.exitCode).toBe(10);
      expect(report.faults[0]).toMatchObject({ code, position: TAIL });
    });

    it('finds the same across the borders of stretches', async () => {
      d = await seal(new SmallLog(33_000), [33_000]);
      d.log.rows[32_768] = leafBytes(32_768, { rev: 1 });
      const { faults } = await deep({ checkpoints: (await seal(d.log, [33_000])).notes });
      expect(faults.map(({ code, position }) => [code, position])).toEqual([
        ['REVISION_NOT_CONTIGUOUS', 32_768],
        ['REVISION_NOT_CONTIGUOUS', 32_771],
      ]);
    });

    it('asks the caller about each event', async () => {
      const seen: number[] = [];
      const report = await deep({
        check: (envelope, position) => {
          seen.push(position);
          return envelope.rev === 100 ? 'no such field' : undefined;
        },
      });
      expect(seen).toHaveLength(SIZE);
      expect(report).toMatchObject({
        exitCode: 10,
        faults: [{ code: 'EVENT_INVALID', position: 300, actual: 'no such field' }, {}, {}],
      });
    });

    it('reports a clock that went back between streams by more than 5 s, which is no tampering', async () => {
      d.log.rows[TAIL] = leafBytes(TAIL, { stream: 'term-C02-2021-1', rev: 0, at: '2021-11-05T00:16:09.000Z' });
      d.log.rows[TAIL + 1] = leafBytes(TAIL + 1, { stream: 'term-C02-2021-2', rev: 0, at: '2021-11-05T00:16:08.999Z' });
      d.log.rows.length = TAIL + 2;
      expect(await deep()).toMatchObject({
        exitCode: 0,
        anomalies: [{ position: TAIL + 1, at: '2021-11-05T00:16:08.999Z', latestBefore: '2021-11-05T00:16:14.000Z' }],
      });
    });

    it('lets a log that continues another begin with later revisions, but under its own origin only', async () => {
      const opened = (data: Record<string, unknown>) => {
        const log = new SmallLog(3);
        log.rows[0] = leafBytes(0, { stream: 'log-process', rev: 0, type: 'LogOpened', data });
        log.rows[1] = leafBytes(1, { rev: 7 });
        return log;
      };
      const run = async (log: SmallLog) => {
        d = await seal(log, [3]);
        return (await deep()).faults.map(({ code, position }) => [code, position]);
      };
      expect(await run(opened({ origin: ORIGIN, previous: { size: 5 } }))).toEqual([]);
      expect(await run(opened({ origin: ORIGIN }))).toEqual([['REVISION_NOT_CONTIGUOUS', 1]]);
      expect(await run(opened({ origin: 'other.example/process', previous: {} }))).toEqual([
        ['ORIGIN_OF_OTHER_LOG', 0],
      ]);
    });

    it('comes to the same when stretches run elsewhere, side by side', async () => {
      const big = new SmallLog(100_000);
      d = await seal(big, [1, 32_767, 32_768, 32_769, 90_000, 100_000]);
      big.rows[99_999] = leafBytes(99_999, { rev: 0 });
      const alone = await deep();
      // What crosses to a worker and back is plain data.
      const elsewhere = await deep({
        run: async (job) => structuredClone(await runPiece(d.log, structuredClone(job))),
        parallel: 3,
      });
      expect(elsewhere).toEqual(alone);
      expect(alone.faults).toMatchObject([
        { code: 'ROOT_MISMATCH', position: 99_999 },
        { code: 'REVISION_NOT_CONTIGUOUS' },
      ]);
    });
  });
});
