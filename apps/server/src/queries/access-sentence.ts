import {
  AccountLocked,
  accessEvents,
  ClockMoved,
  CommandRefused,
  Exported,
  PersonalDataSeen,
  Printed,
  REJECTION_WORDS,
  RequestRefused,
  ROLE_TITLES,
  RoleSwitched,
  SignedIn,
  SignedOut,
  SignInsFailed,
  TokenIssued,
} from '#identity';
import { type DataOf, type Entry, shanghaiDay, shanghaiTime, type Words } from '#kernel';
import { commands } from '../deployment/catalogue.js';
import { problemTitle } from '../http/problem-titles.js';
import type { Names } from './names.js';

type Says = (data: never, names: Pick<Names, 'person'>) => Words | undefined;
const CAUSES: Readonly<Record<string, Words>> = {
  person: { zh: '本人退出', en: 'by the person' },
  idle: { zh: '长时间未操作', en: 'idle' },
  absolute: { zh: '超过最长时限', en: 'after the longest time' },
  revoked: { zh: '被撤销', en: 'revoked' },
};

const says: Readonly<Record<string, Says>> = {
  [SignedIn.type]: ({ role, unit }: DataOf<typeof SignedIn>) => inRole(role, unit),
  [RoleSwitched.type]: ({ role, unit }: DataOf<typeof RoleSwitched>) => inRole(role, unit),
  [SignedOut.type]: ({ cause }: DataOf<typeof SignedOut>) => CAUSES[cause],
  [SignInsFailed.type]: ({ count }: DataOf<typeof SignInsFailed>) => ({ zh: `${count} 次`, en: `${count} times` }),
  [AccountLocked.type]: ({ minutes }: DataOf<typeof AccountLocked>) => ({
    zh: `${minutes} 分钟`,
    en: `for ${minutes} minutes`,
  }),
  [TokenIssued.type]: ({ scope, expires }: DataOf<typeof TokenIssued>) => ({
    zh: `${ROLE_TITLES[scope.role].zh} ${scope.unit}，有效至 ${expires.slice(0, 10)}`,
    en: `${ROLE_TITLES[scope.role].en} ${scope.unit}, until ${expires.slice(0, 10)}`,
  }),
  [CommandRefused.type]: ({ verb, code, rule }: DataOf<typeof CommandRefused>) => {
    const title = commands.find((command) => command.verb === verb)?.title ?? same(verb);
    const why = rule === undefined ? refusal(code) : { zh: `规则 ${rule} 未通过`, en: `rule ${rule} does not pass` };
    return { zh: `${title.zh}，${why.zh}`, en: `${title.en}, ${why.en}` };
  },
  [RequestRefused.type]: ({ method, route, code }: DataOf<typeof RequestRefused>) => {
    const why = refusal(code);
    return { zh: `${why.zh}（${method} ${route}）`, en: `${why.en} (${method} ${route})` };
  },
  [PersonalDataSeen.type]: ({ count, subjects }: DataOf<typeof PersonalDataSeen>, names) => {
    const whose = subjects.map((id) => names.person(id));
    return {
      zh: subjects.length < count ? `${whose.join('、')}等 ${count} 人` : whose.join('、'),
      en: subjects.length < count ? `${whose.join(', ')} and others, ${count} in all` : whose.join(', '),
    };
  },
  [Exported.type]: ({ what, rows }: DataOf<typeof Exported>) => ({
    zh: `${what}，${rows} 行`,
    en: `${what}, ${rows} rows`,
  }),
  [Printed.type]: ({ what, state }: DataOf<typeof Printed>) => ({
    zh: `${what}，${state === 'final' ? '正式件' : '草稿'}`,
    en: `${what}, ${state}`,
  }),
  [ClockMoved.type]: ({ from, to }: DataOf<typeof ClockMoved>) => ({
    zh: `由 ${spoken(from)} 到 ${spoken(to)}`,
    en: `from ${spoken(from)} to ${spoken(to)}`,
  }),
};

const types: ReadonlyMap<string, { readonly title: Words }> = new Map(
  accessEvents.map((eventType) => [eventType.type, eventType]),
);

/** One sentence for an event of the access log; undefined for events of other logs. People bear the names that the reader may see. */
export function accessSentence(
  entry: Pick<Entry, 'type' | 'at' | 'data'>,
  names: Pick<Names, 'person'>,
): Words | undefined {
  const eventType = types.get(entry.type);
  if (eventType === undefined) return undefined;
  const detail = says[entry.type]?.(entry.data as never, names);
  const when = spoken(entry.at);
  return {
    zh: `${when} ${eventType.title.zh}${detail === undefined ? '' : `：${detail.zh}`}`,
    en: `${when} ${eventType.title.en}${detail === undefined ? '' : `: ${detail.en}`}`,
  };
}

/** Why a request was refused, in the words of the problem that its sender got; the code where there are none in English. */
function refusal(code: string): Words {
  const words: Words | undefined = Object.hasOwn(REJECTION_WORDS, code)
    ? REJECTION_WORDS[code as keyof typeof REJECTION_WORDS]
    : undefined;
  return { zh: problemTitle({ code }), en: words?.en.replaceAll(/\{\w+\}/g, '…') ?? code };
}

function inRole(role: keyof typeof ROLE_TITLES, unit: string): Words {
  return { zh: `${ROLE_TITLES[role].zh} ${unit}`, en: `${ROLE_TITLES[role].en} ${unit}` };
}

function same(text: string): Words {
  return { zh: text, en: text };
}

function spoken(instant: string): string {
  return `${shanghaiDay(instant)} ${shanghaiTime(instant) ?? ''}`.trim();
}
