import { parentPort, workerData } from 'node:worker_threads';
import { StoredRows } from '#event-store';
import { type PieceJob, runPiece } from '#transparency';
import { checkEvent } from './event-check.js';

/** Hashes the stretches that the verifier sends, over a connection of its own. */
const rows = new StoredRows((workerData as { ledger: string }).ledger);

parentPort?.on('message', ({ id, job }: { id: number; job: PieceJob }) => {
  const source = { size: () => rows.size(job.log), readLeaves: rows.readLeaves.bind(rows, job.log) };
  runPiece(source, job, checkEvent).then(
    (result) => parentPort?.postMessage({ id, result, damage: rows.damage }),
    (error: unknown) => parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
