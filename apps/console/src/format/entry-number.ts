/** People count the entries of a log from 1; its positions, as proofs and files name them, begin with 0. */
export function entryNumber(position: number): number {
  return position + 1;
}
