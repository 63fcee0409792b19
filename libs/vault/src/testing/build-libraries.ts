import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { transformFileSync } from '@swc/core';

const REPOSITORY = resolve(__dirname, '../../../..');

/**
 * Puts this library and the kernel as JavaScript into a folder, where a program that is started as a process of its own
 * finds them as `#vault` and `#kernel`: a process cannot run TypeScript, and the built files may be older than these.
 */
export function buildLibraries(folder: string): void {
  for (const library of ['kernel', 'vault']) {
    const source = join(REPOSITORY, 'libs', library, 'src');
    const target = join(folder, 'libs', library, 'src');
    mkdirSync(target, { recursive: true });
    for (const file of readdirSync(source)) {
      if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
      const { code } = transformFileSync(join(source, file), {
        swcrc: false,
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
      });
      writeFileSync(join(target, file.replace(/\.ts$/, '.js')), code);
    }
  }
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module","imports":{"#*":"./libs/*/src/index.js"}}');
}
