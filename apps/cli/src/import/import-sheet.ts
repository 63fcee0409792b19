import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { ImportReport, Shape } from '../../../server/src/api/shapes.js';
import type { ImportKindChoice, ImportOptions } from '../commands/import.js';
import { Api } from '../server/api.js';
import { CommandFailure, usage } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { note, printJson, printLine, printTable } from '../terminal/print.js';
import { progressLine } from '../terminal/progress.js';

type Report = Shape<typeof ImportReport>;

const ASK_EVERY_MS = 250;
const LARGEST_BYTES = 50 * 1024 * 1024;

/** Sends a sheet for its dry run and, with `commit`, has it recorded. Exit 1 where something is wrong with it. */
export async function importSheet(
  kind: ImportKindChoice,
  path: string,
  extra: string | undefined,
  options: ImportOptions,
): Promise<number> {
  if (extra !== undefined) {
    throw usage('TOO_MANY_ARGUMENTS', { zh: `多余的参数：${extra}`, en: `one argument too many: ${extra}` });
  }
  const api = Api.withToken(options);
  const bytes = read(path);
  const { community } = options;
  const sent = await api.upload<Report>('/imports', { kind, community }, { name: basename(path), bytes });
  const checked = await settled(api, sent, say({ zh: '核对', en: 'checking' }), ['reading']);
  const ready = checked.state === 'ready';
  if (!ready || options.commit !== true) {
    // What is not going to be recorded must not lie about on the server.
    await api.post(`/imports/${checked.importId}/commands/drop`).catch(() => undefined);
    return told(checked, options, ready || checked.state === 'unchanged' ? EXIT.ok : EXIT.problem);
  }
  const begun = await api.post<Report>(`/imports/${checked.importId}/commands/commit`);
  const done = await settled(api, begun, say({ zh: '入账', en: 'recording' }), ['committing', 'applying']);
  return told(done, options, done.state === 'committed' && done.faultCount === 0 ? EXIT.ok : EXIT.problem);
}

/** Asks until the import has left these states. A server that goes away meanwhile takes it up again when it is back. */
async function settled(api: Api, begun: Report, what: string, working: readonly Report['state'][]): Promise<Report> {
  const progress = progressLine(what);
  let report = begun;
  try {
    while (working.includes(report.state)) {
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
      report = await api.get<Report>(`/imports/${report.importId}`);
      progress(report.done, report.total);
    }
  } catch (error) {
    progress.end();
    if (error instanceof CommandFailure && error.kind === 'unreachable') {
      note(
        say({
          zh: `导入 ${report.importId} 尚未结束；服务器恢复后会继续，可在“导入”页查看。`,
          en: `Import ${report.importId} had not ended; the server goes on with it when it is back: see the page of imports.`,
        }),
      );
    }
    throw error;
  }
  progress.end();
  return report;
}

function told(report: Report, { json, commit }: ImportOptions, exit: number): number {
  if (json) {
    const { preview: _preview, columns: _columns, ...rest } = report;
    printJson(rest);
    return exit;
  }
  const { file, rows, faults, faultCount, unchanged = 0, notes = [], committed } = report;
  if (faults.length > 0) {
    printTable(
      [
        { zh: '工作表', en: 'sheet' },
        { zh: '单元格', en: 'cell' },
        { zh: '填写内容', en: 'value' },
        { zh: '问题', en: 'fault' },
        { zh: '处理办法', en: 'remedy' },
      ].map(say),
      faults.map(({ sheet, cell, value = '', message, remedy }) => [sheet, cell, value, say(message), say(remedy)]),
    );
  }
  for (const words of notes) printLine(say(words));
  if (unchanged > 0)
    printLine(
      say({ zh: `已有相同记录、不再重复：${unchanged} 行`, en: `on record already, left out: ${unchanged} rows` }),
    );
  printLine(say(outcome(report, commit === true)));
  printLine(say({ zh: `文件摘要 SHA-256 ${file.sha256}`, en: `digest of the file, SHA-256: ${file.sha256}` }));
  if (committed !== undefined) {
    printLine(
      say({
        zh: `入账 ${committed.count} 行，根 ${committed.root}，位置 ${committed.position}`,
        en: `${committed.count} rows recorded, root ${committed.root}, position ${committed.position}`,
      }),
    );
  }
  if (faultCount > faults.length) {
    note(say({ zh: `只列出前 ${faults.length} 处`, en: `only the first ${faults.length} are listed` }));
  }
  if (rows === 0 && faultCount === 0 && report.state !== 'unchanged')
    note(say({ zh: '表中没有数据行', en: 'there is no row in the sheet' }));
  return exit;
}

function outcome({ state, rows, faultCount, importId }: Report, commit: boolean): { zh: string; en: string } {
  switch (state) {
    case 'ready':
      return {
        zh: `${rows} 行，没有发现问题。未入账：加 --commit 入账。`,
        en: `${rows} rows, nothing wrong. Nothing was recorded: add --commit to record them.`,
      };
    case 'unchanged':
      return {
        zh: '各行都与登记一致，没有需要入账的内容。',
        en: 'Every row says what is on record already: there is nothing to record.',
      };
    case 'committed':
      return faultCount === 0
        ? { zh: `导入 ${importId} 已生效。`, en: `Import ${importId} has taken effect.` }
        : {
            zh: `导入 ${importId} 的行已入账，但有 ${faultCount} 行未能办理，见上表。`,
            en: `The rows of import ${importId} are recorded, but ${faultCount} could not be carried out: see above.`,
          };
    case 'failed':
      return {
        zh: `导入 ${importId} 没有完成，见上表。可在“导入”页放弃后重来。`,
        en: `Import ${importId} did not come to its end: see above. Drop it on the page of imports and begin again.`,
      };
    default:
      return {
        zh: `发现 ${faultCount} 处问题，未入账。${commit ? '改正后再导入。' : ''}`,
        en: `${faultCount} faults; nothing was recorded.${commit ? ' Correct them and import the sheet again.' : ''}`,
      };
  }
}

function read(path: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new CommandFailure(
      'problem',
      'FILE_UNREADABLE',
      {
        zh: `无法读取文件 ${path}。请检查路径和权限。`,
        en: `The file ${path} cannot be read. Check path and permissions.`,
      },
      { cause: error },
    );
  }
  if (bytes.length <= LARGEST_BYTES) return bytes;
  throw new CommandFailure('problem', 'BODY_TOO_LARGE', {
    zh: `文件 ${path} 超过 50 MB，请拆分后再导入。`,
    en: `The file ${path} is larger than 50 MB: split it.`,
  });
}
