import type { Result } from '#kernel';
import type { EncodedAppend } from '../encode.js';
import type { Appended, AppendFailure } from '../event-store.js';

export type Answer = Result<Appended, AppendFailure>;

export interface GroupLimits {
  /** Most events and bytes of leaves in one commit (one append may be larger by itself). */
  readonly groupEvents: number;
  readonly groupBytes: number;
}

export interface Committer {
  /** Writes and makes durable what can be written; one answer for each append, in order. Throws when nothing was. */
  commit(appends: readonly EncodedAppend[]): Answer[];
  /** What the callers of a group are told whose commit threw; undefined when they shall see the error itself. */
  failed(error: unknown): AppendFailure | undefined;
  /** After the answers. */
  committed(): void;
}

interface Waiting {
  readonly append: EncodedAppend;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers the appends of concurrent callers during one turn of the event loop and commits them together: the disk is
 * waited for once per group, not once per caller.
 */
export class GroupCommit {
  #queue: Waiting[] = [];
  #planned = false;

  constructor(
    readonly committer: Committer,
    readonly limits: GroupLimits,
  ) {}

  add(append: EncodedAppend, resolve: Waiting['resolve'], reject: Waiting['reject']): void {
    this.#queue.push({ append, resolve, reject });
    this.#plan();
  }

  /** Commits everything that is waiting, now. */
  drain(): void {
    while (this.#queue.length > 0) this.#commitOne();
  }

  #plan(): void {
    if (this.#planned) return;
    this.#planned = true;
    setImmediate(() => {
      this.#planned = false;
      this.#commitOne();
      if (this.#queue.length > 0) this.#plan();
    });
  }

  #commitOne(): void {
    const group = this.#take();
    if (group.length === 0) return;
    let answers: Answer[];
    try {
      answers = this.committer.commit(group.map(({ append }) => append));
    } catch (error) {
      const failure = this.committer.failed(error);
      for (const { resolve, reject } of group) {
        if (failure !== undefined) resolve({ ok: false, error: failure });
        else reject(error);
      }
      return;
    }
    for (let i = 0; i < group.length; i++) group[i]?.resolve(answers[i] as Answer);
    this.committer.committed();
  }

  #take(): Waiting[] {
    const { groupEvents, groupBytes } = this.limits;
    let events = 0;
    let bytes = 0;
    let count = 0;
    for (const { append } of this.#queue) {
      events += append.events.length;
      bytes += append.bytes;
      if (count > 0 && (events > groupEvents || bytes > groupBytes)) break;
      count++;
    }
    if (count < this.#queue.length) return this.#queue.splice(0, count);
    const all = this.#queue;
    this.#queue = [];
    return all;
  }
}
