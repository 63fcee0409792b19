import { createHash } from 'node:crypto';
import type { Words } from '#kernel';
import type { Role } from './roles.js';

/** An account of the demonstration as the sign-in page offers it. */
export interface DemoAccount {
  readonly login: string;
  readonly password: string;
  readonly displayName: string;
  readonly role: Role;
  readonly unit: string;
  readonly does: Words;
}

/** Everybody knows it: it exists in demonstration folders only, and identity.db refuses to be opened as anything else. */
const DEMO_PASSWORD = 'yunqiao-jianzheng-2021';

const account = (login: string, displayName: string, role: Role, unit: string, does: Words): DemoAccount => ({
  login,
  password: DEMO_PASSWORD,
  displayName,
  role,
  unit,
  does,
});

/** One account per role that has something to do; invented people of the invented street 云桥 (S01). */
export function demoAccounts(): readonly DemoAccount[] {
  return [
    account('gaomin', '高敏', 'election-clerk', 'S01', {
      zh: '录入全街道八个社区的换届步骤',
      en: 'Records the steps of all eight communities',
    }),
    account('tangxiaoman', '唐小满', 'election-clerk', 'C02', {
      zh: '只录入望湖社区的换届步骤',
      en: 'Records the steps of the community Wanghu only',
    }),
    account('luchuanxing', '陆川行', 'street-lead', 'S01', {
      zh: '审批人选、确认说明',
      en: 'Approves lists and accepts explanations',
    }),
    account('qinzhiyuan', '秦知远', 'joint-reviewer', 'S01', {
      zh: '资格联审，记录各部门意见',
      en: 'Reviews qualifications and records the replies',
    }),
    account('zhengrui', '郑锐', 'inspector', 'S01', {
      zh: '核查十个严禁，查看证据与历史',
      en: 'Checks the ten prohibitions, looks at evidence and history',
    }),
    account('shenliyan', '沈立言', 'inspector-lead', 'S01', {
      zh: '复核并批准核查结论',
      en: 'Reviews and approves findings',
    }),
    account('guanping', '顾安平', 'security-administrator', 'S01', {
      zh: '管理账号与角色，看不到业务数据',
      en: 'Manages accounts and roles, sees no business data',
    }),
    account('chengshouyi', '程守一', 'system-administrator', 'S01', {
      zh: '运行维护、备份、演示时钟，看不到业务数据',
      en: 'Operates the system, backups and the demonstration clock, sees no business data',
    }),
    account('wensiqi', '闻思齐', 'access-auditor', 'S01', {
      zh: '审计登录、查看、导出与被拒记录',
      en: 'Audits sign-ins, looks, exports and refusals',
    }),
  ];
}

/** Person id of a demonstration account whose holder is not in the registry of the worked street: the same every time. */
export function demoPersonId(login: string): string {
  return derivedUuid(`person/${login}`);
}

export function demoAccountId(login: string): string {
  return derivedUuid(`account/${login}`);
}

function derivedUuid(name: string): string {
  const hex = createHash('sha256').update(`jianzheng demo ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
