import { builtInPacks, pinOnBoard } from '../../../server/src/deployment/packs.js';
import { usage } from '../terminal/command-failure.js';
import { EXIT } from '../terminal/exit-codes.js';
import { say } from '../terminal/language.js';
import { printJson, printLine, printTable } from '../terminal/print.js';

/** Every rule of the packs on board; with `pack`, of that one. */
export async function listRules({ pack, json }: { pack?: string; json?: boolean }): Promise<number> {
  const packs = builtInPacks.filter(({ manifest }) => pack === undefined || manifest.id === pack);
  if (packs.length === 0) {
    const known = builtInPacks.map(({ manifest }) => manifest.id).join(', ');
    throw usage('NO_SUCH_PACK', {
      zh: `没有规则包 ${pack}，现有：${known}`,
      en: `no pack ${pack}; there are: ${known}`,
    });
  }
  const rules = packs.flatMap(({ manifest, rules: own }) =>
    own.map(({ id, paragraph, force, mode, title }) => ({ id, pack: manifest.id, paragraph, force, mode, title })),
  );
  if (json) {
    printJson(rules);
    return EXIT.ok;
  }
  printTable(
    [
      { zh: '规则', en: 'rule' },
      { zh: '段', en: '¶' },
      { zh: '刚性', en: 'force' },
      { zh: '方式', en: 'mode' },
    ]
      .map(say)
      .concat(say({ zh: '内容', en: 'title' })),
    rules.map(({ id, paragraph, force, mode, title }) => [id, `¶${paragraph}`, force, mode, say(title)]),
  );
  printLine(say({ zh: `共 ${rules.length} 条规则`, en: `${rules.length} rules` }));
  return EXIT.ok;
}

/** The packs with the digest that a term pins. */
export async function listPacks({ json }: { json?: boolean }): Promise<number> {
  const packs = builtInPacks.map((pack) => {
    const { title, issuer, from, until, rules } = pack.manifest;
    const ended = until === undefined ? {} : { until };
    return { ...pinOnBoard(pack), title, issuer, from, ...ended, rules: rules.length };
  });
  if (json) {
    printJson(packs);
    return EXIT.ok;
  }
  for (const pack of packs) {
    printLine(`${pack.id} ${pack.version}  ${say(pack.title)}`);
    printLine(
      say({
        zh: `  施行 ${pack.from} 至 ${pack.until ?? '今'}，${pack.rules} 条规则\n  摘要 ${pack.digest}`,
        en: `  in force ${pack.from} to ${pack.until ?? 'now'}, ${pack.rules} rules\n  digest ${pack.digest}`,
      }),
    );
  }
  return EXIT.ok;
}
