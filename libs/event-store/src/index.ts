export { decideAppend } from './decide-append.js';
export * from './encode.js';
export * from './event-id.js';
export * from './event-store.js';
export { MemoryEventStore } from './memory/memory-store.js';
export { LedgerReader, type LedgerReaderOptions, openLedgerReader } from './sqlite/ledger-reader.js';
export { openSqliteStore, SqliteEventStore, type SqliteStoreOptions } from './sqlite/sqlite-store.js';
export { type StoredRow, StoredRows } from './sqlite/stored-rows.js';
export { StoreNotOpened, StoreUnavailable } from './store-failure.js';
