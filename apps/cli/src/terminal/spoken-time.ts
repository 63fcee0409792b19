import { shanghaiDay, shanghaiTime } from '#kernel';

/** `2021-11-09 23:59`, the wall clock of Asia/Shanghai, where a person reads a ledger instant; JSON keeps the instant. */
export function spoken(instant: string): string {
  return `${shanghaiDay(instant)} ${shanghaiTime(instant) ?? ''}`.trim();
}
