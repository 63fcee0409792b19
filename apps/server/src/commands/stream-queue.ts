/** Commands on one stream run one after the other; those on different streams side by side. */
export class StreamQueue {
  readonly #tails = new Map<string, Promise<unknown>>();

  run<T>(stream: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(stream);
    const mine = before === undefined ? work() : before.then(work, work);
    this.#tails.set(stream, mine);
    const forget = () => {
      if (this.#tails.get(stream) === mine) this.#tails.delete(stream);
    };
    mine.then(forget, forget);
    return mine;
  }
}
