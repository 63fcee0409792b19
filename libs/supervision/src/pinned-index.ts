import type { Words } from '#kernel';
import { indexRules, type RuleIndex } from './evaluate.js';
import { type PackPin, pinnedPacks } from './manifest-digest.js';
import type { RulePack } from './pack.js';
import { type Rule, type RuleResult, rule, streetRule } from './rule.js';

/**
 * The rules of the packs that a term pins. A pin that is not on board (another version, or other contents under the
 * same name) is never replaced by what is: its rules stand as not evaluable and name the pack. Where no version of it
 * is known, one entry of the pack's own id stands for them.
 */
export function indexOfPins(
  packs: readonly RulePack[],
  pins: readonly PackPin[],
  sha256Hex: (bytes: Uint8Array) => string,
): RuleIndex {
  const found = pinnedPacks(packs, pins, sha256Hex);
  const missing = pins.filter((_pin, i) => found[i] === undefined);
  const index = indexRules(pins.map((pin, i) => found[i] ?? standIn(pin, packs)));
  return missing.length === 0 ? index : { ...index, missing };
}

/** What is wrong with a pack that is not on board, and what to do. */
export function notOnBoard({ id, version }: Pick<PackPin, 'id' | 'version'>): Words {
  return {
    zh: `本届适用规则包 ${id} ${version} 未随本系统提供（编号、版本、内容摘要须完全一致）：请改用带有该规则包的版本，或由街道负责人登记变更适用规则包`,
    en: `The term's rule pack ${id} ${version} is not on board (id, version and digest must agree): use a build that carries it, or have the street's lead change the packs of the term`,
  };
}

function standIn(pin: PackPin, packs: readonly RulePack[]): RulePack {
  const known = packs.find(({ manifest }) => manifest.id === pin.id);
  const rules = known?.rules.map((one) => notEvaluable(one, pin)) ?? [unknownRule(pin)];
  const manifest = known?.manifest ?? {
    id: pin.id,
    version: pin.version,
    title: { zh: pin.id, en: pin.id },
    issuer: '',
    from: '0001-01-01',
    rules: [pin.id],
    parameters: {},
  };
  return { manifest: { ...manifest, version: pin.version }, rules };
}

function notEvaluable(known: Rule, pin: PackPin): Rule {
  return known.scope === 'street'
    ? streetRule({ ...known, reads: [], evaluate: ({ unit }) => [resultOf(`street:${unit}`, pin)] })
    : rule({ ...known, reads: [], evaluate: ({ community }) => [resultOf(`community:${community}`, pin)] });
}

function unknownRule(pin: PackPin): Rule {
  return rule({
    id: pin.id,
    paragraph: 0,
    force: 'must',
    mode: 'automatic',
    title: { zh: `规则包 ${pin.id} ${pin.version}`, en: `Rule pack ${pin.id} ${pin.version}` },
    explanation: notOnBoard(pin),
    parameters: {},
    reads: [],
    evaluate: ({ community }) => [resultOf(`community:${community}`, pin)],
  });
}

function resultOf(subject: RuleResult['subject'], pin: PackPin): RuleResult {
  const words = notOnBoard(pin);
  return { outcome: 'not-evaluable', subject, arithmetic: words, evidence: [], missing: [words] };
}
