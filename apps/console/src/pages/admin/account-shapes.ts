import type { AccountShape, NewAccountAnswer, OneTimePasswordShape, Shape } from '../../../../server/src/api/shapes.js';

/** What the security administrator sees of an account. */
export type Account = Shape<typeof AccountShape>;
export type NewAccount = Shape<typeof NewAccountAnswer>;

/** A one-time password and whose it is; it stands in one answer of the server and nowhere else. */
export type OneTime = Shape<typeof OneTimePasswordShape> & { readonly name: string };
