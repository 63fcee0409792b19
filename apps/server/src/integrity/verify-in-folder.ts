import { openLedgerReader } from '#event-store';
import type { LogName } from '#kernel';
import { CheckpointFolder, SealedLog, SqliteTileStore, type VerifyReport, verifyLog } from '#transparency';

/** Where a log, its checkpoints and its stored hashes stand. Plain data: it is sent to a worker. */
export interface VerifyInput {
  readonly log: LogName;
  readonly ledger: string;
  readonly checkpoints: string;
  readonly tiles: string;
  readonly sealerState: string;
  readonly vkey: string;
  readonly origin: string;
  readonly deep: boolean;
}

/** Verifies one log on read-only connections of its own, beside the server that writes it. */
export async function verifyInFolder(
  input: VerifyInput,
  progress: (done: number, total: number) => void,
): Promise<VerifyReport> {
  const { log, vkey, origin, deep } = input;
  const reader = openLedgerReader(input.ledger);
  const tiles = new SqliteTileStore(input.tiles, { readonly: true });
  try {
    const sealed = await SealedLog.read({ stateFolder: input.sealerState, log, vkey, tiles: tiles.of(origin) });
    return await verifyLog({
      log,
      source: {
        size: () => reader.sizeSync(log),
        readLeaves: (from, limit) => reader.readAllSync(log, from, limit),
      },
      checkpoints: new CheckpointFolder(input.checkpoints, vkey).notes(),
      vkey,
      ...(sealed === undefined ? {} : { storedHashes: sealed.hashes }),
      deep,
      onProgress: progress,
    });
  } finally {
    tiles.close();
    await reader.close();
  }
}
