import { type FactsBook, type JudgedResult, OUTCOMES, type Outcome, outcomeWords, resultsOf } from '#supervision';
import { builtInPacks, ruleIndexFor } from '../../../server/src/deployment/packs.js';
import { named, subjectName } from '../../../server/src/queries/names.js';
import type { CheckOptions } from '../commands/rules.js';
import { namesFor } from '../folder/names.js';
import { openFolder } from '../folder/open-folder.js';
import { requireKnownUnit, unitsIn } from '../folder/units-of-folder.js';
import { usage } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { note, printJson, printLine, printTable } from '../terminal/print.js';
import { spoken } from '../terminal/spoken-time.js';
import { isStreet, judgeFolder } from './judge-folder.js';

/** Judges what is recorded; a community is shown with the rules of its street, which bind it too. */
export async function checkRules(options: CheckOptions): Promise<number> {
  checkOutcomes('--outcome', options.outcome);
  checkOutcomes('--fail-on', options.failOn);
  checkRuleIds(options.rule);
  const open = await openFolder(options.data);
  try {
    const { facts, at, results } = judgeFolder(open, options.asOf);
    const units = unitsWanted(facts.book, options.community);
    const names = namesFor(open, facts.book);
    const rows = units.flatMap((unit) => {
      const order = [...ruleIndexFor(facts, unit).byId.keys()];
      const judged = results.get(unit);
      return (judged === undefined ? [] : [...resultsOf(judged)])
        .filter(({ rule }) => options.rule === undefined || options.rule.includes(rule))
        .sort((x, y) => order.indexOf(x.rule) - order.indexOf(y.rule) || (x.subject < y.subject ? -1 : 1))
        .map((result) => ({
          unit,
          unitName: names.community(unit),
          scope: isStreet(facts, unit) ? ('street' as const) : ('community' as const),
          ...rowOf(result),
          subjectName: subjectName(result.subject, names),
          arithmetic: named(result.arithmetic, names),
          evidence: result.evidence,
          ...(result.missing === undefined ? {} : { missing: result.missing.map((words) => named(words, names)) }),
        }));
    });
    for (const [stream, reason] of facts.unreadable) {
      note(say({ zh: `未能读取 ${stream}：${reason}`, en: `${stream} could not be read: ${reason}` }));
    }
    const shown = rows.filter(({ outcome }) => options.outcome === undefined || options.outcome.includes(outcome));
    const failed = rows.some(({ outcome }) => options.failOn?.includes(outcome) === true);
    const tally = Object.fromEntries(
      OUTCOMES.map((outcome) => [outcome, rows.filter((row) => row.outcome === outcome).length] as const).filter(
        ([, count]) => count > 0,
      ),
    );
    if (options.json) {
      // The rows alone, so that a pipe reads them; what they were built from goes beside them.
      printJson(shown);
      const { position, root } = facts;
      note(
        say({
          zh: `截至 ${spoken(at)}，位置 ${position}，根 ${root}`,
          en: `as of ${spoken(at)}, position ${position}, root ${root}`,
        }),
      );
      return failed ? EXIT.problem : EXIT.ok;
    }
    if (open.demo) printLine(say({ zh: '演示数据', en: 'Demonstration' }));
    const worstFirst = [...shown].sort((x, y) => OUTCOMES.indexOf(x.outcome) - OUTCOMES.indexOf(y.outcome));
    printTable(
      [
        { zh: '单位', en: 'unit' },
        { zh: '规则', en: 'rule' },
        { zh: '结果', en: 'outcome' },
        { zh: '对象', en: 'subject' },
        { zh: '算式', en: 'arithmetic' },
      ].map(say),
      worstFirst.map((row) => [
        row.unit,
        row.rule,
        say(outcomeWords[row.outcome]),
        row.subjectName === '' ? row.subject.slice(0, 24) : row.subjectName,
        say(row.arithmetic).replaceAll('\n', ' '),
      ]),
    );
    printLine(
      Object.entries(tally)
        .map(([outcome, count]) => `${say(outcomeWords[outcome as Outcome])} ${count}`)
        .join(say({ zh: '，', en: ', ' })),
    );
    printLine(
      say({
        zh: `依据 process 日志前 ${facts.position} 条，根 ${facts.root}`,
        en: `Built from the first ${facts.position} events of the process log, root ${facts.root}`,
      }),
    );
    return failed ? EXIT.problem : EXIT.ok;
  } finally {
    await open.close();
  }
}

function rowOf({ rule, pack, force, subject, outcome, due, reading, waitsFor, justifiedBy }: JudgedResult) {
  return {
    rule,
    pack,
    force,
    subject,
    outcome,
    ...(due === undefined ? {} : { due }),
    ...(reading === undefined ? {} : { reading }),
    ...(waitsFor === undefined ? {} : { waitsFor }),
    ...(justifiedBy === undefined ? {} : { justifiedBy: { event: justifiedBy.event } }),
  };
}

function unitsWanted(book: FactsBook, wanted: string | undefined): readonly string[] {
  requireKnownUnit(book, wanted);
  if (wanted === undefined) return unitsIn(book);
  const street = book.streetOf.get(wanted);
  return street === undefined ? [wanted] : [wanted, street];
}

function checkOutcomes(option: string, outcomes: readonly string[] | undefined): void {
  const unknown = outcomes?.find((outcome) => !(OUTCOMES as readonly string[]).includes(outcome));
  if (unknown === undefined) return;
  throw usage('NO_SUCH_OUTCOME', {
    zh: `${option}：没有结果 ${unknown}，可用：${OUTCOMES.join('、')}`,
    en: `${option}: no outcome ${unknown}; there are: ${OUTCOMES.join(', ')}`,
  });
}

function checkRuleIds(ids: readonly string[] | undefined): void {
  const known = new Set(builtInPacks.flatMap(({ rules }) => rules.map(({ id }) => id)));
  const unknown = ids?.find((id) => !known.has(id));
  if (unknown === undefined) return;
  throw usage('NO_SUCH_RULE', {
    zh: `没有规则 ${unknown}，可用 jianzheng rules list 查看`,
    en: `no rule ${unknown}; see jianzheng rules list`,
  });
}
