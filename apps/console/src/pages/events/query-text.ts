/** What a person can narrow the history by; the server understands the same words in both languages. */
export const QUALIFIERS = ['community', 'action', 'person', 'actor', 'time'] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

const ZH: Readonly<Record<Qualifier, string>> = {
  community: '社区',
  action: '动作',
  person: '人员',
  actor: '经办',
  time: '时间',
};
const NAMES: ReadonlyMap<string, Qualifier> = new Map([
  ...QUALIFIERS.flatMap((name): [string, Qualifier][] => [
    [ZH[name], name],
    [name, name],
  ]),
  ['类型', 'action'],
  ['type', 'action'],
]);
const PATTERN = new RegExp(`(${[...NAMES.keys()].join('|')})[:：](\\S+)`, 'giu');

/** One condition of a query as it stands in its text. */
export interface Condition {
  readonly name: Qualifier | 'text';
  readonly value: string;
  /** The very letters of it, to take it out again. */
  readonly raw: string;
}

/** The conditions of `社区:青禾 动作:公示 其他文字`, in their order; what is no qualifier is one text. */
export function conditionsOf(query: string): readonly Condition[] {
  const found: Condition[] = [];
  const rest = query.replace(PATTERN, (raw, name: string, value: string) => {
    const qualifier = NAMES.get(name.toLowerCase());
    if (qualifier !== undefined) found.push({ name: qualifier, value, raw });
    return ' ';
  });
  const text = rest.trim().replace(/\s+/gu, ' ');
  return text === '' ? found : [...found, { name: 'text', value: text, raw: text }];
}

const spelled = (conditions: readonly Condition[]): string => conditions.map(({ raw }) => raw).join(' ');

/** The query with a condition; a qualifier stands once, so the new value replaces the old one. */
export function withCondition(query: string, name: Qualifier, value: string, zh: boolean): string {
  const text = value.trim().replace(/\s+/gu, '');
  const others = conditionsOf(query).filter((condition) => condition.name !== name);
  if (text === '') return spelled(others);
  const free = others.filter((condition) => condition.name === 'text');
  const raw = `${zh ? ZH[name] : name}:${text}`;
  return spelled([...others.filter((condition) => condition.name !== 'text'), { name, value: text, raw }, ...free]);
}

export function withoutCondition(query: string, gone: Condition): string {
  return spelled(conditionsOf(query).filter(({ name, raw }) => name !== gone.name || raw !== gone.raw));
}

/** `2021-11-01..2021-11-12`; one day stands alone. */
export function spanOf(from: string, to: string): string {
  return from === to ? from : `${from}..${to}`;
}
