import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import type { ReadLimits } from './read-limits.js';
import type { ZipPart } from './stored-zip.js';
import { FileRefused } from './unreadable-file.js';
import { isBalancedXml } from './xml-balance.js';

/**
 * Parts that say nothing about the cells of a sheet: pictures, drawings, comments, pivot tables, macros, links to other
 * files. They are counted against the limits and then left out, so that the workbook reader never sees them.
 */
const LEFT_OUT =
  /^(customxml|docprops|xl\/(media|drawings|charts|diagrams|comments|threadedcomments|persons|pivottables|pivotcache|externallinks|slicers|slicercaches|timelines|timelinecaches|embeddings|activex|ctrlprops|printersettings|tables|querytables|worksheets\/_rels|cellimages|vbaproject))/i;

const XML = /\.(xml|rels|vml)$/i;

/**
 * Opens the archive under the limits and gives back the XML parts that a workbook reader needs. Sizes are enforced while
 * unpacking, whatever the archive claims. Throws {@link FileRefused}.
 */
export async function unpack(
  file: Buffer,
  limits: ReadLimits,
  onProgress: (done: number, total: number) => void,
): Promise<ZipPart[]> {
  refuseOtherFormats(file);
  let zip: ZipFile;
  try {
    zip = await fromBufferPromise(file, { lazyEntries: true, validateEntrySizes: true, autoClose: false });
  } catch (error) {
    throw new FileRefused(startsAsZip(file) ? 'TRUNCATED' : 'NOT_A_ZIP', messageOf(error));
  }
  try {
    return await readParts(zip, limits, onProgress);
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw new FileRefused('DAMAGED', messageOf(error));
  } finally {
    zip.close();
  }
}

async function readParts(
  zip: ZipFile,
  limits: ReadLimits,
  onProgress: (done: number, total: number) => void,
): Promise<ZipPart[]> {
  if (zip.entryCount > limits.parts) throw new FileRefused('TOO_MANY_PARTS', `${zip.entryCount} parts`);
  const parts: ZipPart[] = [];
  const names = new Set<string>();
  let unpacked = 0;
  let seen = 0;
  for await (const entry of zip.eachEntry()) {
    seen++;
    if (seen > limits.parts) throw new FileRefused('TOO_MANY_PARTS', `more than ${limits.parts} parts`);
    if (names.has(entry.fileName)) throw new FileRefused('DAMAGED', `two parts are called ${entry.fileName}`);
    names.add(entry.fileName);
    if (entry.fileName.endsWith('/')) continue;
    if (entry.isEncrypted()) throw new FileRefused('ENCRYPTED');
    if (entry.uncompressedSize > limits.partBytes) throw new FileRefused('PART_TOO_LARGE', entry.fileName);
    if (unpacked + entry.uncompressedSize > limits.unpackedBytes) throw new FileRefused('UNPACKED_TOO_LARGE');
    const bytes = await readPart(zip, entry, limits.partBytes);
    unpacked += bytes.length;
    if (unpacked > limits.unpackedBytes) throw new FileRefused('UNPACKED_TOO_LARGE');
    onProgress(seen, zip.entryCount);
    if (!XML.test(entry.fileName)) continue;
    if (bytes.includes('<!DOCTYPE')) throw new FileRefused('DOCTYPE', entry.fileName);
    if (LEFT_OUT.test(entry.fileName)) continue;
    if (!isUtf8(bytes)) throw new FileRefused('DAMAGED', `${entry.fileName} is not UTF-8`);
    if (!isBalancedXml(bytes)) throw new FileRefused('DAMAGED', `${entry.fileName} is no sound XML`);
    parts.push({ name: entry.fileName, bytes: revealFormulas(bytes) });
  }
  refuseOtherPackages(names);
  refuseMissingParts(parts);
  return parts;
}

async function readPart(zip: ZipFile, entry: Entry, limit: number): Promise<Buffer> {
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new FileRefused('PART_TOO_LARGE', entry.fileName);
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks, size);
  if (crc32(bytes) !== entry.crc32) throw new FileRefused('DAMAGED', `checksum of ${entry.fileName}`);
  return bytes;
}

/**
 * hucre reports a formula cell by its formula's text, so `<f/>` and the what-if `<f t="dataTable"/>`, which have none,
 * would come back as plain values. Give them one.
 */
function revealFormulas(bytes: Buffer): Buffer {
  if (!bytes.includes('<f/>') && !bytes.includes('<f></f>') && !bytes.includes('"dataTable"')) return bytes;
  return Buffer.from(bytes.toString('utf8').replace(/<f(\s[^<>]*?)?(?:\/>|>\s*<\/f>)/g, '<f$1>?</f>'), 'utf8');
}

/** The texts of all cells are one part: without it hucre takes the cells for empty. */
function refuseMissingParts(parts: readonly ZipPart[]): void {
  const relations = parts.find((part) => part.name === 'xl/_rels/workbook.xml.rels');
  if (relations === undefined) return;
  for (const [relation] of Buffer.from(relations.bytes)
    .toString('utf8')
    .matchAll(/<[^<>]*Relationship\s[^<>]*>/g)) {
    if (!/Type="[^"]*\/(sharedStrings|styles)"/.test(relation)) continue;
    const target = /Target="([^"]*)"/.exec(relation)?.[1] ?? '';
    const name = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
    if (!parts.some((part) => part.name === name)) throw new FileRefused('DAMAGED', `${name} is missing`);
  }
}

const COMPOUND_FILE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/** Old .xls files and password-protected new ones are both compound files; the stream name tells them apart. */
function refuseOtherFormats(file: Buffer): void {
  if (file.length === 0) throw new FileRefused('EMPTY_FILE');
  if (file.subarray(0, 8).equals(COMPOUND_FILE)) {
    const encrypted = file.includes(Buffer.from('EncryptedPackage', 'utf16le'));
    throw new FileRefused(encrypted ? 'ENCRYPTED' : 'OLD_FORMAT');
  }
}

function refuseOtherPackages(names: ReadonlySet<string>): void {
  if (names.has('xl/workbook.bin')) throw new FileRefused('OLD_FORMAT', 'xlsb');
  if (!names.has('[Content_Types].xml')) throw new FileRefused('NOT_A_WORKBOOK');
  if (names.has('word/document.xml') || names.has('ppt/presentation.xml')) throw new FileRefused('NOT_A_WORKBOOK');
}

function startsAsZip(file: Buffer): boolean {
  return file.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
