import { rejectionWords } from '#elections';
import { REJECTION_WORDS } from '#identity';
import type { FieldFault, Words } from '#kernel';

/** A refusal of the server, as RFC 9457 has it. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly fields?: readonly FieldFault[];
  readonly traceId?: string;
}

/** Refusals of HTTP itself, worded for somebody at a terminal. Those of commands and accounts have words in their libraries. */
const OWN: Readonly<Record<string, Words>> = {
  NOT_SIGNED_IN: {
    zh: '服务器不接受这个令牌：可能输错、过期、已吊销，或持有人的账号已停用、失去该角色。请用 jianzheng token create 重新签发。',
    en: 'The server does not accept this token: wrong, expired or revoked, or its holder is disabled or lost the role. Issue another with jianzheng token create.',
  },
  TOKEN_NEEDS_SESSION: {
    zh: '令牌只能由本人登录后签发：请用 jianzheng token create --login 登录名。',
    en: 'A token is issued by its holder, signed in: use jianzheng token create --login NAME.',
  },
  NOT_FOUND: { zh: '没有找到，或不在令牌的范围内。', en: 'Not found, or outside what the token covers.' },
  NO_SUCH_ROUTE: {
    zh: '服务器没有此项功能，可能版本不一致。请使用与服务器同版本的命令行。',
    en: 'The server does not have this: its version may differ. Use the command line of the same version.',
  },
  INVALID_QUERY: { zh: '查询条件有误，请按提示修改。', en: 'The query is wrong. Correct what is named.' },
  INVALID_BODY: { zh: '填写内容有误，请按提示修改。', en: 'What was sent is wrong. Correct what is named.' },
  BODY_TOO_LARGE: { zh: '文件超过 50 MB，请拆分后再导入。', en: 'The file is larger than 50 MB: split it.' },
  TOO_MANY_REQUESTS: {
    zh: '请求过于频繁，请 {seconds} 秒后再试。',
    en: 'Too many requests: try again in {seconds} s.',
  },
  IMPORT_HAS_FAULTS: {
    zh: '表格还有错误，请改正后重新导入。',
    en: 'The sheet has faults: correct them and import it again.',
  },
  IMPORT_RUNNING: { zh: '导入正在进行，请稍候。', en: 'The import is running: wait for it.' },
  IMPORT_CLOSED: { zh: '该导入已生效或已放弃。', en: 'This import has taken effect or was dropped.' },
  REBUILD_RUNNING: { zh: '正在重建，请稍候再试。', en: 'A rebuild is running: try again when it has ended.' },
  STORE_UNAVAILABLE: {
    zh: '台账暂时不能写入，请检查服务器的磁盘。',
    en: 'The ledger cannot be written now: look at the disk of the server.',
  },
  CLOCK_BEHIND: {
    zh: '服务器时钟落后于台账，暂不能写入。请校准时钟，或见 jianzheng ledger accept-clock --help。',
    en: 'The clock of the server is behind the ledger, so nothing is written. Set it right, or see jianzheng ledger accept-clock --help.',
  },
  INTERNAL: {
    zh: '服务器内部错误，请把编号告知系统管理员。',
    en: 'The server failed: give the reference to the system administrator.',
  },
  COMMUNITY_UNKNOWN: { zh: '没有这个社区', en: 'there is no such community' },
  REQUIRED: { zh: '必填', en: 'required' },
  WRONG_FORMAT: { zh: '格式不对', en: 'wrong format' },
  UNKNOWN_FIELD: { zh: '不应填写', en: 'leave this out' },
  TOO_BIG: { zh: '过大或过长', en: 'too large or too long' },
  TOO_SMALL: { zh: '过小或过短', en: 'too small or too short' },
  NOT_A_CHOICE: { zh: '不在可选范围内', en: 'not one of the choices' },
};
const LIBRARIES: Readonly<Record<string, Words>> = { ...rejectionWords, ...REJECTION_WORDS };

/** What the server refused and why, with the fields that are wrong. */
export function wordProblem({ code, title, params, fields = [], traceId }: Problem): Words {
  const words = wordsOf(code) ?? { zh: title ?? code, en: `The server refused: ${code}` };
  const put = (language: keyof Words) =>
    [
      filled(words[language], params),
      ...fields.map(
        ({ pointer, code: fault, params: of }) => `  ${pointer}: ${filled(wordsOf(fault)?.[language] ?? fault, of)}`,
      ),
      ...(code === 'INTERNAL' && traceId !== undefined ? [`  ${traceId}`] : []),
    ].join('\n');
  return { zh: put('zh'), en: put('en') };
}

function wordsOf(code: string): Words | undefined {
  return Object.hasOwn(OWN, code) ? OWN[code] : Object.hasOwn(LIBRARIES, code) ? LIBRARIES[code] : undefined;
}

function filled(text: string, params: Readonly<Record<string, unknown>> | undefined): string {
  return text.replaceAll(/\{(\w+)\}/g, (hole, key: string) => {
    const value = params?.[key];
    return value === undefined ? hole : String(value);
  });
}
