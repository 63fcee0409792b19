import { shanghaiDay, shanghaiTime, type Words } from '#kernel';
import type { Rule, RuleResult } from './rule.js';

/**
 * What to do about a result that refuses an act: the rule's own words where the breach can be put right, else those of
 * the kind of result; for a softened rule also that a reason and an approver let it pass.
 */
export function remedyOf(rule: Pick<Rule, 'force' | 'remedy'>, result: RuleResult): Words {
  const { zh, en } = first(rule, result);
  const isBreach = result.outcome === 'fail' || result.outcome === 'overdue';
  if (!isBreach || rule.force !== 'softened' || result.softenable === false) return { zh: `${zh}。`, en: `${en}.` };
  return {
    zh: `${zh}；确有原因不能重做的，在社区页“说明与更正”说明理由，经街道负责人批准后再办理。`,
    en: `${en}; where it cannot be done again, state the reason under “Explanations and corrections” of the community and go on once the street’s lead has approved it.`,
  };
}

function first(rule: Pick<Rule, 'remedy'>, { outcome, missing = [], due, waitsFor }: RuleResult): Words {
  switch (outcome) {
    case 'not-evaluable':
      return missing.length === 0
        ? { zh: '补齐所缺的登记后再办理', en: 'Record what is missing, then go on' }
        : {
            zh: `先补齐：${missing.map(({ zh }) => zh).join('；')}`,
            en: `First record: ${missing.map(({ en }) => en).join('; ')}`,
          };
    case 'not-yet-due':
      return due === undefined
        ? { zh: '期限未到，到期后再办理', en: 'It is not due yet; come back when it is' }
        : { zh: `期限到 ${spoken(due)} 为止，到期后再办理`, en: `The time runs until ${spoken(due)}; come back then` };
    case 'needs-finding':
      return waitsFor === undefined
        ? { zh: '由有权认定的人核查并登记结论后再办理', en: 'Whoever may decide it records a conclusion first' }
        : { zh: `先办结：${waitsFor.zh}`, en: `First: ${waitsFor.en}` };
    case 'ambiguous':
      return {
        zh: '两种理解结论不同，请核查人员认定；能消除疑问的，补充登记（如确切时间）',
        en: 'Two readings differ: an inspector decides, or record what removes the doubt (such as the exact time)',
      };
    default:
      return (
        rule.remedy ?? {
          zh: '按该条规则重做或补做这一环节并登记；登记有误的，申请更正',
          en: 'Do this part again as the rule asks and record it; where the entry is wrong, propose a correction',
        }
      );
  }
}

function spoken(due: string): string {
  return `${shanghaiDay(due)} ${shanghaiTime(due) ?? ''}`.trim();
}
