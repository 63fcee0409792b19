/** What a field holds, where the vault has to find people by it. */
export type FieldKind = 'name' | 'idNumber' | 'phone';

/** The field that a path ends in: `name` of `name` and of `rows/3/name`. */
export function fieldOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function kindOf(path: string): FieldKind | undefined {
  const field = fieldOf(path);
  return field === 'name' || field === 'idNumber' || field === 'phone' ? field : undefined;
}

/**
 * One spelling for what people type in many: full-width digits, spaces, hyphens, a small x, +86 before a number.
 * Only for matching; what was entered stays as it was.
 */
export function matchingForm(kind: 'idNumber' | 'phone', value: string): string {
  const plain = halfWidth(value).replace(/[\s\-()]/g, '');
  return kind === 'idNumber' ? plain.toUpperCase() : plain.replace(/^(?:\+|00)?86(?=\d{11}$)/, '');
}

/** Full-width Latin letters, digits and signs as ASCII. (Not NFKC, which would change some characters of names.) */
export function halfWidth(text: string): string {
  return text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll('　', ' ');
}
