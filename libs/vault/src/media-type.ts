/** What may be attached. Office files with macros and other archives of this shape are plain `application/zip`. */
export const MEDIA_TYPES = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'application/zip',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

const XLSX: MediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const DOCX: MediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const SIGNATURES: readonly { readonly media: MediaType; readonly bytes: readonly number[] }[] = [
  { media: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { media: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { media: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { media: 'application/zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
];
const LONGEST_SIGNATURE = 8;

/** How much of the end of a zip is looked at for its directory; one that is longer stays a plain zip. */
const TAIL_BYTES = 1024 * 1024;

/**
 * Tells a file's media type from its content, as it streams by. `refused` turns true as soon as the first bytes belong
 * to nothing that may be attached.
 */
export class MediaSniffer {
  #head = Buffer.alloc(0);
  #tail: Buffer[] = [];
  #tailBytes = 0;
  #begin: MediaType | undefined;

  push(chunk: Buffer): void {
    if (this.#head.length < LONGEST_SIGNATURE) {
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, LONGEST_SIGNATURE - this.#head.length)]);
      this.#begin = SIGNATURES.find(({ bytes }) =>
        this.#head.subarray(0, bytes.length).equals(Buffer.from(bytes)),
      )?.media;
    }
    this.#tail.push(chunk);
    this.#tailBytes += chunk.length;
    for (let first = this.#tail[0]; first !== undefined && this.#tailBytes - first.length >= TAIL_BYTES; ) {
      this.#tail.shift();
      this.#tailBytes -= first.length;
      first = this.#tail[0];
    }
  }

  get refused(): boolean {
    return this.#head.length >= LONGEST_SIGNATURE && this.#begin === undefined;
  }

  /** Undefined for what may not be attached, a zip without its directory included. */
  end(): MediaType | undefined {
    return this.#begin === 'application/zip' ? zipMedia(Buffer.concat(this.#tail)) : this.#begin;
  }
}

const END_OF_DIRECTORY = 0x06054b50;
const END_OF_DIRECTORY_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_ENTRY_BYTES = 46;

/** Reads the names in a zip's central directory (APPNOTE 4.3.12), of which `tail` is the end. */
function zipMedia(tail: Buffer): MediaType | undefined {
  const end = endOfDirectory(tail);
  if (end === undefined) return undefined;
  const directoryBytes = tail.readUInt32LE(end + 12);
  const names: string[] = [];
  for (let at = end - directoryBytes; at >= 0 && at + DIRECTORY_ENTRY_BYTES <= end; ) {
    if (tail.readUInt32LE(at) !== DIRECTORY_ENTRY) break;
    const nameBytes = tail.readUInt16LE(at + 28);
    names.push(tail.toString('utf8', at + DIRECTORY_ENTRY_BYTES, at + DIRECTORY_ENTRY_BYTES + nameBytes));
    at += DIRECTORY_ENTRY_BYTES + nameBytes + tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32);
  }
  if (!names.includes('[Content_Types].xml') || names.some((name) => name.endsWith('vbaProject.bin'))) {
    return 'application/zip';
  }
  if (names.includes('xl/workbook.xml')) return XLSX;
  if (names.includes('word/document.xml')) return DOCX;
  return 'application/zip';
}

function endOfDirectory(tail: Buffer): number | undefined {
  const first = Math.max(0, tail.length - END_OF_DIRECTORY_BYTES - LONGEST_COMMENT);
  for (let at = tail.length - END_OF_DIRECTORY_BYTES; at >= first; at--) {
    const comment = tail.length - END_OF_DIRECTORY_BYTES - at;
    if (tail.readUInt32LE(at) === END_OF_DIRECTORY && tail.readUInt16LE(at + 20) === comment) return at;
  }
  return undefined;
}

const ALIASES: Readonly<Record<string, MediaType>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'application/x-zip-compressed': 'application/zip',
  'application/x-zip': 'application/zip',
  'application/x-pdf': 'application/pdf',
};

/** Whether what a sender says of a file goes with what it is; saying nothing in particular always does. */
export function agrees(stated: string | undefined, found: MediaType): boolean {
  const plain = (stated ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (plain === '' || plain === 'application/octet-stream') return true;
  return (ALIASES[plain] ?? plain) === found;
}
