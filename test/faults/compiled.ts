import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { transformSync } from '@swc/core';

const ROOT = resolve(__dirname, '../..');

/**
 * Compiles libraries and the programs of this folder into a folder of their own, laid out as `dist` is: programs that a
 * test kills must run as they run in service, in a process of their own. Gives the folder and the way to remove it.
 */
export function compile(libraries: readonly string[]): { readonly root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'jz-faults-'));
  const options = JSON.parse(readFileSync(join(ROOT, '.swcrc'), 'utf8')) as Record<string, unknown>;
  cpSync(join(ROOT, 'package.json'), join(root, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  for (const folder of [...libraries.map((name) => `libs/${name}/src`), 'test/faults']) {
    for (const file of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || /\.(spec|e2e-spec|contract|d)\.ts$/.test(file)) continue;
      const source = join(ROOT, folder, file);
      const target = join(root, 'dist', folder, file.replace(/\.ts$/, '.js'));
      const { code } = transformSync(readFileSync(source, 'utf8'), {
        ...options,
        sourceMaps: 'inline',
        filename: source,
        swcrc: false,
      });
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, code);
    }
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** The compiled file of a program in this folder. */
export function program(root: string, name: string): string {
  return join(root, 'dist/test/faults', `${name}.js`);
}
