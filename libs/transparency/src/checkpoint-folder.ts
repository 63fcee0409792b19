import { join } from 'node:path';
import { err, ok, type Result } from '#kernel';
import { type CheckpointFault, openCheckpoint, type SealedHead } from './checkpoint.js';
import { type FileSystem, nodeFiles, replaceDurably } from './durable-files.js';
import { addSignatureLines, type NoteFault } from './note.js';
import { TransparencyError } from './transparency-error.js';

const DIGITS = 16;
const LATEST = 'latest';

/** The published checkpoints of one origin: a file for each, named by its size, and `latest`. */
export class CheckpointFolder {
  constructor(
    readonly path: string,
    private readonly vkey: string,
    private readonly files: FileSystem = nodeFiles,
    /** The origin, where it is not the name of the key. */
    private readonly origin?: string,
  ) {}

  /** Sizes with a checkpoint of their own, rising. */
  async sizes(): Promise<number[]> {
    const names = await this.files.list(this.path);
    return names
      .filter((name) => /^[0-9]{16}$/.test(name))
      .map(Number)
      .sort((a, b) => a - b);
  }

  async read(size: number): Promise<Buffer | undefined> {
    return this.files.read(join(this.path, sizeName(size)));
  }

  /** Every file of the folder, as it is: for the verifier, who judges them. */
  async *notes(): AsyncGenerator<{ readonly name: string; readonly note: Buffer }> {
    for (const name of [...(await this.sizes()).map(sizeName), LATEST]) {
      const note = await this.files.read(join(this.path, name));
      if (note !== undefined) yield { name, note };
    }
  }

  /** The published checkpoint with the greatest size. Throws where a file of it does not verify. */
  async newest(): Promise<SealedHead | undefined> {
    const highest = (await this.sizes()).at(-1);
    const numbered = highest === undefined ? undefined : await this.open(sizeName(highest));
    const latest = await this.open(LATEST);
    if (numbered === undefined || latest === undefined) return numbered ?? latest;
    if (numbered.size === latest.size && numbered.root !== latest.root)
      throw damaged(join(this.path, LATEST), 'OTHER_ROOT');
    return numbered.size >= latest.size ? numbered : latest;
  }

  /**
   * Publishes a signed checkpoint: under its size, then as `latest`. Publishing the same again changes nothing; another
   * root at a size that is published is refused, because two such checkpoints would be proof of a forked log.
   */
  async publish(head: SealedHead): Promise<void> {
    await this.files.makeFolder(this.path);
    const there = await this.open(sizeName(head.size));
    if (there !== undefined && there.root !== head.root)
      throw damaged(join(this.path, sizeName(head.size)), 'OTHER_ROOT');
    // What is there may have gathered cosignatures: it is the better copy.
    const note = there?.note ?? head.note;
    if (there === undefined) await replaceDurably(this.files, join(this.path, sizeName(head.size)), note);
    await replaceDurably(this.files, join(this.path, LATEST), note);
  }

  /** Adds witnesses' signature lines to a published checkpoint. */
  async addSignatures(
    size: number,
    lines: readonly string[],
  ): Promise<Result<Buffer, NoteFault | 'NO_SUCH_CHECKPOINT'>> {
    const note = await this.read(size);
    if (note === undefined) return err('NO_SUCH_CHECKPOINT');
    const more = addSignatureLines(note, lines);
    if (!more.ok) return more;
    await replaceDurably(this.files, join(this.path, sizeName(size)), more.value);
    if ((await this.open(LATEST))?.size === size) await replaceDurably(this.files, join(this.path, LATEST), more.value);
    return ok(more.value);
  }

  private async open(name: string): Promise<SealedHead | undefined> {
    const path = join(this.path, name);
    const note = await this.files.read(path);
    if (note === undefined) return undefined;
    const opened = openCheckpoint(note, this.vkey, { origin: this.origin });
    if (!opened.ok) throw damaged(path, opened.error);
    const { origin, size, root } = opened.value;
    if (name !== LATEST && name !== sizeName(size)) throw damaged(path, 'OTHER_SIZE');
    return { origin, size, root, note };
  }
}

/** The name of the file of a checkpoint: its size in 16 digits, so that names sort by size. */
export function sizeName(size: number): string {
  return String(size).padStart(DIGITS, '0');
}

function damaged(path: string, fault: CheckpointFault | 'OTHER_ROOT' | 'OTHER_SIZE'): TransparencyError {
  return new TransparencyError(
    'CHECKPOINT_DAMAGED',
    {
      zh: `已发布的检查点文件 ${path} 未通过校验（${fault}）。请勿删除：先留存该文件，再与见证方或纸质锚点比对，并从备份恢复原文件。`,
      en: `the published checkpoint ${path} does not verify (${fault}). Do not delete it: keep a copy, compare with a witness or a paper anchor, and restore the original from a backup.`,
    },
    { path, fault },
  );
}
