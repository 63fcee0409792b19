import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { electionEvents } from '#elections';
import { canonicalString } from '#kernel';
import { PackManifest, packsInForce } from '../../pack.js';
import { plan2021 } from './index.js';

interface RuleRow {
  readonly id: string;
  readonly para: string;
  readonly quote: string;
  readonly force: 'H' | 'N' | 'T';
  readonly mode: 'A' | 'A*' | 'R' | 'M';
}

const FORCES = { H: 'must', N: 'softened', T: 'target' } as const;
const MODES = { A: 'automatic', 'A*': 'reply', R: 'record', M: 'human' } as const;
const ON_BOARD = /^(GEN|PRE|ORG|TRN|SEC|REV|PTY|QUA)-|^STR-0[124]$/;

const table = join(process.cwd(), '..', 'shared', 'reference', 'rules.json');
const rows: readonly RuleRow[] = existsSync(table)
  ? (JSON.parse(readFileSync(table, 'utf8')) as RuleRow[]).filter(({ id }) => ON_BOARD.test(id))
  : [];
const withTable = rows.length > 0 ? describe : describe.skip;
if (rows.length === 0) console.info(`skipped: comparison with the rule table, because ${table} is not there`);

/** The longest run of Chinese characters that two texts share, punctuation left out. */
function sharedRun(one: string, other: string): number {
  const chinese = (text: string) => [...text].filter((character) => /\p{Script=Han}/u.test(character));
  const [a, b] = [chinese(one), chinese(other)];
  let longest = 0;
  let before = new Array<number>(b.length + 1).fill(0);
  for (const character of a) {
    const row = [0];
    for (const [j, compared] of b.entries()) row.push(character === compared ? (before[j] ?? 0) + 1 : 0);
    longest = Math.max(longest, ...row);
    before = row;
  }
  return longest;
}

withTable('the pack of the plan and the rule table', () => {
  it('have the same 84 rules', () => {
    expect(plan2021.rules.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
    expect(rows).toHaveLength(84);
  });

  it.each(rows.map((row) => [row.id, row] as const))('agree on paragraph, force and mode of %s', (id, row) => {
    const rule = plan2021.rules.find((one) => one.id === id);
    expect(rule).toMatchObject({ paragraph: Number(row.para), force: FORCES[row.force], mode: MODES[row.mode] });
  });

  it.each(rows.map((row) => [row.id, row] as const))('say %s in different words', (id, row) => {
    const rule = plan2021.rules.find((one) => one.id === id);
    expect(sharedRun(rule?.explanation.zh ?? '', row.quote)).toBeLessThan(12);
    expect(sharedRun(rule?.title.zh ?? '', row.quote)).toBeLessThan(12);
  });
});

describe('the pack of the plan', () => {
  it('has a manifest that can be pinned by its canonical JSON', () => {
    expect(PackManifest.parse(plan2021.manifest)).toEqual(plan2021.manifest);
    expect(JSON.parse(canonicalString(plan2021.manifest))).toEqual(plan2021.manifest);
    expect(plan2021.manifest.rules).toEqual(plan2021.rules.map(({ id }) => id));
    expect(new Set(plan2021.manifest.rules).size).toBe(plan2021.rules.length);
  });

  it('is in force for elections of its months only', () => {
    const ids = (day: string) => packsInForce([plan2021], day).map(({ manifest }) => manifest.id);
    expect(ids('2021-08-31')).toEqual([]);
    expect(ids('2021-09-01')).toEqual(['plan-2021']);
    expect(ids('2022-12-31')).toEqual(['plan-2021']);
    expect(ids('2026-11-01')).toEqual([]);
  });

  it.each(plan2021.rules.map((rule) => [rule.id, rule] as const))('words %s in both languages', (_id, rule) => {
    for (const text of [rule.title, rule.explanation, ...Object.values(rule.parameters).map(({ source }) => source)]) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).toMatch(/[a-z]/);
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it.each(plan2021.rules.map((rule) => [rule.id, rule] as const))('%s reads event types that exist', (_id, rule) => {
    const known = new Set<string>(electionEvents.map(({ type }) => type));
    expect(rule.reads.map(({ type }) => type).filter((type) => !known.has(type))).toEqual([]);
    expect(rule.reads.length).toBeGreaterThan(0);
  });
});
