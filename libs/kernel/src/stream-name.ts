/** One deployment keeps three logs; a category of streams belongs to one of them for ever. */
export const LOGS = ['process', 'cases', 'access'] as const;
export type LogName = (typeof LOGS)[number];

export const CATEGORIES = {
  log: undefined, // `log-<name>` in each log: LogOpened and the other facts about the log itself
  person: 'process',
  kinship: 'process',
  street: 'process',
  term: 'process',
  partyElection: 'process',
  residentsElection: 'process',
  supervisoryElection: 'process',
  voterRoll: 'process',
  polling: 'process',
  notice: 'process',
  register: 'process',
  handover: 'process',
  finding: 'process',
  pack: 'process',
  calendar: 'process',
  import: 'process',
  case: 'cases',
  caseFinding: 'cases',
  account: 'access',
  identityRequest: 'access',
  access: 'access',
} as const satisfies Record<string, LogName | undefined>;

export type Category = keyof typeof CATEGORIES;

/** `category-rest`; the rest never starts with a hyphen and holds no white space. */
export function streamName(category: Category, ...parts: readonly (string | number)[]): string {
  const name = `${category}-${parts.join('-')}`;
  if (!STREAM_NAME.test(name)) throw new Error(`not a stream name: ${name}`);
  return name;
}

export const STREAM_NAME = /^[a-z][A-Za-z]*-[A-Za-z0-9][A-Za-z0-9_.-]{0,120}$/;

/** The category of a stream, or undefined when no such category is known. */
export function categoryOf(stream: string): Category | undefined {
  const category = stream.slice(0, stream.indexOf('-'));
  return Object.hasOwn(CATEGORIES, category) ? (category as Category) : undefined;
}

/** The log in which a stream lives; undefined for unknown categories and for `log-…`, which every log has. */
export function logOf(stream: string): LogName | undefined {
  const category = categoryOf(stream);
  return category === undefined ? undefined : CATEGORIES[category];
}
