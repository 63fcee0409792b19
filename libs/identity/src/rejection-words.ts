import type { Words } from '#kernel';

/** Words for every code that this library refuses with; `{name}` stands for a parameter of the rejection. */
export const REJECTION_WORDS = {
  SIGN_IN_FAILED: {
    zh: '登录名或密码不正确，或账号不可用。请重新输入；仍不行请联系安全管理员。',
    en: 'Login name or password is wrong, or the account cannot be used. Try again, or ask the security administrator.',
  },
  LOCKED_OUT: {
    zh: '连续输错次数过多，请在 {minutes} 分钟后再试，或请安全管理员解锁。',
    en: 'Too many wrong attempts. Try again in {minutes} minutes, or ask the security administrator to unlock.',
  },
  TOO_BUSY: {
    zh: '同时处理的密码校验过多，请几秒钟后再试。',
    en: 'Too many passwords are being checked at once. Try again in a few seconds.',
  },
  SIGNED_OUT: { zh: '登录已结束，请重新登录。', en: 'The session has ended. Sign in again.' },
  ROLE_NOT_HELD: {
    zh: '您没有 {unit} 的 {role} 角色。请选择自己的角色。',
    en: 'You do not hold the role {role} in {unit}. Choose one of your own.',
  },
  PASSWORD_CHANGE_FIRST: {
    zh: '请先修改一次性密码，然后继续。',
    en: 'Change the one-time password first, then go on.',
  },
  PASSWORD_TOO_WEAK: {
    zh: '密码太弱（{reason}）。至少 12 个字符；或至少 8 个字符并含大写、小写、数字、符号中的三类。不能是常见密码、连续或重复字符，也不能含登录名或姓名。',
    en: 'The password is too weak ({reason}). Use at least 12 characters, or at least 8 of three kinds (upper case, lower case, digits, signs); no common password, run or repetition, and not the login or display name.',
  },
  PASSWORD_UNCHANGED: { zh: '新密码与原密码相同，请换一个。', en: 'The new password is the old one. Choose another.' },
  PASSWORD_WRONG: { zh: '当前密码不正确，请重新输入。', en: 'The current password is wrong. Enter it again.' },
  NOT_PERMITTED: {
    zh: '角色 {role} 没有此项权限（{capability}）。可切换角色，或联系安全管理员。',
    en: 'The role {role} does not permit this ({capability}). Switch roles, or ask the security administrator.',
  },
  UNIT_OUT_OF_SCOPE: {
    zh: '{wanted} 不在您的单位 {unit} 的范围内。可切换到相应单位的角色。',
    en: '{wanted} is not within your unit {unit}. Switch to a role in that unit.',
  },
  VERB_NOT_IN_TOKEN: {
    zh: '此令牌不允许命令 {verb}。请签发包含该命令的令牌。',
    en: 'This token does not allow the command {verb}. Issue one that does.',
  },
  CROSS_SITE_REQUEST: {
    zh: '请求不是来自本系统页面（{reason}），已拒绝。请从本系统页面操作，或使用接口令牌。',
    en: 'The request did not come from a page of this system ({reason}). Use its pages, or an API token.',
  },
  ACCOUNT_INVALID: {
    zh: '账号信息有误，请按提示修改标出的栏目。',
    en: 'The account has faults. Correct the fields that are marked.',
  },
  LOGIN_INVALID: {
    zh: '登录名须以小写字母开头，2 至 32 个字符，只用小写字母、数字、点、横线、下划线。',
    en: 'A login name starts with a lower-case letter and has 2 to 32 lower-case letters, digits, dots, hyphens or underscores.',
  },
  DISPLAY_NAME_INVALID: { zh: '显示姓名须为 1 至 40 个字符。', en: 'A display name has 1 to 40 characters.' },
  PERSON_ID_INVALID: {
    zh: '请从人员库中选择账号对应的人员。',
    en: 'Choose the person of the registry whom the account is for.',
  },
  ROLES_INVALID: {
    zh: '角色须为 1 至 20 项，每项含已知角色和单位代码。',
    en: 'There must be 1 to 20 roles, each a known role with a unit code.',
  },
  ACCOUNT_UNKNOWN: {
    zh: '没有此账号，或账号刚被更改。请刷新后再试。',
    en: 'No such account, or it has just changed. Reload and try again.',
  },
  LOGIN_TAKEN: { zh: '此登录名已被使用，请换一个。', en: 'This login name is taken. Choose another.' },
  NOT_YOURSELF: {
    zh: '不能更改本人的账号，请由另一位安全管理员办理。',
    en: 'Nobody changes their own account. Ask another security administrator.',
  },
  ADMINISTRATORS_APART: {
    zh: '系统、安全、审计管理员须由不同的人担任，且不得兼任业务角色。请另选人员。',
    en: 'System, security and audit administrators are different people and hold no business role. Choose another person.',
  },
  LAST_SECURITY_ADMINISTRATOR: {
    zh: '这是最后一位可用的安全管理员，请先设立另一位。',
    en: 'This is the last security administrator. Appoint another one first.',
  },
  FIRST_START_CODE_INVALID: {
    zh: '首次启动链接无效、已使用或已超过 24 小时。请重新启动服务，使用新打印的链接。',
    en: 'The first-start link is wrong, used or older than 24 hours. Restart the server and use the link that it prints.',
  },
  FIRST_ACCOUNTS_INVALID: {
    zh: '首批账号有误（{reason}）：须有安全管理员和系统管理员各一位，登录名和密码各不相同，可另加审计管理员。',
    en: 'The first accounts have a fault ({reason}): one security and one system administrator are needed, an auditor may be added, all with different login names and passwords.',
  },
  TOKEN_NEEDS_SESSION: {
    zh: '令牌只能在登录后的页面中签发。',
    en: 'A token is issued in a signed-in session only.',
  },
  TOKEN_INVALID: {
    zh: '令牌信息有误，请按提示修改标出的栏目。',
    en: 'The token has faults. Correct the fields that are marked.',
  },
  NAME_INVALID: { zh: '名称须为 1 至 60 个字符。', en: 'A name has 1 to 60 characters.' },
  CAPABILITIES_INVALID: { zh: '请至少选择一项已知权限。', en: 'Choose at least one known capability.' },
  VERBS_INVALID: { zh: '命令名称有误，最多 100 项。', en: 'A command name is wrong; at most 100 are possible.' },
  DAYS_INVALID: { zh: '有效期须为 1 至 365 天。', en: 'A token is valid for 1 to 365 days.' },
  TOO_MANY_TOKENS: {
    zh: '每个账号最多 {most} 个有效令牌，请先吊销不用的。',
    en: 'An account has at most {most} valid tokens. Revoke one that is not used.',
  },
  TOKEN_UNKNOWN: { zh: '没有此令牌，请刷新后再试。', en: 'No such token. Reload and try again.' },
} as const satisfies Readonly<Record<string, Words>>;
