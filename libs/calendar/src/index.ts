export * from './deadline.js';
export * from './holiday-tables.js';
export * from './holidays.js';
export * from './notice-period.js';
export * from './working-days.js';
