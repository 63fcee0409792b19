import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVault, type Vault } from '../vault.js';
import type { VaultOptions } from '../vault-database.js';

/** A folder of its own with a vault in it; everything is closed and removed by `clear`. */
export class VaultFolder {
  readonly root = mkdtempSync(join(tmpdir(), 'jianzheng-vault-'));
  readonly path = join(this.root, 'vault.db');
  readonly kekPath = join(this.root, 'keys', 'vault.kek');
  readonly blobs = join(this.root, 'blobs');
  readonly #open: Vault[] = [];

  open(options: Partial<VaultOptions> = {}): Vault {
    const vault = openVault({ path: this.path, kekPath: this.kekPath, ...options });
    this.#open.push(vault);
    return vault;
  }

  /** Names of files (whole tree) in which any of these byte strings stands. */
  filesHolding(...needles: readonly (string | Buffer)[]): string[] {
    return readdirSync(this.root, { recursive: true, encoding: 'utf8' }).filter((file) => {
      const path = join(this.root, file);
      return statSync(path).isFile() && needles.some((needle) => readFileSync(path).includes(needle));
    });
  }

  clear(): void {
    for (const vault of this.#open) vault.close();
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Lower-case UUIDs that a test can tell apart: `…0001`. */
export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** The error that `work` throws, or undefined. */
export function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
