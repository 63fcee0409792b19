import { endOfShanghaiDay } from '#kernel';
import { FINDING_STATUSES, findingStatusWords } from '#supervision';
import type { FindingList, Shape } from '../../../server/src/api/shapes.js';
import { ruleIndexFor } from '../../../server/src/deployment/packs.js';
import { findingRow } from '../../../server/src/queries/finding-rows.js';
import type { FindingsOptions } from '../commands/findings.js';
import { openDemoFolder } from '../folder/demo-folder.js';
import { foldFacts } from '../folder/fold.js';
import { namesFor } from '../folder/names.js';
import { requireKnownUnit, unitsIn } from '../folder/units-of-folder.js';
import { Api } from '../server/api.js';
import { meansServer } from '../server/token.js';
import { usage } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { note, printJson, printLine, printTable } from '../terminal/print.js';
import { progressLine } from '../terminal/progress.js';

type List = Shape<typeof FindingList>;

/** Findings of all communities or one, now or as they stood at the end of a day. */
export async function listFindings(options: FindingsOptions): Promise<number> {
  checkStatuses(options.status);
  const { builtFrom, items, demo } = meansServer(options) ? await fromServer(options) : await fromFolder(options);
  const shown = items.filter(({ status }) => options.status === undefined || options.status.includes(status));
  const summary = say({
    zh: `${demo ? '演示数据。' : ''}共 ${shown.length} 条线索；依据位置 ${builtFrom.position}，根 ${builtFrom.root}`,
    en: `${demo ? 'Demonstration. ' : ''}${shown.length} findings; built from position ${builtFrom.position}, root ${builtFrom.root}`,
  });
  if (options.json) {
    // The rows alone, so that a pipe reads them; what they were built from goes beside them.
    printJson(shown);
    note(summary);
    return EXIT.ok;
  }
  if (shown.length > 0) {
    printTable(
      [
        { zh: '单位', en: 'unit' },
        { zh: '规则', en: 'rule' },
        { zh: '状态', en: 'status' },
        { zh: '对象', en: 'subject' },
        { zh: '算式', en: 'arithmetic' },
      ].map(say),
      shown.map(({ unit, rule, status, subject, subjectName, arithmetic }) => [
        unit,
        rule,
        say(findingStatusWords[status]),
        subjectName === '' ? subject.slice(0, 24) : subjectName,
        say(arithmetic).replaceAll('\n', ' '),
      ]),
    );
  }
  printLine(summary);
  return EXIT.ok;
}

async function fromServer({ community, asOf, ...server }: FindingsOptions): Promise<List & { demo: boolean }> {
  return { ...(await Api.withToken(server).get<List>('/findings', { community, asOf })), demo: false };
}

async function fromFolder({ data, community, asOf }: FindingsOptions): Promise<List & { demo: boolean }> {
  const open = await openDemoFolder(data, {
    zh: 'jianzheng findings list --url 地址 --token @令牌文件（见 jianzheng findings list --help）',
    en: 'jianzheng findings list --url URL --token @FILE (see jianzheng findings list --help)',
  });
  try {
    const progress = progressLine(say({ zh: '读取台账', en: 'reading the ledger' }));
    const facts = foldFacts(open, asOf === undefined ? undefined : endOfShanghaiDay(asOf), progress);
    requireKnownUnit(facts.book, community);
    const names = namesFor(open, facts.book);
    const known = facts.findings();
    const units = community === undefined ? unitsIn(facts.book) : [community];
    const items = units.flatMap((unit) => {
      const index = ruleIndexFor(facts, unit);
      return known.flatMap((finding) => {
        const row = finding.unit === unit ? findingRow(finding, index, names) : undefined;
        return row === undefined ? [] : [{ unit, unitName: names.community(unit), ...row }];
      });
    });
    const { position, root } = facts;
    return { builtFrom: { position, root }, items, demo: open.demo };
  } finally {
    await open.close();
  }
}

function checkStatuses(statuses: readonly string[] | undefined): void {
  const unknown = statuses?.find((status) => !(FINDING_STATUSES as readonly string[]).includes(status));
  if (unknown === undefined) return;
  throw usage('NO_SUCH_STATUS', {
    zh: `没有状态 ${unknown}，可用：${FINDING_STATUSES.join('、')}`,
    en: `there is no status ${unknown}; there are: ${FINDING_STATUSES.join(', ')}`,
  });
}
