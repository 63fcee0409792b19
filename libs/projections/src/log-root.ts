/** The Merkle root of the events seen so far, kept in step with the views; its state is saved with the checkpoint. */
export interface LogRoot {
  append(leaf: Uint8Array): void;
  /** base64 */
  root(): string;
  save(): Uint8Array;
  restore(state: Uint8Array): void;
}
