/** Everything that a program may read goes to standard output as one JSON document. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function printLine(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Notes beside the result: never mixed into what a program reads. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Rows in columns; wide characters count as two. The last column is not padded. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  for (const row of [head, ...rows]) {
    const cells = head.map((_title, column) => {
      const cell = row[column] ?? '';
      return column === head.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell));
    });
    printLine(cells.join('  ').trimEnd());
  }
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) || (character.codePointAt(0) ?? 0) > 0x1ffff ? 2 : 1;
  return width;
}
