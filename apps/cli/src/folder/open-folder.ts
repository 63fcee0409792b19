import { existsSync, readFileSync } from 'node:fs';
import { type EventStore, type LedgerReader, openLedgerReader } from '#event-store';
import type { Envelope, LogName } from '#kernel';
import { type DataFolder, dataFolder } from '../../../server/src/deployment/folder.js';
import { type LogIdentity, readLogIdentities } from '../../../server/src/deployment/logs.js';
import { CommandFailure } from '../terminal/command-failure.js';

/** A data folder that is only looked at, beside its server or without one. */
export interface ReadFolder {
  readonly folder: DataFolder;
  readonly reader: LedgerReader;
  readonly logs: Readonly<Record<LogName, LogIdentity>>;
  readonly demo: boolean;
  /** Code of the top unit. */
  readonly unit: string;
  /** The ledger clock of the folder. */
  now(): string;
  close(): Promise<void>;
}

/** The places of a data folder that exists; without a path that of `JIANZHENG_DATA`, else `data`. */
export function existingFolder(path = process.env['JIANZHENG_DATA'] ?? 'data'): DataFolder {
  const folder = dataFolder(path);
  if (existsSync(folder.ledger)) return folder;
  const place = existsSync(folder.root) ? folder.ledger : folder.root;
  throw new CommandFailure('unreachable', 'NO_DATA_FOLDER', {
    zh: `没有找到台账：${place}。请用 --data 指定数据目录。`,
    en: `There is no ledger here: ${place}. Name the data folder with --data.`,
  });
}

/** Opens a folder read-only; whatever it shows is what was committed when it was asked. */
export async function openFolder(path?: string): Promise<ReadFolder> {
  const folder = existingFolder(path);
  const reader = openLedgerReader(folder.ledger);
  try {
    const logs = await readLogIdentities(reader);
    if (logs === undefined) throw notOpenedYet(folder);
    const demo = logs.process.clock === 'demo';
    const unit = await unitOfFolder(reader);
    const offset = demo ? demoOffset(folder) : 0;
    return {
      folder,
      reader,
      logs,
      demo,
      unit,
      now: () => new Date(Date.now() + offset).toISOString(),
      close: () => reader.close(),
    };
  } catch (error) {
    await reader.close();
    throw error;
  }
}

export function notOpenedYet(folder: DataFolder): CommandFailure {
  return new CommandFailure('problem', 'LOGS_NOT_OPENED', {
    zh: `台账尚未启用：${folder.ledger}。请先用 jianzheng serve 启动一次。`,
    en: `The logs were never opened: ${folder.ledger}. Start jianzheng serve once.`,
  });
}

/** Code of the top unit: it stands in the first leaf. */
export async function unitOfFolder(store: EventStore): Promise<string> {
  const [first] = await store.readAll('process', 0, 1);
  return (JSON.parse(Buffer.from(first?.bytes ?? []).toString('utf8')) as Envelope).unit;
}

/** How far the demonstration's clock is from the system's (ms); its server keeps it in a file. */
function demoOffset(folder: DataFolder): number {
  if (!existsSync(folder.demoClock)) return 0;
  return (JSON.parse(readFileSync(folder.demoClock, 'utf8')) as { offset: number }).offset;
}
