import {
  cellStateWords,
  type FindingInCell,
  prohibitionCells,
  prohibitionLists,
  resultsOf,
  standingList,
} from '#supervision';
import type { MatrixOptions } from '../commands/rules.js';
import type { FoldedFacts } from '../folder/fold.js';
import { namesFor } from '../folder/names.js';
import { openFolder } from '../folder/open-folder.js';
import { unitsIn } from '../folder/units-of-folder.js';
import { usage } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { printJson, printLine, printTable } from '../terminal/print.js';
import { isStreet, judgeFolder } from './judge-folder.js';

/** One row per item of the list, one column per community. Cases are not in it: they are for those who may read them. */
export async function showMatrix({ data, list: listId, asOf, json }: MatrixOptions): Promise<number> {
  const open = await openFolder(data);
  try {
    const list = listId === undefined ? standingList(open) : prohibitionLists.find(({ id }) => id === listId);
    if (list === undefined) {
      const known = prohibitionLists.map(({ id }) => id).join(', ');
      throw usage('NO_SUCH_LIST', {
        zh: `没有清单 ${listId}，现有：${known}`,
        en: `no list ${listId}; there are: ${known}`,
      });
    }
    const { facts, at, results } = judgeFolder(open, asOf);
    const names = namesFor(open, facts.book);
    const findings = findingsByUnit(facts);
    const communities = unitsIn(facts.book)
      .filter((unit) => !isStreet(facts, unit))
      .map((code) => {
        const judged = results.get(code);
        const cells = prohibitionCells(judged === undefined ? [] : resultsOf(judged), list, findings.get(code) ?? []);
        return { code, name: names.community(code), cells };
      });
    if (json) {
      printJson({
        at,
        demo: open.demo,
        list,
        builtFrom: { log: 'process', position: facts.position, root: facts.root },
        communities,
      });
      return EXIT.ok;
    }
    printLine(`${say(list.title)}${list.documentNumber === undefined ? '' : ` ${list.documentNumber}`}`);
    if (list.note !== undefined) printLine(say(list.note));
    printTable(
      [say({ zh: '项', en: 'item' }), ...communities.map(({ name }) => name), say({ zh: '内容', en: 'text' })],
      (communities[0]?.cells ?? []).map(({ item }, i) => [
        item,
        ...communities.map(({ cells }) => {
          const cell = cells[i];
          return cell === undefined ? '' : say(cellStateWords[cell.state]);
        }),
        say(list.items.find(({ no }) => no === item)?.text ?? { zh: '其他', en: 'other' }),
      ]),
    );
    return EXIT.ok;
  } finally {
    await open.close();
  }
}

function findingsByUnit(facts: FoldedFacts): ReadonlyMap<string, FindingInCell[]> {
  const found = new Map<string, FindingInCell[]>();
  for (const { unit, rule, subject, finding } of facts.findings()) {
    if (finding.status === 'none') continue;
    const own = found.get(unit) ?? [];
    found.set(unit, own);
    own.push({ rule, subject, status: finding.status });
  }
  return found;
}
