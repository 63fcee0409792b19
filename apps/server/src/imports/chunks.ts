import type { PlannedRow } from './read-rows.js';

/** One event's worth of rows. */
export interface Chunk {
  readonly data: {
    readonly chunk: number;
    readonly rows: readonly { readonly row: number; readonly data: PlannedRow['data'] }[];
  };
  readonly personal: Readonly<Record<string, string>>;
}

/** Of the 16 KiB of an event, what is left for rows and commitments beside a roomy envelope. */
const ROOM = 14_800;
/** An envelope holds at most 200 commitments. */
const MOST_COMMITMENTS = 200;
/** `{"c":"…43…","p":"…"},` around the path. */
const COMMITMENT_BYTES = 60;

/** Cuts rows into chunks that fit into an event each, in the order of the sheet. The same rows give the same chunks. */
export function cutIntoChunks(rows: readonly PlannedRow[]): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let open: PlannedRow[] = [];
  let bytes = 0;
  let commitments = 0;
  const close = () => {
    if (open.length > 0) chunks.push(chunkOf(chunks.length, open));
    open = [];
    bytes = 0;
    commitments = 0;
  };
  for (const row of rows) {
    const paths = Object.keys(row.personal ?? {});
    const size =
      Buffer.byteLength(JSON.stringify(row.data)) +
      24 +
      paths.reduce((sum, path) => sum + COMMITMENT_BYTES + 10 + path.length, 0);
    if (bytes + size > ROOM || commitments + paths.length > MOST_COMMITMENTS) close();
    open.push(row);
    bytes += size;
    commitments += paths.length;
  }
  close();
  return chunks;
}

function chunkOf(chunk: number, rows: readonly PlannedRow[]): Chunk {
  return {
    data: { chunk, rows: rows.map(({ row, data }) => ({ row, data })) },
    personal: Object.fromEntries(
      rows.flatMap(({ personal = {} }, index) =>
        Object.entries(personal).map(([field, value]) => [`rows/${index}/${field}`, value]),
      ),
    ),
  };
}
