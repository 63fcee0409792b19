import { problem } from './problem.js';

interface Bucket {
  tokens: number;
  at: number;
}

/** What is limited: at most `burst` at once, refilled at `perMinute`. */
const LIMITS = {
  /** By address: whoever signs in is nobody yet. Argon2 and the lock-out of the account stand behind it. */
  'sign-in': { burst: 20, perMinute: 20 },
  /** Sheets and attachments: each may be 50 MB, kept for a day before anything names it. */
  upload: { burst: 40, perMinute: 30 },
  export: { burst: 10, perMinute: 20 },
  print: { burst: 30, perMinute: 60 },
} as const satisfies Record<string, { readonly burst: number; readonly perMinute: number }>;

export type Limited = keyof typeof LIMITS;

const MOST_BUCKETS = 10_000;

/** Token buckets in memory, for what costs much. One server process is all there is to protect. */
export class RateLimits {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    private readonly now: () => number = Date.now,
    /** Multiplies every limit. */
    private readonly scale = 1,
  ) {}

  /** Takes one token for `who`. Throws 429 `TOO_MANY_REQUESTS` with `seconds` to wait. */
  take(what: Limited, who: string): void {
    const burst = LIMITS[what].burst * this.scale;
    const perMinute = LIMITS[what].perMinute * this.scale;
    const key = `${what} ${who}`;
    const now = this.now();
    const before = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, before.tokens + ((now - before.at) * perMinute) / 60_000);
    this.#buckets.delete(key);
    if (this.#buckets.size >= MOST_BUCKETS) this.#forget();
    if (tokens < 1) {
      this.#buckets.set(key, { tokens, at: now });
      throw problem(429, 'TOO_MANY_REQUESTS', { seconds: Math.ceil(((1 - tokens) * 60) / perMinute) });
    }
    this.#buckets.set(key, { tokens: tokens - 1, at: now });
  }

  /** The least recently used tenth: they are full again or belong to a flood. */
  #forget(): void {
    let left = MOST_BUCKETS / 10;
    for (const key of this.#buckets.keys()) {
      if (left-- <= 0) return;
      this.#buckets.delete(key);
    }
  }
}
