/** A share as numbers that can be redone by hand, `3/8 = 37.5%`. */
export function share(part: number, whole: number): string {
  if (whole === 0) return `${part}/${whole}`;
  return `${part}/${whole} = ${Math.round((part * 1000) / whole) / 10}%`;
}
