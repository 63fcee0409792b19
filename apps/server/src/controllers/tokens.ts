/** True when the server speaks TLS itself: cookies are Secure then. */
export const SECURE = Symbol('secure');

/** Folder of the built console. */
export const CONSOLE = Symbol('console');

/** Makes the text of the OpenAPI document. */
export const OPENAPI = Symbol('openapi');
