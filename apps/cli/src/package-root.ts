import { join } from 'node:path';

/** Folder of the package, as this file is built: `dist/apps/cli/src`. */
export const PACKAGE_ROOT = join(import.meta.dirname, '..', '..', '..', '..');
