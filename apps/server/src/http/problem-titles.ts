/** Titles of the problems that the HTTP layer itself gives; those of commands have words of their own. */
const TITLES: Readonly<Record<string, string>> = {
  NOT_SIGNED_IN: '请先登录',
  SIGN_IN_FAILED: '账号或密码不正确',
  LOCKED_OUT: '连续失败次数过多，账号暂时锁定',
  NOT_PERMITTED: '当前角色无权进行此操作',
  UNIT_OUT_OF_SCOPE: '不在当前角色的管辖范围内',
  PASSWORD_CHANGE_FIRST: '请先修改密码',
  CSRF_CHECK_FAILED: '请求来源校验未通过，请刷新页面后重试',
  NO_SUCH_ROUTE: '没有这个地址',
  NOT_FOUND: '未找到',
  NOT_JSON: '请求体不是有效的 JSON',
  NOT_UTF8: '请求体不是有效的 UTF-8 文本',
  BODY_TOO_LARGE: '内容超过大小限制',
  UNSUPPORTED_MEDIA_TYPE: '不支持的文件类型',
  INVALID_BODY: '填写内容有误',
  COMMAND_ID_REQUIRED: '缺少 Idempotency-Key（命令编号）',
  COMMAND_ID_REUSED: '同一命令编号已用于不同内容',
  STALE_VERSION: '内容已被他人更新，请刷新后重试',
  GUARD_REFUSED: '规则未通过，操作被拒绝',
  STORE_UNAVAILABLE: '台账暂时不能写入',
  NOT_SEALED_YET: '尚未封签，请稍候',
  TOO_MANY_REQUESTS: '请求过于频繁，请稍候再试',
  COUNT_IS_BLIND: '两人分别录入的计票结果在核定前互不可见',
  CLOCK_BEHIND: '服务器时钟落后于台账，暂停写入',
  CONSOLE_NOT_BUILT: '控制台尚未构建：请运行 npm run build 后重新打开',
  INTERNAL: '服务器内部错误，请记录编号并联系系统管理员',
};

export function problemTitle(code: string): string {
  return TITLES[code] ?? code;
}
