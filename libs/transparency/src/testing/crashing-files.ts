import type { FileSystem } from '../durable-files.js';

/** Thrown by every call once the power is gone. */
export class PowerCut extends Error {}

/** A pseudo-random number in 0…1 from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Inode {
  current: Buffer;
  durable: Buffer;
}

/**
 * A disk in memory that keeps apart what a program sees and what a power cut leaves: bytes count as durable after
 * `syncFile`, names after `syncFolder`. A cut keeps any part of the rest, torn files among it, as real disks may.
 */
export class CrashingFiles implements FileSystem {
  private seen = new Map<string, Inode>();
  private durable = new Map<string, Inode>();
  private folders = new Set<string>();
  private cut = false;
  /** Operations so far that change something. */
  operations = 0;
  /** The power goes at this operation, before it has its effect or after, by chance. */
  cutAt = Number.POSITIVE_INFINITY;
  /** This operation fails with an I/O error instead, once. */
  failAt = Number.POSITIVE_INFINITY;

  constructor(private readonly random: () => number = Math.random) {}

  async read(path: string): Promise<Buffer | undefined> {
    this.alive();
    const inode = this.seen.get(path);
    return inode === undefined ? undefined : Buffer.from(inode.current);
  }

  async list(folder: string): Promise<string[]> {
    this.alive();
    const prefix = `${folder}/`;
    return [...this.seen.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  }

  async makeFolder(folder: string): Promise<void> {
    await this.step(() => {
      this.folders.add(folder);
    });
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    await this.step(() => {
      this.inFolder(path);
      const there = this.seen.get(path);
      if (there === undefined) this.seen.set(path, { current: Buffer.from(bytes), durable: Buffer.alloc(0) });
      else there.current = Buffer.from(bytes);
    });
  }

  async syncFile(path: string): Promise<void> {
    await this.step(() => {
      const inode = this.need(path);
      inode.durable = inode.current;
    });
  }

  async rename(from: string, to: string): Promise<void> {
    await this.step(() => {
      this.inFolder(to);
      this.seen.set(to, this.need(from));
      this.seen.delete(from);
    });
  }

  async syncFolder(folder: string): Promise<void> {
    await this.step(() => {
      const prefix = `${folder}/`;
      for (const path of new Set([...this.seen.keys(), ...this.durable.keys()])) {
        if (!path.startsWith(prefix)) continue;
        const inode = this.seen.get(path);
        if (inode === undefined) this.durable.delete(path);
        else this.durable.set(path, inode);
      }
    });
  }

  async remove(path: string): Promise<void> {
    await this.step(() => {
      this.seen.delete(path);
    });
  }

  /** What another program sees, also when the power is out. */
  peek(path: string): Buffer | undefined {
    return this.seen.get(path)?.current;
  }

  paths(): string[] {
    return [...this.seen.keys()];
  }

  /** Power back on: names and bytes that were not synced are kept, lost or torn by chance. */
  restart(): void {
    const names = new Map<string, Inode>();
    for (const path of new Set([...this.seen.keys(), ...this.durable.keys()])) {
      const before = this.durable.get(path);
      const after = this.seen.get(path);
      const kept = before === after || this.random() < 0.5 ? after : before;
      if (kept !== undefined) names.set(path, kept);
    }
    const settled = new Map<Inode, Inode>();
    for (const inode of names.values()) {
      const bytes = this.settle(inode);
      settled.set(inode, { current: bytes, durable: bytes });
    }
    this.seen = new Map([...names].map(([path, inode]) => [path, settled.get(inode) ?? inode]));
    this.durable = new Map(this.seen);
    this.cut = false;
    this.cutAt = Number.POSITIVE_INFINITY;
    this.failAt = Number.POSITIVE_INFINITY;
  }

  private settle({ current, durable }: Inode): Buffer {
    if (current.equals(durable)) return durable;
    const chance = this.random();
    if (chance < 0.34) return durable;
    if (chance < 0.67) return current;
    return current.subarray(0, Math.floor(this.random() * current.length));
  }

  private async step(effect: () => void): Promise<void> {
    this.instant(effect);
  }

  /** One operation that is durable as a whole when it returns, such as a committed transaction elsewhere. */
  instant(effect: () => void): void {
    this.alive();
    const number = this.operations++;
    if (number === this.failAt) throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
    if (number === this.cutAt) {
      if (this.random() < 0.5) effect();
      this.cut = true;
      throw new PowerCut();
    }
    effect();
  }

  private alive(): void {
    if (this.cut) throw new PowerCut();
  }

  private need(path: string): Inode {
    const inode = this.seen.get(path);
    if (inode === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
    return inode;
  }

  private inFolder(path: string): void {
    const folder = path.slice(0, path.lastIndexOf('/'));
    if (!this.folders.has(folder)) throw Object.assign(new Error(`ENOENT: ${folder}`), { code: 'ENOENT' });
  }
}
