export * from './canonical-json.js';
export * from './dates.js';
export * from './envelope.js';
export * from './event-type.js';
export * from './rejection.js';
export * from './result.js';
export * from './stream-name.js';
export * from './words.js';
