export * from './apply-entry.js';
export * from './evaluate.js';
export * from './facts.js';
export {
  createFactsBook,
  type FactsBook,
  type SavedImports,
  type SavedStreet,
} from './facts-book.js';
export * from './facts-of-units.js';
export * from './finding/commands.js';
export * from './finding/events.js';
export * from './finding/state.js';
export * from './finding/words.js';
export * from './guards.js';
export type { EffectiveType, ImportProgress } from './import-facts.js';
export * from './indications.js';
export * from './judge.js';
export * from './manifest-digest.js';
export * from './outcome.js';
export * from './pack.js';
export * from './packs/plan-2021/index.js';
export * from './people-facts.js';
export * from './pinned-index.js';
export * from './prohibitions/cells.js';
export * from './prohibitions/lists.js';
export * from './prohibitions/themes.js';
export * from './rule.js';
export * from './saved-book.js';
export * from './term-facts.js';
export { markUnreadable, type UnreadableStream } from './unreadable.js';
