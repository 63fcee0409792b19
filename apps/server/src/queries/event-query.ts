import { catalogue } from '../deployment/catalogue.js';
import type { Readers } from './readers.js';

/** A search over the history, as fields; `text` is what was not a qualifier. */
export interface EventQuery {
  readonly text?: string;
  readonly unit?: string;
  readonly types?: readonly string[];
  readonly actor?: string;
  readonly persons?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

const QUALIFIER = /(社区|动作|类型|人员|经办|时间|community|action|type|person|actor|time)[:：](\S+)/giu;

/**
 * Understands `社区:青禾 动作:公示 人员:高志 时间:2021-11-01..2021-11-12 其他文字`. A qualifier whose value is unknown
 * matches nothing (an empty list of types or persons), so a slip never shows everything.
 */
export function parseEventQuery(text: string, readers: Readers, communities: readonly string[]): EventQuery {
  const query: { -readonly [K in keyof EventQuery]: EventQuery[K] } = {};
  const rest = text.replace(QUALIFIER, (_all, name: string, value: string) => {
    switch (name.toLowerCase()) {
      case '社区':
      case 'community':
        query.unit = communities.find((code) => code === value || readers.communityName(code).includes(value)) ?? 'Z00';
        break;
      case '动作':
      case '类型':
      case 'action':
      case 'type':
        query.types = typesLike(value);
        break;
      case '人员':
      case 'person':
        query.persons = readers.deployment.vault.searchNames(value, 50).map(({ subject }) => subject);
        break;
      case '经办':
      case 'actor':
        query.actor =
          readers.deployment.identity.accounts
            .list()
            .find(({ displayName, login }) => displayName === value || login === value)?.personId ?? value;
        break;
      default: {
        const [from, to] = value.split('..');
        if (isDay(from)) query.from = from;
        if (isDay(to ?? from)) query.to = to ?? from;
      }
    }
    return ' ';
  });
  const words = rest.trim();
  if (words !== '') query.text = words;
  return query;
}

function isDay(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text);
}

function typesLike(value: string): readonly string[] {
  const wanted = value.replace(/\.\*$/, '').toLowerCase();
  return [...catalogue.types.values()]
    .filter(
      ({ type, title }) =>
        type.toLowerCase().startsWith(wanted) || title.zh.includes(wanted) || title.en.toLowerCase().includes(wanted),
    )
    .map(({ type }) => type);
}
