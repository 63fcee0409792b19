import Database from 'better-sqlite3';
import { TILE_BYTES, type Tile, type TileStore } from './tiles.js';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS tile (
    origin TEXT NOT NULL,
    level INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    hashes BLOB NOT NULL CHECK (length(hashes) = ${TILE_BYTES}),
    PRIMARY KEY (origin, level, idx)
  ) STRICT;
`;

/**
 * Full tiles in a SQLite file of their own, for all logs of a deployment, kept apart by origin (positions start again
 * with each origin). Everything in it can be made again from the leaves.
 */
export class SqliteTileStore {
  private readonly database: Database.Database;
  private readonly select: Database.Statement<[string, number, number], { hashes: Buffer }>;
  private readonly insert: (origin: string, tiles: readonly Tile[]) => void;

  constructor(path: string, options: { readonly readonly?: boolean } = {}) {
    this.database = new Database(path, { readonly: options.readonly ?? false });
    // Opened again, a WAL file starts with synchronous=NORMAL, which may lose the last commits.
    this.database.pragma('synchronous = FULL');
    this.database.pragma('busy_timeout = 5000');
    if (!options.readonly) {
      this.database.pragma('journal_mode = WAL');
      this.database.exec(SCHEMA);
    }
    this.select = this.database.prepare('SELECT hashes FROM tile WHERE origin = ? AND level = ? AND idx = ?');
    const put = this.database.prepare('INSERT OR REPLACE INTO tile (origin, level, idx, hashes) VALUES (?, ?, ?, ?)');
    this.insert = this.database.transaction((origin: string, tiles: readonly Tile[]) => {
      for (const { level, index, bytes } of tiles) put.run(origin, level, index, bytes);
    });
  }

  of(origin: string): TileStore {
    return {
      get: (level, index) => this.select.get(origin, level, index)?.hashes,
      put: (tiles) => {
        if (tiles.length > 0) this.insert(origin, tiles);
      },
    };
  }

  close(): void {
    this.database.close();
  }
}
