import { rejectionWords } from '#elections';
import { REJECTION_WORDS } from '#identity';
import type { Rejection, Words } from '#kernel';
import { findingRejectionWords } from '#supervision';

/** Titles of the problems that the HTTP layer itself gives. */
const TITLES: Readonly<Record<string, string>> = {
  NOT_SIGNED_IN: '请先登录',
  NO_SUCH_ROUTE: '没有这个地址',
  NOT_FOUND: '未找到',
  NOT_JSON: '请求体不是有效的 JSON',
  NOT_UTF8: '请求体不是有效的 UTF-8 文本',
  BODY_TOO_LARGE: '内容超过大小限制',
  UNSUPPORTED_MEDIA_TYPE: '不支持的文件类型',
  INVALID_BODY: '填写内容有误',
  COMMAND_ID_REQUIRED: '缺少 Idempotency-Key（命令编号）',
  COMMAND_ID_REUSED: '同一命令编号已用于不同内容',
  IF_MATCH_MALFORMED: 'If-Match 须为带引号的版本号',
  STALE_VERSION: '内容已被他人更新，请刷新后重试',
  CHANGED_MEANWHILE: '同一记录刚被他人更新，请重试',
  ATTACHMENT_UNKNOWN: '附件尚未上传或已过期，请重新上传',
  EVENT_TOO_LARGE: '内容过长，请缩短文字，或改用附件',
  NOT_CANONICAL: '填写内容含有不能记录的字符或数值，请按提示修改',
  INVALID_ENVELOPE: '记录格式有误，请联系系统管理员',
  JOB_FAILED: '后台任务失败，请重试或联系系统管理员',
  UPLOAD_GONE: '上传的文件已不在，请重新上传',
  IMPORT_FAILED: '导入失败，请重试或联系系统管理员',
  IMPORT_CHANGED: '文件与已写入的部分不一致，请放弃后重新导入',
  GUARD_REFUSED: '规则未通过，操作被拒绝',
  STORE_UNAVAILABLE: '台账暂时不能写入',
  NOT_SEALED_YET: '尚未封签，请稍候',
  TOO_MANY_REQUESTS: '请求过于频繁，请稍候再试',
  COUNT_IS_BLIND: '两人分别录入的计票结果在核定前互不可见',
  CLOCK_BEHIND: '服务器时钟落后于台账，暂停写入',
  CONSOLE_NOT_BUILT: '控制台尚未构建：请运行 npm run build 后重新打开',
  DUPLICATE_KEY: '请求体中有重复或不允许的字段名',
  INVALID_QUERY: '查询条件有误',
  FILE_MISSING: '没有上传文件',
  FILE_CUT: '上传的文件不完整，请重新上传',
  ADDRESS_TOO_LONG: '地址过长',
  BAD_REQUEST: '请求格式有误',
  EXPORT_TOO_LARGE: '导出行数超过上限，请缩小范围',
  IMPORT_RUNNING: '导入正在进行，请稍候',
  IMPORT_CLOSED: '该导入已生效或已放弃',
  IMPORT_NOTHING_NEW: '各行都与登记一致，没有需要入账的内容',
  IMPORT_HAS_FAULTS: '表格还有错误，请改正后重新上传',
  CLOCK_NOT_FORWARD: '演示时钟只能向前拨',
  CLOCK_TOO_FAR: '演示时钟一次最多向前拨 400 天',
  REBUILD_RUNNING: '正在重建，请稍候',
  VERIFY_RUNNING: '核验正在进行，请稍候',
  BLOB_MEDIA_REFUSED: '附件格式不支持',
  BLOB_MEDIA_MISMATCH: '附件类型与内容不符',
  BLOB_TOO_LARGE: '附件超过 50 MB',
  BLOB_NOT_FOUND: '没有此附件',
  INTERNAL: '服务器内部错误，请记录编号并联系系统管理员',
};

/** Words of what the libraries refuse with. */
const REFUSALS: Readonly<Record<string, Words>> = { ...rejectionWords, ...REJECTION_WORDS, ...findingRejectionWords };

/** What a problem is called, in Chinese; people stand in it without their names, whatever is missing as a gap. */
export function problemTitle({ code, params }: Pick<Rejection, 'code' | 'params'>): string {
  const own = Object.hasOwn(TITLES, code) ? TITLES[code] : undefined;
  const refusal = Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  if (own !== undefined || refusal === undefined) return own ?? code;
  return refusal.zh.replaceAll(/\{(\w+)\}/g, (_hole, key: string) =>
    PEOPLE.has(key) ? '该人员' : String(params?.[key] ?? '…'),
  );
}

const PEOPLE: ReadonlySet<string> = new Set(['person', 'persons', 'other']);
