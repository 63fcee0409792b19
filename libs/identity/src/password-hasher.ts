import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';

/** Cost of argon2id: `memoryCost` in KiB, `timeCost` in passes. */
export interface Argon2Cost {
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** First choice of OWASP's password storage cheat sheet for argon2id with little memory: 19 MiB, 2 passes, 1 lane. */
export const OWASP_ARGON2ID: Argon2Cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// `Algorithm` is an ambient const enum, which isolated modules cannot read.
const ARGON2ID = 2;
const DIGEST_BYTES = 32;
const SALT_BYTES = 16;
/** No password is longer (the policy allows 128 characters); a longer text costs the same and is wrong. */
const MAX_LENGTH = 1024;

/** Too many hashes are wanted at once. Callers ask `hasRoom` first; this is thrown to those that did not. */
export class HasherBusy extends Error {
  constructor() {
    super('the password hasher is busy; try again in a few seconds');
    this.name = 'HasherBusy';
  }
}

/**
 * argon2id, at most `concurrency` at a time, because each takes 19 MiB and a core: a flood of sign-ins may slow down
 * sign-ins, nothing else. At most `queueLimit` more wait.
 */
export class PasswordHasher {
  #running = 0;
  #runs = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #decoy: string;

  constructor(
    private readonly cost: Argon2Cost = OWASP_ARGON2ID,
    private readonly concurrency = 2,
    private readonly queueLimit = 32,
  ) {
    const { memoryCost, timeCost, parallelism } = cost;
    const base64 = (bytes: number): string => randomBytes(bytes).toString('base64').replaceAll('=', '');
    this.#decoy = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${base64(SALT_BYTES)}$${base64(DIGEST_BYTES)}`;
  }

  /** Whether one more would be taken now. */
  hasRoom(): boolean {
    return this.#running < this.concurrency || this.#waiting.length < this.queueLimit;
  }

  /** How often argon2 has run: a test counts it, a metric may show it. */
  get runs(): number {
    return this.#runs;
  }

  /** A digest that no password has, checked where there is no account, so that the work is the same. */
  get decoy(): string {
    return this.#decoy;
  }

  hash(password: string): Promise<string> {
    return this.#run(() =>
      hash(password.normalize('NFC'), { ...this.cost, algorithm: ARGON2ID, outputLen: DIGEST_BYTES }),
    );
  }

  verify(digest: string, password: string): Promise<boolean> {
    const candidate = password.length > MAX_LENGTH ? '' : password.normalize('NFC');
    return this.#run(() => verify(digest, candidate));
  }

  /** Whether a stored digest was made with another cost and should be made anew at the next right password. */
  isOutdated(digest: string): boolean {
    const stored = parseOptions(digest);
    return (
      stored.algorithm !== ARGON2ID ||
      stored.memoryCost !== this.cost.memoryCost ||
      stored.timeCost !== this.cost.timeCost ||
      stored.parallelism !== this.cost.parallelism
    );
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    if (!this.hasRoom()) throw new HasherBusy();
    if (this.#running >= this.concurrency) {
      // The slot is handed over by the one who leaves: the count stays as it is.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    this.#runs += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
