import type { StreamHead } from '../event-store.js';

/**
 * Heads of the streams used lately. Two generations: when the young one is full it becomes the old one and the old one
 * is forgotten, which keeps memory bounded without the bookkeeping of an exact order of use.
 */
export class HeadCache {
  #young = new Map<string, StreamHead>();
  #old = new Map<string, StreamHead>();

  constructor(readonly generation = 10_000) {}

  get(key: string): StreamHead | undefined {
    const head = this.#young.get(key);
    if (head !== undefined) return head;
    const older = this.#old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: string, head: StreamHead): void {
    if (this.#young.size >= this.generation && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, head);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }
}
