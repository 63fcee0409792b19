import { DepartmentReplied, type DISQUALIFICATION_GROUNDS } from '#elections';
import { all, type DataOf, type Entry, type Journal } from '#kernel';
import { follows } from './party-election-checks.js';
import { byPerson, oncePerEntries } from './party-election-once.js';

export type Ground = (typeof DISQUALIFICATION_GROUNDS)[number];

/** What a department last said about one ground of one person. */
export interface Reply {
  readonly department: string;
  readonly number: string;
  readonly outcome: 'clear' | 'not-clear' | 'no-reply';
  readonly document?: string;
  readonly queriedOn?: string;
  readonly entry: Entry;
}

export interface Replies {
  readonly clear: readonly Reply[];
  readonly notClear: readonly Reply[];
  readonly noReply: readonly Reply[];
  /** Departments that answered anything about the person. */
  readonly answered: ReadonlySet<string>;
}

type Replied = Entry<DataOf<typeof DepartmentReplied>>;

const NONE: Replies = { clear: [], notClear: [], noReply: [], answered: new Set() };

/** The newest reply of every department on a ground: a later one of the same department takes its place. */
export function repliesOn(party: Journal, personId: string, ground: Ground): Replies {
  const replied = repliesAbout(party, personId);
  if (replied === undefined) return NONE;
  const person = repliesOf(replied);
  return entryOf(person.grounds, ground, () => ({ ...NONE, answered: person.answered }));
}

/** All replies about a person: the same list until there is another. */
export function repliesAbout(party: Journal, personId: string): readonly Replied[] | undefined {
  return repliesByPerson(party).get(personId);
}

interface PersonReplies {
  readonly answered: ReadonlySet<string>;
  readonly grounds: Map<Ground, Replies>;
}

const repliesByPerson = oncePerEntries([DepartmentReplied], (party) => byPerson(all(party, DepartmentReplied)));

const knownReplies = new WeakMap<readonly Replied[], PersonReplies>();

/** What was replied about one person: worked out once, as long as no reply is added. */
function repliesOf(entries: readonly Replied[]): PersonReplies {
  return entryOf(knownReplies, entries, () => {
    const newest = new Map<Ground, Map<string, Replied>>();
    for (const replied of entries) {
      const { department, grounds } = replied.data;
      for (const { ground } of grounds) {
        const byDepartment = entryOf(newest, ground, () => new Map<string, Replied>());
        const known = byDepartment.get(department);
        if (known === undefined || follows(replied, known)) byDepartment.set(department, replied);
      }
    }
    const answered = new Set(entries.map(({ data }) => data.department));
    const grounds = new Map<Ground, Replies>();
    for (const [ground, byDepartment] of newest) {
      const replies = [...byDepartment.values()].flatMap((replied) => replyOn(replied, ground));
      const of = (outcome: Reply['outcome']) => replies.filter((reply) => reply.outcome === outcome);
      grounds.set(ground, { clear: of('clear'), notClear: of('not-clear'), noReply: of('no-reply'), answered });
    }
    return { answered, grounds };
  });
}

interface Memory<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

function entryOf<K, V>(map: Memory<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

function replyOn(replied: Replied, ground: Ground): readonly Reply[] {
  const { department, number, queriedOn, grounds } = replied.data;
  return grounds
    .filter((one) => one.ground === ground)
    .map(({ outcome, document }) => ({
      department,
      number,
      outcome,
      ...(document === undefined ? {} : { document }),
      ...(queriedOn === undefined ? {} : { queriedOn }),
      entry: replied,
    }));
}

/** `派出所（澜公复〔2021〕6号）`, with the decision it cites. */
export function inWords(reply: Reply, language: 'zh' | 'en' = 'zh'): string {
  const cited =
    reply.document === undefined ? '' : language === 'zh' ? `，依据 ${reply.document}` : `, citing ${reply.document}`;
  return language === 'zh'
    ? `${reply.department}（${reply.number}${cited}）`
    : `${reply.department} (${reply.number}${cited})`;
}
