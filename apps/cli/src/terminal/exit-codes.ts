/** Exit codes of every command (docs: operations). */
export const EXIT = { ok: 0, problem: 1, usage: 2, unreachable: 3 } as const;

/** Exit codes of the verifiers, which other programs act on: 0 intact, 10 tampered, 20 incomplete. */
export const VERIFIER_EXIT = { intact: 0, tampered: 10, incomplete: 20, usage: 64, io: 70 } as const;
