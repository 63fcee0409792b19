export * from './evaluate.js';
export * from './facts.js';
export * from './outcome.js';
export * from './pack.js';
export * from './rule.js';
