import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CountRecordInput, printCountRecord } from './count-record.js';
import { createLayout } from './document.js';
import { fontBook } from './fonts.js';
import { type JointReviewSummaryInput, printJointReviewSummary } from './joint-review-summary.js';
import { type NoticeInput, printNotice } from './notice.js';

jest.setTimeout(60_000);

const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined;
if (!hasPoppler)
  process.stdout.write('skipped: the text of prints is not checked, pdftotext (poppler-utils) is not installed\n');
const withPoppler = hasPoppler ? it : it.skip;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'prints-'));
});
afterAll(() => {
  // Kept where somebody wants to look at them.
  if (process.env['JIANZHENG_KEEP_PRINTS'] === undefined) rmSync(folder, { recursive: true, force: true });
  else process.stdout.write(`prints are in ${folder}\n`);
});

/** Text of each page, white space removed: poppler puts spaces between characters that are set apart. */
function pagesOf(pdf: Buffer, name: string): string[] {
  const path = join(folder, `${name}.pdf`);
  writeFileSync(path, pdf);
  const run = spawnSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' });
  expect(run.status).toBe(0);
  return run.stdout
    .split('\f')
    .slice(0, -1)
    .map((page) => page.replace(/\s+/g, ''));
}

const anchor = {
  code: '10482:7ZK3M-Q9D4T-0XWPB-2HCVN-6RSEJ-1',
  size: 10_482,
  checkpointText: `jianzheng/process/S01\n10482\n${'b64root='.repeat(5)}\n\n— jianzheng/process/S01 ${'c2ln'.repeat(24)}\n`,
};
const state = { state: 'final', demo: false, anchor, printedAt: '2021-11-05T10:00:00+08:00' } as const;

const person = (index: number, name: string): NoticeInput['persons'][number] => ({
  name,
  gender: index % 2 === 0 ? '女' : '男',
  birthMonth: `19${70 + (index % 20)}-0${1 + (index % 9)}`,
  education: ['大专', '本科', '研究生'][index % 3] ?? '',
  membership: '中共党员',
  currentPost: index % 2 === 0 ? '青禾社区党委委员、居民委员会副主任' : '青禾社区网格员',
  proposedPost: index === 0 ? '书记' : '委员',
});
const NAMES = ['沈禾', '陆㛃川', '高𬱖', '欧阳䶮', '阿依古丽·麦麦提', '顾堃', '宋喆', '韩柳', '许南苑'];

const noticeInput: NoticeInput = {
  ...state,
  issuer: '中共云桥街道青禾社区委员会',
  number: '青禾委〔2021〕8号',
  redHead: true,
  title: '关于青禾社区党组织委员会委员、书记、副书记候选人预备人选的公示',
  opening: [
    '根据《中国共产党基层组织选举工作条例》和上级党组织关于社区“两委”换届工作的部署，经党员和居民代表推荐、街道党工委推荐、资格联审、组织考察，并经社区党委2021年11月4日委员会会议研究，确定下列同志为青禾社区下届党组织委员会委员、书记、副书记候选人预备人选，现予以公示。',
  ],
  persons: NAMES.map((name, index) => person(index, name)),
  period: { postedOn: '2021-11-05', days: 5, lastDay: '2021-11-10' },
  objections: {
    receiver: '云桥街道党工委组织办公室、街道纪工委',
    phone: '0551-00000000',
    address: '澜水区云桥街道办事处 3 楼 301 室',
  },
  issuedOn: '2021-11-05',
};

const DEPARTMENTS = [
  '区纪委监委',
  '区委组织部',
  '区委政法委',
  '区公安分局',
  '区法院',
  '区检察院',
  '区信访局',
  '区民政局',
  '区税务局',
];
const reviewInput: JointReviewSummaryInput = {
  ...state,
  issuer: '澜水区村（社区）“两委”换届工作领导小组办公室',
  title: '云桥街道青禾社区“两委”换届候选人初步人选资格联审汇总表',
  community: '青禾社区',
  level: '联审',
  number: '澜换办〔2021〕17号',
  reviewedOn: '2021-10-28',
  departments: DEPARTMENTS,
  nominees: NAMES.map((name, index) => ({
    name,
    gender: index % 2 === 0 ? '女' : '男',
    proposedPost: index === 0 ? '党委书记' : '党委委员',
    replies: DEPARTMENTS.map((_, column) =>
      index === 5 && column === 4
        ? {
            outcome: 'not-clear' as const,
            number: '澜法函〔2021〕9号',
            footnote: '列入失信被执行人名单（QUA-06b），查询日 2021-10-25。',
          }
        : index === 7 && column === 6
          ? { outcome: 'no-reply' as const, footnote: '截至 2021-10-27 未收到复函，已于 10-26 催办。' }
          : column === 8 && index > 5
            ? undefined
            : { outcome: 'clear' as const, number: `澜函〔2021〕${30 + column}号` },
    ),
    conclusion: index === 5 ? ('failed' as const) : index === 7 ? ('pending' as const) : ('passed' as const),
  })),
  remarks: ['说明：“未送审”指该部门未被要求对该人选进行审查。'],
};

const countInput: CountRecordInput = {
  ...state,
  issuer: '中共云桥街道青禾社区委员会',
  title: '青禾社区党员大会选举计票记录',
  meeting: '党员大会',
  community: '青禾社区',
  heldOn: '2021-11-18',
  place: '青禾社区党群服务中心一楼会议室',
  due: 104,
  present: 92,
  issued: 92,
  returned: 91,
  valid: 89,
  void: 2,
  votes: NAMES.slice(0, 7).map((name, index) => ({ name, post: index === 0 ? '书记' : '委员', votes: 88 - index * 9 })),
};

describe('a public notice', () => {
  withPoppler('says who, for how long, and where to object', async () => {
    const { pdf, pages, missingGlyphs } = await printNotice(noticeInput);
    const texts = pagesOf(pdf, 'notice');
    expect(texts).toHaveLength(pages);
    const text = texts.join('');
    for (const name of NAMES) expect(text).toContain(name);
    expect(text).toContain('青禾委〔2021〕8号');
    expect(text).toContain('公示期为5天，自2021年11月6日起至2021年11月10日止（张贴当日2021年11月5日不计入）。');
    expect(text).toContain('0551-00000000');
    expect(text).toContain('1970年1月');
    expect(text).toContain(anchor.code);
    expect(text).toContain(`第${pages}页/共${pages}页`);
    expect(text).not.toContain('草稿');
    expect(missingGlyphs).toEqual([]);
  });

  withPoppler('carries its state across every page', async () => {
    const { pdf } = await printNotice({
      ...noticeInput,
      state: 'draft',
      demo: true,
      anchor: undefined,
      redHead: false,
    });
    for (const page of pagesOf(pdf, 'notice-draft')) {
      expect(page).toContain('草稿·演示数据');
    }
  });

  it('is the same bytes for the same input, and other bytes for another', async () => {
    const first = await printNotice(noticeInput);
    expect((await printNotice(noticeInput)).pdf.equals(first.pdf)).toBe(true);
    expect((await printNotice({ ...noticeInput, issuedOn: '2021-11-06' })).pdf.equals(first.pdf)).toBe(false);
  });

  it('names what no font has', async () => {
    const odd = '\ue123';
    const { missingGlyphs } = await printNotice({ ...noticeInput, persons: [person(0, `沈${odd}`)] });
    expect(missingGlyphs).toEqual([{ character: odd, codePoint: 'U+E123' }]);
  });
});

describe('a joint review summary', () => {
  withPoppler('lists every nominee under every department with its conclusion and footnotes', async () => {
    const { pdf, pages } = await printJointReviewSummary(reviewInput);
    const texts = pagesOf(pdf, 'joint-review');
    expect(texts).toHaveLength(pages);
    const text = texts.join('');
    for (const department of DEPARTMENTS) expect(text).toContain(department);
    expect(text).toContain('通过7，不通过1，待定1');
    expect(text).toContain('有问题①');
    expect(text).toContain('①列入失信被执行人名单');
    expect(text).toContain('②截至2021-10-27未收到复函');
    expect(text).toContain('未送审');
  });

  withPoppler('repeats its head on every page of a long list', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ ...reviewInput.nominees[0], name: `人选${index}` }));
    const nominees = many as JointReviewSummaryInput['nominees'];
    const { pdf } = await printJointReviewSummary({ ...reviewInput, nominees, departments: DEPARTMENTS.slice(0, 5) });
    const texts = pagesOf(pdf, 'joint-review-long');
    expect(texts.length).toBeGreaterThan(3);
    const withRows = texts.filter((page) => /人选\d/.test(page));
    for (const page of withRows) expect(page).toContain('拟任人选');
    expect(texts.join('').match(/人选\d+/g)?.length).toBeGreaterThanOrEqual(60);
  });
});

describe('a count record', () => {
  withPoppler('shows its sums and who signs', async () => {
    const { pdf, pages } = await printCountRecord(countInput);
    const texts = pagesOf(pdf, 'count-record');
    expect(texts).toHaveLength(pages);
    const text = texts.join('');
    expect(text).toContain('92÷104=88.5%');
    expect(text).toContain('有效89+无效2=91张，等于收回91张');
    expect(text.match(/监票人（签名）/g)).toHaveLength(3);
    expect(text.match(/计票人（签名）/g)).toHaveLength(2);
    expect(text).toContain('总监票人（签名）');
  });

  withPoppler('does not hide a sum that does not hold', async () => {
    const { pdf } = await printCountRecord({ ...countInput, returned: 93, valid: 90, box: '流动票箱 2 号' });
    const text = pagesOf(pdf, 'count-record-wrong').join('');
    expect(text).toContain('收回93张多于发出92张');
    expect(text).toContain('有效90+无效2=92张，不等于收回93张');
    expect(text).toContain('流动票箱2号');
  });

  withPoppler('keeps its signatures together', async () => {
    for (const count of [8, 9, 10, 11, 12]) {
      const votes = Array.from({ length: count }, (_, index) => ({ name: `人选${index}`, post: '委员', votes: 1 }));
      const { pdf } = await printCountRecord({ ...countInput, votes });
      const signed = pagesOf(pdf, `count-record-${count}`).filter((page) => page.includes('（签名）'));
      expect(signed).toHaveLength(1);
    }
  });
});

describe('the layout kit', () => {
  const setup = { ...state, anchor: undefined, title: '试排', issuer: '云桥街道', orientation: 'portrait' } as const;

  withPoppler('tears a row that is taller than a page and loses none of it', async () => {
    const layout = createLayout(setup);
    const long = Array.from({ length: 900 }, (_, index) => `第${index}句。`).join('');
    layout.table({
      columns: [
        { header: '题目', width: 20 },
        { header: '内容', width: 60, align: 'left' },
      ],
      rows: [
        ['长文', long],
        ['短', '完'],
      ],
    });
    const { pdf, pages } = await layout.finish();
    const texts = pagesOf(pdf, 'torn');
    expect(pages).toBeGreaterThan(2);
    for (const page of texts) expect(page).toContain('题目内容');
    const joined = texts
      .map((page) =>
        page
          .replace('题目内容', '')
          .replace(/第\d+页\/共\d+页/, '')
          .replace('长文', ''),
      )
      .join('');
    for (const index of [0, 450, 899]) expect(joined).toContain(`第${index}句。`);
  });

  withPoppler('draws boxes instead of printing what no font has', async () => {
    const layout = createLayout(setup);
    layout.paragraph('☑ 收到 ☐ 未收到', {});
    const { pdf, missingGlyphs } = await layout.finish();
    expect(missingGlyphs).toEqual([]);
    expect(pagesOf(pdf, 'boxes').join('')).toContain('收到未收到');
  });

  it('refuses a time that is none', () => {
    expect(() => createLayout({ ...setup, printedAt: '昨天' })).toThrow(RangeError);
  });
});

describe('the fonts', () => {
  it('have the rare characters of names', () => {
    expect(fontBook().missingGlyphs('㛃𬱖䶮堃喆·〔〕﹝﹞①⑳〇')).toEqual([]);
  });

  it('take the next font for a character, run by run', () => {
    const runs = fontBook().runs('沈☑A\ue000', 'song-bold');
    expect(runs.map((run) => [run.kind, run.text])).toEqual([
      ['text', '沈'],
      ['box', '☑'],
      ['text', 'A'],
      ['missing', '\ue000'],
    ]);
  });

  it('measure in ems', () => {
    expect(fontBook().width('青禾社区', 'song')).toBeCloseTo(4, 5);
  });
});
