import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { MAX_BLOB_BYTES } from './blob-refusals.js';
import type { Blobs } from './blobs.js';
import { thrownBy, uuid, VaultFolder } from './testing/vault-folder.js';
import type { Vault } from './vault.js';

jest.setTimeout(60_000); // children and whole-file encryption on a busy machine
let folder: VaultFolder;
let vault: Vault;
let blobs: Blobs;
let now: number;
beforeEach(() => {
  now = Date.parse('2021-11-05T02:00:00.000Z');
  folder = new VaultFolder();
  vault = folder.open({ now: () => now });
  blobs = vault.openBlobs(folder.blobs);
});
afterEach(() => folder.clear());

const HOUR = 3600_000;
const pdf = (text: string) => Buffer.from(`%PDF-1.7\n${text}`);
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const files = () =>
  readdirSync(folder.blobs, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const instant = (ms: number) => new Date(ms).toISOString();
const nothingExists = () => false;

describe('an attachment', () => {
  it('comes back as it was, named by its digest', async () => {
    const content = pdf('公示照片');
    const stored = await blobs.put(content, { mediaType: 'application/pdf' });
    expect(stored).toEqual({ sha256: sha256(content), size: content.length, media: 'application/pdf' });
    expect(await blobs.get(stored.sha256)).toEqual(content);
    expect(blobs.stat(stored.sha256)).toEqual(stored);
    vault.close();
    vault = folder.open();
    expect(await vault.openBlobs(folder.blobs).get(stored.sha256)).toEqual(content);
  });

  it('keeps what the sender called it, in no file in the clear, and the first name of the same content', async () => {
    const named = await blobs.put(pdf('体检'), { name: '张三体检表.pdf' });
    await blobs.put(pdf('体检'), { name: '另一个名字.pdf' });
    expect(blobs.stat(named.sha256)).toEqual({ ...named, name: '张三体检表.pdf' });
    expect(named).not.toHaveProperty('name');
    const long = await blobs.put(pdf('长名'), { name: '𠮷'.repeat(300) });
    expect(blobs.stat(long.sha256)?.name).toBe('𠮷'.repeat(200));
    blobs.erase(named.sha256);
    expect(blobs.stat((await blobs.put(pdf('体检'))).sha256)).not.toHaveProperty('name');
    expect(folder.filesHolding('张三体检表')).toEqual([]);
  });

  it('may stream in', async () => {
    const content = Buffer.concat([pdf(''), Buffer.alloc(1_000_000, 'x')]);
    const parts = Array.from({ length: 101 }, (_, i) => content.subarray(i * 10_000, (i + 1) * 10_000));
    const { sha256: digest } = await blobs.put(Readable.from(parts));
    expect((await blobs.get(digest)).equals(content)).toBe(true);
  });

  it('stands in no file in the clear, nor does its digest', async () => {
    const content = pdf('标记文字标记文字');
    const { sha256: digest } = await blobs.put(content);
    expect(folder.filesHolding('标记文字', digest, Buffer.from(digest, 'hex'))).toEqual([]);
  });

  it('that is put twice, also at the same time, is kept once', async () => {
    const content = pdf('一');
    const [a, b] = await Promise.all([blobs.put(content), blobs.put(Readable.from([content]))]);
    expect(a).toEqual(b);
    await blobs.put(content);
    expect(files()).toHaveLength(1);
    expect(await blobs.get(a.sha256)).toEqual(content);
  });

  it('of more than 50 MB is refused, and nothing is left of it', async () => {
    const part = Buffer.alloc(1024 * 1024, 'x');
    function* parts(last: Buffer) {
      yield pdf('');
      for (let i = 0; i < 49; i++) yield part;
      yield last;
    }
    const rest = part.subarray(0, part.length - pdf('').length);
    await expect(blobs.put(Readable.from(parts(part)))).rejects.toMatchObject({
      code: 'BLOB_TOO_LARGE',
      details: { limit: MAX_BLOB_BYTES },
    });
    expect(files()).toEqual([]);
    expect((await blobs.put(Readable.from(parts(rest)))).size).toBe(MAX_BLOB_BYTES);
  });

  it.each<[string, Buffer, string | undefined, string]>([
    ['a web page', Buffer.from('<html><script>alert(1)</script>'), undefined, 'BLOB_MEDIA_REFUSED'],
    ['an empty file', Buffer.alloc(0), undefined, 'BLOB_MEDIA_REFUSED'],
    ['a PDF said to be a PNG', pdf('一'), 'image/png', 'BLOB_MEDIA_MISMATCH'],
  ])('that is %s is refused, and nothing is left of it', async (_name, content, mediaType, code) => {
    await expect(blobs.put(content, { mediaType })).rejects.toMatchObject({ code });
    expect(files()).toEqual([]);
  });

  it('whose upload breaks off leaves nothing', async () => {
    async function* broken() {
      yield pdf('一');
      throw new Error('the sender went away');
    }
    await expect(blobs.put(broken())).rejects.toThrow('the sender went away');
    expect(files()).toEqual([]);
  });

  it('that nobody put is not found', async () => {
    await expect(blobs.get('0'.repeat(64))).rejects.toMatchObject({ code: 'BLOB_NOT_FOUND' });
    expect(blobs.stat('0'.repeat(64))).toBeUndefined();
    expect(thrownBy(() => blobs.link(uuid(1), ['0'.repeat(64)]))).toMatchObject({ code: 'BLOB_NOT_FOUND' });
  });
});

describe('a damaged attachment', () => {
  it('is noticed, and mended by uploading it again where its file is gone', async () => {
    const content = pdf('一');
    const { sha256: digest } = await blobs.put(content, { eventId: uuid(1) });
    const [file = ''] = files();
    const bytes = readFileSync(file);
    writeFileSync(file, Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]));
    await expect(blobs.get(digest)).rejects.toMatchObject({ code: 'BLOB_DAMAGED', details: { file } });
    rmSync(file);
    await expect(blobs.get(digest)).rejects.toMatchObject({ code: 'BLOB_DAMAGED' });
    await blobs.put(content);
    expect(await blobs.get(digest)).toEqual(content);
    now += 48 * HOUR;
    expect((await blobs.sweepOrphans((eventId) => eventId === uuid(1), instant(now))).blobs).toBe(0);
  });

  it('is noticed when two files were swapped', async () => {
    const [a, b] = [await blobs.put(pdf('一')), await blobs.put(pdf('二'))];
    const [x = '', y = ''] = files();
    const [first, second] = [readFileSync(x), readFileSync(y)];
    writeFileSync(x, second);
    writeFileSync(y, first);
    for (const { sha256: digest } of [a, b])
      await expect(blobs.get(digest)).rejects.toMatchObject({ code: 'BLOB_DAMAGED' });
  });
});

describe('sweeping attachments', () => {
  it('removes those that no event names, after a day, with their files', async () => {
    const lost = await blobs.put(pdf('一'), { eventId: uuid(1) });
    const loose = await blobs.put(pdf('二'));
    const named = await blobs.put(pdf('三'));
    blobs.link(uuid(2), [named.sha256]);
    blobs.link(uuid(3), [named.sha256]);
    const exists = (eventId: string) => eventId === uuid(3);
    expect(await blobs.sweepOrphans(exists, instant(now))).toEqual({ blobs: 0, files: 0 });
    now += 25 * HOUR;
    expect(await blobs.sweepOrphans(exists, instant(now - 24 * HOUR))).toEqual({ blobs: 2, files: 0 });
    expect(files()).toHaveLength(1);
    expect([lost, loose, named].map(({ sha256: digest }) => blobs.stat(digest) !== undefined)).toEqual([
      false,
      false,
      true,
    ]);
    expect(await blobs.sweepOrphans(nothingExists, instant(now))).toEqual({ blobs: 0, files: 0 });
  });

  it('gives those that are put or linked again another day', async () => {
    const again = await blobs.put(pdf('一'));
    const linked = await blobs.put(pdf('二'));
    now += 23 * HOUR;
    await blobs.put(pdf('一'));
    blobs.link(uuid(1), [linked.sha256]);
    now += 2 * HOUR;
    expect((await blobs.sweepOrphans(nothingExists, instant(now - 24 * HOUR))).blobs).toBe(0);
    expect(await blobs.get(again.sha256)).toEqual(pdf('一'));
  });

  it('spares one that is linked while the log is asked', async () => {
    const { sha256: digest } = await blobs.put(pdf('一'), { eventId: uuid(1) });
    now += 48 * HOUR;
    const swept = await blobs.sweepOrphans(
      async () => {
        now += 1;
        blobs.link(uuid(2), [digest]);
        return false;
      },
      instant(now - 24 * HOUR),
    );
    expect(swept.blobs).toBe(0);
    expect(await blobs.get(digest)).toEqual(pdf('一'));
  });

  it('removes old files without a key that a crash left', async () => {
    await blobs.put(pdf('一'));
    mkdirSync(join(folder.blobs, 'bb'), { recursive: true });
    for (const file of [join(folder.blobs, 'incoming', 'a'.repeat(32)), join(folder.blobs, 'bb', 'b'.repeat(32))]) {
      writeFileSync(file, 'x');
      utimesSync(file, 1_600_000_000, 1_600_000_000);
    }
    writeFileSync(join(folder.blobs, 'incoming', 'c'.repeat(32)), 'an upload that is running');
    expect(await blobs.sweepOrphans(nothingExists, '2021-11-04T00:00:00.000Z')).toEqual({ blobs: 0, files: 2 });
    expect(files()).toHaveLength(2);
  });
});

describe('erasing an attachment', () => {
  it('destroys its file and its key', async () => {
    const { sha256: digest } = await blobs.put(pdf('一'));
    const [file = ''] = files();
    const sealed = readFileSync(file);
    blobs.erase(digest);
    expect(files()).toEqual([]);
    expect(folder.filesHolding(sealed)).toEqual([]);
    await expect(blobs.get(digest)).rejects.toMatchObject({ code: 'BLOB_NOT_FOUND' });
    expect(thrownBy(() => blobs.erase(digest))).toMatchObject({ code: 'BLOB_NOT_FOUND' });
  });
});
