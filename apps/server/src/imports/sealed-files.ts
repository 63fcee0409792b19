import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** More bytes came than are allowed; nothing is kept. */
export class FileTooLarge extends Error {
  constructor(readonly limit: number) {
    super(`the file is larger than ${limit} bytes`);
    this.name = 'FileTooLarge';
  }
}

/**
 * Files that wait for a decision: uploaded sheets and what was found in them. They hold personal data, so they stand on
 * the disk under AES-256-GCM with a key of the deployment that is kept apart from them.
 */
export class SealedFiles {
  constructor(
    private readonly folder: string,
    private readonly key: Uint8Array,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Cut short by a crash: nobody will come back for them.
    for (const name of readdirSync(folder)) if (name.endsWith('.new')) rmSync(join(folder, name), { force: true });
  }

  /** Durable when it resolves; digest and size are those of the plain content. Throws {@link FileTooLarge}. */
  async write(
    name: string,
    content: AsyncIterable<Uint8Array> | readonly Uint8Array[],
    limit = Number.POSITIVE_INFINITY,
  ): Promise<{ readonly sha256: string; readonly size: number }> {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(name));
    const digest = createHash('sha256');
    const fresh = `${this.#path(name)}.new`;
    let size = 0;
    try {
      const file = await open(fresh, 'w', 0o600);
      try {
        await file.write(nonce);
        for await (const chunk of content) {
          size += chunk.length;
          if (size > limit) throw new FileTooLarge(limit);
          digest.update(chunk);
          await file.writeFile(cipher.update(chunk));
        }
        await file.writeFile(cipher.final());
        await file.writeFile(cipher.getAuthTag());
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(fresh, this.#path(name));
      await this.#syncFolder();
      return { sha256: digest.digest('hex'), size };
    } catch (error) {
      rmSync(fresh, { force: true });
      throw error;
    }
  }

  /** The content; undefined where there is no such file, or where it is damaged or of another key. */
  async read(name: string): Promise<Buffer | undefined> {
    let sealed: Buffer;
    try {
      sealed = await readFile(this.#path(name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(name))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    } catch {
      return undefined;
    }
  }

  remove(name: string): void {
    rmSync(this.#path(name), { force: true });
  }

  list(): string[] {
    return readdirSync(this.folder);
  }

  /** Without it a power cut may undo the rename. */
  async #syncFolder(): Promise<void> {
    if (process.platform === 'win32') return;
    const folder = await open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  #path(name: string): string {
    return join(this.folder, name);
  }
}
