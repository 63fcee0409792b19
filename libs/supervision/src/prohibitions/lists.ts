import { z } from 'zod';
import { LocalDate, type Words } from '#kernel';
import { THEMES, type Theme } from './themes.js';

const WordsSchema = z.strictObject({ zh: z.string().min(1).max(400), en: z.string().min(1).max(600) });

/** A list of prohibitions as an office adopts it: items with the themes that they are about. */
export const ProhibitionList = z.strictObject({
  id: z.string().regex(/^[A-Z0-9-]{3,40}$/),
  title: WordsSchema,
  issuer: z.string().max(120),
  documentNumber: z.string().max(60).optional(),
  from: LocalDate.optional(),
  /**
   * `own`: typed in from the office's document; `predecessor`: an older list that stands in until the local one is
   * typed in; `alternative`: another place's list.
   */
  provenance: z.enum(['own', 'predecessor', 'alternative']),
  /** What a reader has to know about where the words come from. */
  note: WordsSchema.optional(),
  items: z
    .array(
      z.strictObject({
        no: z.string().min(1).max(8),
        text: WordsSchema,
        themes: z.array(z.enum(THEMES)).min(1),
        /** Added by this product: the printed list has no such item. */
        added: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(40),
});
export type ProhibitionList = z.infer<typeof ProhibitionList>;
export type ProhibitionItem = ProhibitionList['items'][number];

const item = (no: string, themes: readonly Theme[], zh: string, en: string): ProhibitionItem => ({
  no,
  text: { zh, en },
  themes: [...themes],
});

/** The two that this ledger sees best; no list found has both. */
const ADDED: readonly ProhibitionItem[] = [
  { ...item('X1', ['T7'], '简化、更改选举程序', 'Procedure shortened or changed'), added: true },
  { ...item('X2', ['T13'], '泄露换届工作秘密', 'Leaks of what is confidential in the election'), added: true },
];

const NOT_CHECKED: Words = {
  zh: '2018 年的前版，不是 2021 年文本；文字取自转载，未与原件核对。请录入本地文件后再作依据。',
  en: 'The list of 2018, not the text of 2021; the words come from reprints and were not compared with the original. Type in the local document before relying on it.',
};

/** The provincial list of 2018: ten items, and the two that the product adds. */
export const anhui2018: ProhibitionList = {
  id: 'CN-AH-2018-10YJ',
  title: { zh: '“十个严禁”（2018 年前版）', en: 'Ten prohibitions (predecessor of 2018)' },
  issuer: '安徽省',
  provenance: 'predecessor',
  note: NOT_CHECKED,
  items: [
    item(
      '1',
      ['T3'],
      '以威胁、恐吓、欺骗等手段，妨害行使选举权和被选举权',
      'Hindering people from voting or standing by threat, intimidation or deceit',
    ),
    item(
      '2',
      ['T1'],
      '以吃请、现金、有价证券、礼品或口头许诺拉票、贿选',
      'Canvassing or buying votes with meals, cash, securities, gifts or promises',
    ),
    item(
      '3',
      ['T8', 'T3'],
      '操纵选举、避会抵制、跟踪监视、虚假委托、张贴大字报、散发传单',
      'Manipulating the election, boycotts, tailing people, false proxies, posters and leaflets',
    ),
    item(
      '4',
      ['T2'],
      '利用宗族、宗派、宗教和黑恶势力干扰、破坏换届',
      'Disturbing the change of term through clan, faction, religion or gangs',
    ),
    item(
      '5',
      ['T5'],
      '毁损、抢夺票箱，伪造选票，虚报票数，冲击会场',
      'Wrecking or seizing boxes, forging ballots, false counts, storming the venue',
    ),
    item(
      '6',
      ['T6'],
      '诬告陷害、诽谤他人，制造传播小道消息',
      'False accusation, slander, making and spreading rumours',
    ),
    item(
      '7',
      ['T11'],
      '封官许愿，隐瞒、包庇、袒护非组织活动',
      'Promising posts; hiding, covering up or shielding factional activity',
    ),
    item(
      '8',
      ['T12'],
      '阻挠调查处理，打击报复检举、控告的人',
      'Obstructing investigation, retaliating against people who report',
    ),
    item(
      '9',
      ['T9'],
      '擅离职守、中断工作，突击花钱、私分公物公款、滥发补贴奖金、擅自处置集体财产',
      'Leaving the post, spending sprees, sharing out public money, handing out bonuses, disposing of collective property',
    ),
    item('10', ['T10'], '换届后不交工作、印章、账本、档案', 'Not handing over work, seals, books and files'),
    ...ADDED,
  ],
};

/** The worked street's own list: T1 to T10 in order, and the two that the product adds. */
export const workedStreetList: ProhibitionList = {
  id: 'YQ-2021-5',
  title: { zh: '云桥街道换届纪律清单', en: 'Yunqiao Street’s list of prohibitions' },
  issuer: '云桥街道纪工委',
  documentNumber: '云街纪〔2021〕5号',
  from: '2021-10-16',
  provenance: 'own',
  items: [
    item('1', ['T1'], '拉票贿选', 'Buying or canvassing votes'),
    item('2', ['T2'], '利用宗族、宗派、宗教、黑恶势力干扰', 'Disturbance through clan, faction, religion or gangs'),
    item('3', ['T3'], '以暴力、威胁、欺骗妨害选举权', 'Force, threat or deceit against voters'),
    item('4', ['T4'], '说情打招呼、公职人员干预', 'Lobbying, and meddling by officials'),
    item('5', ['T5'], '伪造选票、虚报票数、毁坏票箱', 'Forged ballots, false counts, wrecked boxes'),
    item('6', ['T6'], '诬告陷害、造谣', 'False accusation and rumour'),
    item('7', ['T7'], '违反程序、走捷径', 'Breaking procedure or cutting it short'),
    item('8', ['T8'], '虚假委托、冒名投票', 'False proxies, voting as another'),
    item(
      '9',
      ['T9'],
      '突击花钱、私分公物、擅自处置集体资产',
      'Spending sprees, sharing out and disposing of collective assets',
    ),
    item('10', ['T10'], '不交印章、账本、档案、工作', 'Not handing over seals, books, files and work'),
    ...ADDED,
  ],
};

/** The lists on board; the first stands in while an office has adopted none. */
export const prohibitionLists: readonly ProhibitionList[] = [anhui2018, workedStreetList];

/** The list that stands until an office adopts its own: the worked street has one of its own already. */
export function standingList({ demo }: { readonly demo: boolean }): ProhibitionList {
  return demo ? workedStreetList : anhui2018;
}

/** Themes that no item of a list is about: shown as "other", so that nothing found about them is lost. */
export function themesLeftOut({ items }: ProhibitionList): readonly Theme[] {
  const named = new Set(items.flatMap(({ themes }) => themes));
  return THEMES.filter((theme) => !named.has(theme));
}
