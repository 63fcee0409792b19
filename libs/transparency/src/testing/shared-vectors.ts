import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../../../../shared/vectors');

/** The text of a file of public test vectors beside the repository; undefined, with the reason printed, where it is absent. */
export function sharedVectors(name: string): string | undefined {
  const path = join(FOLDER, name);
  if (existsSync(path)) return readFileSync(path, 'utf8');
  console.warn(`skipped: ../shared/vectors/${name} is not beside the repository`);
  return undefined;
}
