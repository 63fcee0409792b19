import { hash } from 'node:crypto';
import type { LogName } from '#kernel';

/**
 * The file format of a ledger. `events` is the ledger: rows in commit order, one leaf per row, never changed. The index
 * tables can be made again from it at any time; they are filled in batches, up to and including the row in `indexed`.
 * Rows after that are found through memory (see `tail.ts` and docs/decisions/0002-deferred-indexes.md). A run stands for
 * `count` events that follow each other in the log (or stream) and in the table alike.
 */
export const FORMAT_VERSION = 1;
/** `JZlg` in ASCII, so that `file` and other programs can tell a ledger from another database. */
export const APPLICATION_ID = 0x4a5a6c67;

export const SCHEMA = `
CREATE TABLE events (
  row INTEGER PRIMARY KEY,
  log INTEGER NOT NULL,
  position INTEGER NOT NULL,
  mac BLOB,
  leaf BLOB NOT NULL
);
CREATE TRIGGER events_are_never_updated BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: events are never changed'); END;
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: events are never deleted'); END;
-- REPLACE removes rows without asking the trigger above.
CREATE TRIGGER events_are_never_replaced BEFORE INSERT ON events WHEN NEW.row <= (SELECT max(row) FROM events)
  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: events are never replaced'); END;
CREATE TABLE position_runs (
  log INTEGER NOT NULL, position INTEGER NOT NULL, row INTEGER NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (log, position)
) WITHOUT ROWID;
CREATE TABLE stream_runs (
  segment INTEGER NOT NULL, stream INTEGER NOT NULL, rev INTEGER NOT NULL, row INTEGER NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (segment, stream, rev, row)
) WITHOUT ROWID;
CREATE TABLE id_rows (
  segment INTEGER NOT NULL, id INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (segment, id, row)
) WITHOUT ROWID;
CREATE TABLE segments (
  segment INTEGER PRIMARY KEY, upto INTEGER NOT NULL, filter BLOB NOT NULL
);
CREATE TABLE indexed (
  one INTEGER PRIMARY KEY CHECK (one = 1), upto INTEGER NOT NULL
);
INSERT INTO indexed VALUES (1, 0);
PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${FORMAT_VERSION};
`;

export const LOG_CODES = { process: 0, cases: 1, access: 2 } as const satisfies Record<LogName, number>;
export const LOG_OF_CODE: readonly LogName[] = ['process', 'cases', 'access'];

/** Keys are signed numbers of 48 bits, which SQLite stores in 6 bytes. */
export const ID_KEY_BITS = 48;
export const LOWEST_KEY = -(2 ** 47);

/**
 * Key of an event id in `id_rows`: its first 48 bits as a signed number. Two ids may share a key;
 * a look-up compares the leaves.
 */
export function idKey(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) + LOWEST_KEY;
}

/** Key of a stream in `stream_runs`: the first 48 bits of SHA-256 over `<log>:<stream>`, as a signed number. */
export function streamKey(log: LogName, stream: string): number {
  return Number.parseInt(hash('sha256', `${log}:${stream}`, 'hex').slice(0, 12), 16) + LOWEST_KEY;
}
