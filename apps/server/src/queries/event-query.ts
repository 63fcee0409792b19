import { LocalDate } from '#kernel';
import { catalogue } from '../deployment/catalogue.js';

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

/** What the names in a query stand for. */
export interface QueryNames {
  communityName(code: string): string;
  /** Ids of persons whose names hold this. */
  personsNamed(name: string): readonly string[];
  /** Id of the person whose account bears this name or login. */
  actorNamed(name: string): string | undefined;
}

const QUALIFIER = /(社区|动作|类型|人员|经办|时间|community|action|type|person|actor|time)[:：](\S+)/giu;

/** Matches no event. */
const NOTHING: EventQuery = { types: [] };

/**
 * Understands `社区:青禾 动作:公示 人员:高志 时间:2021-11-01..2021-11-12 其他文字`. Qualifiers must all hold; one whose value
 * is unknown matches nothing, so a slip never shows everything.
 */
export function parseEventQuery(text: string, known: QueryNames, communities: readonly string[]): EventQuery {
  let query: EventQuery = {};
  const rest = text.replace(QUALIFIER, (_all, name: string, value: string) => {
    query = both(query, qualified(name.toLowerCase(), value, known, communities));
    return ' ';
  });
  const words = rest.trim();
  return words === '' ? query : { ...query, text: words };
}

function qualified(name: string, value: string, known: QueryNames, communities: readonly string[]): EventQuery {
  switch (name) {
    case '社区':
    case 'community': {
      const unit = communities.find((code) => code === value || known.communityName(code).includes(value));
      return unit === undefined ? NOTHING : { unit };
    }
    case '动作':
    case '类型':
    case 'action':
    case 'type':
      return { types: typesLike(value) };
    case '人员':
    case 'person':
      return { persons: known.personsNamed(value) };
    case '经办':
    case 'actor': {
      return { actor: known.actorNamed(value) ?? value };
    }
    default:
      return days(value);
  }
}

/** Both must hold. What cannot hold at once matches nothing. `text` is the first's. */
export function both(one: EventQuery, other: EventQuery): EventQuery {
  const differs = (x: string | undefined, y: string | undefined) => x !== undefined && y !== undefined && x !== y;
  if (differs(one.unit, other.unit) || differs(one.actor, other.actor)) return NOTHING;
  const from = [one.from, other.from]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  const to = [one.to, other.to]
    .filter((day) => day !== undefined)
    .sort()
    .at(0);
  const types = common(one.types, other.types);
  const persons = common(one.persons, other.persons);
  return {
    ...one,
    ...other,
    ...(one.text === undefined ? {} : { text: one.text }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(types === undefined ? {} : { types }),
    ...(persons === undefined ? {} : { persons }),
  };
}

function common(one: readonly string[] | undefined, other: readonly string[] | undefined) {
  return one === undefined || other === undefined ? (one ?? other) : one.filter((item) => other.includes(item));
}

/** `2021-11-05`, `2021-11-01..2021-11-12`, `2021-11-01..`, `..2021-11-12`. */
function days(value: string): EventQuery {
  const [from = '', to = from] = value.split('..', 2);
  if (from === '' && to === '') return NOTHING;
  if ([from, to].some((day) => day !== '' && !LocalDate.safeParse(day).success)) return NOTHING;
  return { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
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
