import type { Words } from '#kernel';
import type { Rule } from '../rule.js';

/** The fixed vocabulary that prohibitions, rules, cases and findings share. */
export const THEMES = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11', 'T12', 'T13'] as const;
export type Theme = (typeof THEMES)[number];

/**
 * How far the ledger itself can see a breach: `automatic` from recorded events, `partly` where part of it leaves such
 * traces, `human` where only reports and inspection show it.
 */
export type Visibility = 'automatic' | 'partly' | 'human';

export interface ThemeEntry {
  readonly title: Words;
  readonly visibility: Visibility;
}

export const themes: Readonly<Record<Theme, ThemeEntry>> = {
  T1: { title: { zh: '拉票贿选', en: 'Buying or canvassing votes' }, visibility: 'human' },
  T2: { title: { zh: '宗族宗派宗教黑恶势力干扰', en: 'Clan, faction, religion or gangs' }, visibility: 'human' },
  T3: { title: { zh: '暴力威胁欺骗妨害选举权', en: 'Force, threat or deceit against voters' }, visibility: 'human' },
  T4: { title: { zh: '说情打招呼、公职人员干预', en: 'Lobbying and meddling by officials' }, visibility: 'human' },
  T5: {
    title: { zh: '伪造选票、虚报票数、毁票箱', en: 'Forged ballots, false counts, wrecked boxes' },
    visibility: 'automatic',
  },
  T6: { title: { zh: '诬告陷害、造谣', en: 'False accusation and rumour' }, visibility: 'human' },
  T7: { title: { zh: '违反程序、走捷径', en: 'Procedure broken or cut short' }, visibility: 'automatic' },
  T8: { title: { zh: '虚假委托、冒名', en: 'False proxies and voting as another' }, visibility: 'partly' },
  T9: {
    title: { zh: '突击花钱、私分公物、擅自处置集体资产', en: 'Spending sprees and disposal of assets' },
    visibility: 'partly',
  },
  T10: { title: { zh: '不交印章、账本、档案、工作', en: 'Not handing over' }, visibility: 'automatic' },
  T11: { title: { zh: '封官许愿、隐瞒包庇袒护', en: 'Promising posts and shielding' }, visibility: 'partly' },
  T12: { title: { zh: '阻挠查处、打击报复', en: 'Obstruction and retaliation' }, visibility: 'partly' },
  T13: { title: { zh: '泄密、跑风漏气', en: 'Leaks' }, visibility: 'partly' },
};

/** Groups of rules about how an election is run: whatever of them is not kept was procedure broken or cut short. */
const PROCEDURE = /^(GEN|PRE|ORG|TRN|SEC|REV|PTY|QUA|STR|RC)-/;

/** Rules that besides show something else: a nominee on a list against a department's reply, a bought vote. */
const BESIDES: Readonly<Record<string, readonly Theme[]>> = {
  'QUA-02b': ['T2'],
  'QUA-04': ['T2'],
  'QUA-07': ['T1'],
  'DIS-08': ['T1', 'T3'],
  'HND-01': ['T10'],
  'RC-26': ['T8'],
};

/**
 * Themes of a rule. A must or softened rule of an election belongs to T7 (a target is no procedure); REV-02 with its
 * near relatives is one of them.
 */
export function themesOf({ id, force }: Pick<Rule, 'id' | 'force'>): readonly Theme[] {
  const procedure: readonly Theme[] = PROCEDURE.test(id) && force !== 'target' ? ['T7'] : [];
  return [...procedure, ...(BESIDES[id] ?? [])];
}
