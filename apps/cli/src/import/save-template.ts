import { writeFileSync } from 'node:fs';
import { IMPORT_KINDS } from '#elections';
import type { ImportOptions } from '../commands/import.js';
import { Api } from '../server/api.js';
import { CommandFailure, usage } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { printJson, printLine } from '../terminal/print.js';
import { checkNewFile } from '../terminal/secret.js';

/** The empty sheet of a kind, as the server expects it. Nothing that stands at `out` is written over. */
export async function saveTemplate(kind: string, out: string | undefined, options: ImportOptions): Promise<number> {
  if (!(IMPORT_KINDS as readonly string[]).includes(kind)) {
    throw usage('NO_SUCH_KIND', {
      zh: `没有种类 ${kind}，可用：${IMPORT_KINDS.join('、')}`,
      en: `there is no kind ${kind}; there are: ${IMPORT_KINDS.join(', ')}`,
    });
  }
  const path = out ?? `${kind}.xlsx`;
  checkNewFile(path);
  const bytes = await Api.withToken(options).bytes(`/imports/templates/${kind}.xlsx`, {
    lang: say({ zh: 'zh', en: 'en' }),
  });
  try {
    writeFileSync(path, bytes, { flag: 'wx' });
  } catch (error) {
    const zh = `无法写入 ${path}。请检查目录和权限。`;
    const en = `${path} cannot be written. Check the folder and its permissions.`;
    throw new CommandFailure('problem', 'FILE_NOT_WRITTEN', { zh, en }, { cause: error });
  }
  if (options.json) printJson({ kind, file: path, size: bytes.length });
  else printLine(say({ zh: `模板已写入 ${path}`, en: `the template was written to ${path}` }));
  return EXIT.ok;
}
