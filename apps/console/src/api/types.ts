// The console takes its types from the server's own shapes; nothing of the server's code comes along.
export type * from '../../../server/src/api/shapes.js';
