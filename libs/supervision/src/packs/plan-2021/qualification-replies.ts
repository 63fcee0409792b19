import { DepartmentReplied, type DISQUALIFICATION_GROUNDS } from '#elections';
import { all, type DataOf, type Entry, type Journal } from '#kernel';
import { follows } from './party-election-checks.js';

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

/** The newest reply of every department on a ground: a later one of the same department takes its place. */
export function repliesOn(party: Journal, personId: string, ground: Ground): Replies {
  const newest = new Map<string, { readonly reply: Reply; readonly replied: Replied }>();
  const answered = new Set<string>();
  for (const replied of all(party, DepartmentReplied)) {
    const { data } = replied;
    if (data.personId !== personId) continue;
    answered.add(data.department);
    const found = data.grounds.find((one) => one.ground === ground);
    const known = newest.get(data.department);
    if (found === undefined || (known !== undefined && !follows(replied, known.replied))) continue;
    newest.set(data.department, {
      replied,
      reply: {
        department: data.department,
        number: data.number,
        outcome: found.outcome,
        ...(found.document === undefined ? {} : { document: found.document }),
        ...(data.queriedOn === undefined ? {} : { queriedOn: data.queriedOn }),
        entry: replied,
      },
    });
  }
  const replies = [...newest.values()].map(({ reply }) => reply);
  const of = (outcome: Reply['outcome']) => replies.filter((reply) => reply.outcome === outcome);
  return { clear: of('clear'), notClear: of('not-clear'), noReply: of('no-reply'), answered };
}

/** `派出所（澜公复〔2021〕6号）`, with the decision it cites. */
export function inWords(reply: Reply, language: 'zh' | 'en' = 'zh'): string {
  const cited =
    reply.document === undefined ? '' : language === 'zh' ? `，依据 ${reply.document}` : `, citing ${reply.document}`;
  return language === 'zh'
    ? `${reply.department}（${reply.number}${cited}）`
    : `${reply.department} (${reply.number}${cited})`;
}
