/** 16 bits per event of a full segment where each stream has few events, at least 8 otherwise: 0.1 % to 2 % mistakes. */
const BITS = 2 ** 20;
const PROBES = 5;

/**
 * A Bloom filter over keys of 48 bits: `has` is false only for keys that were never added. The keys are parts of
 * digests, so their own bits serve as hash functions.
 */
export class KeyFilter {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array = new Uint8Array(BITS / 8)) {
    if (bytes.length !== BITS / 8) throw new RangeError(`a filter has ${BITS} bits`);
    this.bytes = bytes;
  }

  add(key: number): void {
    let bit = firstBit(key);
    const stride = strideOf(key);
    for (let probe = 0; probe < PROBES; probe++) {
      const byte = bit >> 3;
      this.bytes[byte] = (this.bytes[byte] as number) | (1 << (bit & 7));
      bit = (bit + stride) & (BITS - 1);
    }
  }

  has(key: number): boolean {
    let bit = firstBit(key);
    const stride = strideOf(key);
    for (let probe = 0; probe < PROBES; probe++) {
      if (((this.bytes[bit >> 3] as number) & (1 << (bit & 7))) === 0) return false;
      bit = (bit + stride) & (BITS - 1);
    }
    return true;
  }
}

/**
 * Many filters asked at once. The bits of 32 filters at the same place stand in one word, so a question reads a few words
 * for every 32 filters, instead of some for each: what it costs is waiting for memory.
 */
export class FilterBank {
  readonly #words: Uint32Array[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(filter: KeyFilter): void {
    const lane = this.#size++ & 31;
    if (lane === 0) this.#words.push(new Uint32Array(BITS));
    const words = this.#words[this.#words.length - 1] as Uint32Array;
    const mask = 1 << lane;
    for (let index = 0; index < filter.bytes.length; index++) {
      let byte = filter.bytes[index] as number;
      for (let bit = index << 3; byte !== 0; bit++, byte >>= 1) {
        if ((byte & 1) !== 0) words[bit] = (words[bit] as number) | mask;
      }
    }
  }

  /** Appends the numbers of the filters that may have the key, in the order in which they were added. */
  candidates(key: number, found: number[]): void {
    const stride = strideOf(key);
    for (let group = 0; group < this.#words.length; group++) {
      const words = this.#words[group] as Uint32Array;
      let bit = firstBit(key);
      let left = -1;
      for (let probe = 0; probe < PROBES && left !== 0; probe++) {
        left &= words[bit] as number;
        bit = (bit + stride) & (BITS - 1);
      }
      for (let lane = 0; left !== 0; lane++, left >>>= 1) if ((left & 1) !== 0) found.push(group * 32 + lane);
    }
  }
}

function firstBit(key: number): number {
  return (key >>> 0) & (BITS - 1);
}

function strideOf(key: number): number {
  return (Math.floor(key / 2 ** 20) & (BITS - 1)) | 1;
}
