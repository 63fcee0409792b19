import { parentPort, workerData } from 'node:worker_threads';
import { StoredRows } from '#event-store';
import { type PieceJob, runPiece } from '#transparency';

/** Hashes the stretches that the verifier sends, over a connection of its own. */
const rows = new StoredRows((workerData as { ledger: string }).ledger);

parentPort?.on('message', ({ id, job }: { id: number; job: PieceJob }) => {
  void answer(id, job);
});

async function answer(id: number, job: PieceJob): Promise<void> {
  const source = { size: () => rows.size(job.log), readLeaves: rows.readLeaves.bind(rows, job.log) };
  try {
    const check = job.deep ? (await import('./event-check.js')).checkEvent : undefined;
    const result = await runPiece(source, job, check);
    parentPort?.postMessage({ id, result, damage: rows.damage });
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
}
