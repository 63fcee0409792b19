import { DepartmentReplied, type DISQUALIFICATION_GROUNDS } from '#elections';
import { all, type DataOf, type Entry, type Journal } from '#kernel';
import { follows } from './party-election-checks.js';
import { oncePerJournal } from './party-election-once.js';

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
  const person = repliesByPerson(party).get(personId);
  if (person === undefined) return NONE;
  return person.grounds.get(ground) ?? { ...NONE, answered: person.answered };
}

interface PersonReplies {
  readonly answered: Set<string>;
  readonly grounds: Map<Ground, Replies>;
}

const repliesByPerson = oncePerJournal((party): ReadonlyMap<string, PersonReplies> => {
  const newest = new Map<string, Map<Ground, Map<string, Replied>>>();
  const people = new Map<string, PersonReplies>();
  for (const replied of all(party, DepartmentReplied)) {
    const { personId, department, grounds } = replied.data;
    const person = entryOf(people, personId, (): PersonReplies => ({ answered: new Set(), grounds: new Map() }));
    person.answered.add(department);
    const byGround = entryOf(newest, personId, () => new Map<Ground, Map<string, Replied>>());
    for (const { ground } of grounds) {
      const byDepartment = entryOf(byGround, ground, () => new Map<string, Replied>());
      const known = byDepartment.get(department);
      if (known === undefined || follows(replied, known)) byDepartment.set(department, replied);
    }
  }
  for (const [personId, { answered, grounds }] of people) {
    for (const [ground, byDepartment] of newest.get(personId) ?? []) {
      const replies = [...byDepartment.values()].flatMap((replied) => replyOn(replied, ground));
      const of = (outcome: Reply['outcome']) => replies.filter((reply) => reply.outcome === outcome);
      grounds.set(ground, { clear: of('clear'), notClear: of('not-clear'), noReply: of('no-reply'), answered });
    }
  }
  return people;
});

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
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
