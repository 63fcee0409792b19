import { z } from 'zod';
import { RoleGrant } from '#identity';
import { AccessLogQuery } from '../controllers/access-log.controller.js';
import { NewAccount, NewToken, Roles } from '../controllers/accounts.controller.js';
import { MoveClock } from '../controllers/admin.controller.js';
import { AsOf as PageAsOf } from '../controllers/communities.controller.js';
import { EventSearch, AsOf as ObjectAsOf } from '../controllers/events.controller.js';
import { FindingQuery } from '../controllers/findings.controller.js';
import { Drop, Template, Upload } from '../controllers/imports.controller.js';
import { Verify } from '../controllers/integrity.controller.js';
import { Search as NoticeSearch } from '../controllers/notices.controller.js';
import { PeopleQuery } from '../controllers/people.controller.js';
import { Draft, Final } from '../controllers/prints.controller.js';
import { MatrixQuery, AsOf as RulesAsOf } from '../controllers/rules.controller.js';
import { FirstAccounts, NewPassword, SignIn } from '../controllers/session.controller.js';
import * as shapes from './shapes.js';

export interface DescribedRoute {
  readonly tag: string;
  /** 中文 / English. */
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** A file in a multipart field called `file`. */
  readonly upload?: true;
  /** JSON of this shape, a file of these media types, or nothing. */
  readonly answer: z.ZodType | readonly string[] | 'nothing';
}

const built = { builtFrom: shapes.BuiltFrom };
const list = <S extends z.ZodRawShape>(fields: S) => z.object({ ...built, ...fields });
const PDF = ['application/pdf'] as const;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const TABLE = [XLSX, 'text/csv'] as const;
const Now = z.object({ now: z.string() });
const Attachment = z.object({ sha256: z.string(), size: z.number().int(), media: z.string(), name: z.string() });
const MissingGlyphs = z.object({
  missingGlyphs: z.array(z.object({ text: z.string(), characters: z.array(z.string()) })),
});

const route = (tag: string, summary: string, more: Omit<DescribedRoute, 'tag' | 'summary'>): DescribedRoute => ({
  tag,
  summary,
  ...more,
});

/** What each route takes and gives, by `METHOD path` as it is registered. Commands are described from their own schemas. */
export const DESCRIBED: Readonly<Record<string, DescribedRoute>> = {
  'GET /api/v1/session': route('session', '当前登录 / who is signed in', { answer: shapes.Session }),
  'POST /api/v1/session': route('session', '登录 / sign in', { body: SignIn, answer: shapes.Session }),
  'DELETE /api/v1/session': route('session', '退出 / sign out', { answer: 'nothing' }),
  'POST /api/v1/session/role': route('session', '切换角色 / switch to another of one’s roles', {
    body: RoleGrant,
    answer: shapes.Session,
  }),
  'POST /api/v1/session/password': route('session', '修改密码 / change one’s password', {
    body: NewPassword,
    answer: shapes.Session,
  }),
  'POST /api/v1/first-start': route('session', '首次启动设立管理员 / appoint the first administrators', {
    body: FirstAccounts,
    answer: z.object({
      accounts: z.array(z.object({ login: z.string(), role: z.string() })),
      warning: z.string().optional(),
    }),
  }),
  'GET /api/v1/demo/accounts': route('session', '演示账号 / accounts of a demonstration', {
    answer: z.object({ accounts: z.array(shapes.DemoAccount) }),
  }),
  'GET /api/v1/overview': route('elections', '总览 / communities by steps', {
    query: PageAsOf,
    answer: shapes.Overview,
  }),
  'GET /api/v1/communities/:code': route('elections', '社区 / one community', {
    query: PageAsOf,
    answer: shapes.CommunityPage,
  }),
  'GET /api/v1/communities/:code/joint-review': route('elections', '联审汇总表 / joint review', {
    query: PageAsOf,
    answer: shapes.JointReview,
  }),
  'GET /api/v1/communities/:code/events': route('events', '社区的全部记录 / every event of a community', {
    query: EventSearch,
    answer: shapes.EventList,
  }),
  'GET /api/v1/people': route('people', '人员 / people', {
    query: PeopleQuery,
    answer: list({
      items: z.array(shapes.PersonRow),
      nextCursor: z.string().optional(),
      total: z.number().int(),
      more: z.boolean(),
    }),
  }),
  'GET /api/v1/people/:id': route('people', '人员详情 / one person', { answer: shapes.PersonPage }),
  'GET /api/v1/people/:id/personal': route('people', '查看个人信息（先记录）/ personal values; the look is recorded', {
    answer: shapes.PersonalValues,
  }),
  'GET /api/v1/notices': route('elections', '公示 / notices', {
    query: NoticeSearch,
    answer: list({ items: z.array(shapes.NoticeRow) }),
  }),
  'GET /api/v1/findings': route('elections', '问题线索清单 / findings of all communities', {
    query: FindingQuery,
    answer: shapes.FindingList,
  }),
  'GET /api/v1/events': route('events', '检索记录 / search events', { query: EventSearch, answer: shapes.EventList }),
  'GET /api/v1/events/:id': route('events', '记录详情 / one event', { answer: shapes.EventDetail }),
  'GET /api/v1/events/:id/proof': route('events', '存在性证明 / proof of inclusion', { answer: shapes.EventProof }),
  'GET /api/v1/objects/:stream': route('events', '对象历史 / history of an object', {
    query: ObjectAsOf,
    answer: shapes.ObjectHistory,
  }),
  'GET /api/v1/rules': route('rules', '规则库与覆盖 / rules and coverage', {
    query: RulesAsOf,
    answer: list({ rules: z.array(shapes.RuleInfo) }),
  }),
  'GET /api/v1/rules/prohibitions': route('rules', '十个严禁 / the prohibitions against the communities', {
    query: MatrixQuery,
    answer: shapes.ProhibitionMatrix,
  }),
  'GET /api/v1/rules/street': route('rules', '街道层面结果 / results of the street', {
    query: RulesAsOf,
    answer: list({ rules: z.array(shapes.RuleRow) }),
  }),
  'GET /api/v1/live': route('session', '实时信号 / that something changed', { answer: ['text/event-stream'] }),
  'GET /api/v1/commands': route('commands', '可用命令 / commands that the present role may send', {
    answer: shapes.CommandForms,
  }),
  'POST /api/v1/attachments': route('attachments', '上传附件 / upload an attachment', {
    upload: true,
    answer: Attachment,
  }),
  'GET /api/v1/attachments/:sha256': route('attachments', '下载附件 / download an attachment', {
    answer: ['application/octet-stream'],
  }),
  'GET /api/v1/imports/templates/:file': route('imports', '模板 / template of a sheet', {
    query: Template,
    answer: [XLSX],
  }),
  'POST /api/v1/imports': route('imports', '上传表格并试导入 / upload a sheet for a dry run', {
    query: Upload,
    upload: true,
    answer: shapes.ImportReport,
  }),
  'GET /api/v1/imports': route('imports', '导入列表 / imports', {
    answer: z.object({ imports: z.array(shapes.ImportReport) }),
  }),
  'GET /api/v1/imports/:id': route('imports', '导入详情 / one import', { answer: shapes.ImportReport }),
  'POST /api/v1/imports/:id/commands/commit': route('imports', '导入生效 / commit, all or nothing', {
    answer: shapes.ImportReport,
  }),
  'POST /api/v1/imports/:id/commands/drop': route('imports', '放弃导入 / drop', {
    body: Drop,
    answer: shapes.ImportReport,
  }),
  'GET /api/v1/prints/notices/:file': route('prints', '打印公示（先记录）/ print a notice; recorded first', {
    query: Draft,
    answer: PDF,
  }),
  'GET /api/v1/prints/notices/:id/check': route('prints', '打印前检查生僻字 / characters that no font has', {
    answer: MissingGlyphs,
  }),
  'GET /api/v1/prints/joint-review/:file': route('prints', '打印联审汇总表 / print the joint review', {
    query: Final,
    answer: PDF,
  }),
  'GET /api/v1/prints/count-record/:file': route('prints', '打印计票记录 / print the record of the count', {
    query: Final,
    answer: PDF,
  }),
  'GET /api/v1/exports/events.:format': route('exports', '导出记录 / export events', {
    query: EventSearch,
    answer: TABLE,
  }),
  'GET /api/v1/exports/people.:format': route('exports', '导出人员列表 / export the list of people', {
    query: PeopleQuery,
    answer: TABLE,
  }),
  'GET /api/v1/exports/access-log.:format': route('exports', '导出访问记录 / export the access log', {
    query: AccessLogQuery,
    answer: TABLE,
  }),
  'GET /api/v1/accounts': route('administration', '账号 / accounts', { answer: shapes.AccountsList }),
  'POST /api/v1/accounts': route('administration', '开立账号 / create an account', {
    body: NewAccount,
    answer: shapes.NewAccountAnswer,
  }),
  'POST /api/v1/accounts/:id/roles': route('administration', '变更角色 / change roles', {
    body: Roles,
    answer: shapes.AccountShape,
  }),
  'POST /api/v1/accounts/:id/disable': route('administration', '停用 / disable', { answer: shapes.AccountShape }),
  'POST /api/v1/accounts/:id/enable': route('administration', '启用 / enable', { answer: shapes.AccountShape }),
  'POST /api/v1/accounts/:id/unlock': route('administration', '解锁 / unlock', { answer: shapes.AccountShape }),
  'POST /api/v1/accounts/:id/reset-password': route('administration', '重置密码 / reset the password', {
    answer: shapes.OneTimePasswordShape,
  }),
  'GET /api/v1/accounts/:id/tokens': route('administration', '账号的令牌 / tokens of an account', {
    answer: shapes.TokensList,
  }),
  'GET /api/v1/tokens': route('session', '我的令牌 / one’s own tokens', { answer: shapes.TokensList }),
  'POST /api/v1/tokens': route('session', '签发令牌 / issue a token', {
    body: NewToken,
    answer: shapes.NewTokenAnswer,
  }),
  'POST /api/v1/tokens/:id/revoke': route('session', '吊销令牌 / revoke a token', { answer: shapes.TokenShape }),
  'GET /api/v1/access-log': route('administration', '访问记录 / the access log', {
    query: AccessLogQuery,
    answer: shapes.AccessLogList,
  }),
  'GET /api/v1/demo/clock': route('administration', '演示时钟 / the demonstration’s clock', { answer: Now }),
  'POST /api/v1/demo/clock': route('administration', '拨快演示时钟 / move the clock forward', {
    body: MoveClock,
    answer: Now,
  }),
  'GET /api/v1/views': route('administration', '视图状态 / state of the views', {
    answer: z.object({ views: shapes.Integrity.shape.views }),
  }),
  'POST /api/v1/views/:name/rebuild': route('administration', '重建视图 / rebuild views', { answer: shapes.Job }),
  'GET /api/v1/integrity': route('integrity', '完整性 / sizes, roots, checkpoints', { answer: shapes.Integrity }),
  'POST /api/v1/integrity/verify': route('integrity', '核验 / verify a log', { body: Verify, answer: shapes.Job }),
  'GET /api/v1/jobs': route('session', '我的后台任务 / one’s own jobs', {
    answer: z.object({ jobs: z.array(shapes.Job) }),
  }),
  'GET /api/v1/jobs/:id': route('session', '后台任务 / one job', { answer: shapes.Job }),
  'GET /api/openapi.json': route('health', '本文档 / this document', { answer: z.record(z.string(), z.unknown()) }),
  'GET /health/live': route('health', '存活 / alive', { answer: z.object({ status: z.string() }) }),
  'GET /health/ready': route('health', '就绪 / ready', {
    answer: z.object({
      status: z.string(),
      checks: z.record(z.string(), z.unknown()),
      verification: z.object({ process: z.string() }),
    }),
  }),
  'GET /metrics': route('health', '指标 / metrics', { answer: ['text/plain'] }),
};
