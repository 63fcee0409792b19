/** 16 bits per event of a full segment where each stream has few events, at least 8 otherwise: 0.1 % to 2 % mistakes. */
const BITS = 2 ** 20;
const PROBES = 5;

/**
 * A Bloom filter over keys of 48 bits: `has` is false only for keys that were never added. The keys are parts of
 * digests, so their own bits serve as hash functions.
 */
export class KeyFilter {
  readonly #bits: Uint8Array;

  constructor(bits: Uint8Array = new Uint8Array(BITS / 8)) {
    if (bits.length !== BITS / 8) throw new RangeError(`a filter has ${BITS} bits`);
    this.#bits = bits;
  }

  get bytes(): Uint8Array {
    return this.#bits;
  }

  add(key: number): void {
    let bit = firstBit(key);
    const stride = strideOf(key);
    for (let probe = 0; probe < PROBES; probe++) {
      const byte = bit >> 3;
      this.#bits[byte] = (this.#bits[byte] as number) | (1 << (bit & 7));
      bit = (bit + stride) & (BITS - 1);
    }
  }

  has(key: number): boolean {
    let bit = firstBit(key);
    const stride = strideOf(key);
    for (let probe = 0; probe < PROBES; probe++) {
      if (((this.#bits[bit >> 3] as number) & (1 << (bit & 7))) === 0) return false;
      bit = (bit + stride) & (BITS - 1);
    }
    return true;
  }
}

function firstBit(key: number): number {
  return (key >>> 0) & (BITS - 1);
}

function strideOf(key: number): number {
  return (Math.floor(key / 2 ** 20) & (BITS - 1)) | 1;
}
