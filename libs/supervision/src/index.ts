export * from './evaluate.js';
export * from './facts.js';
export * from './facts-book.js';
export type { EffectiveType, ImportProgress } from './import-facts.js';
export * from './outcome.js';
export * from './pack.js';
export * from './packs/plan-2021/index.js';
export * from './people-facts.js';
export * from './rule.js';
