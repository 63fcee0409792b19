import { electionEvents } from '#elections';
import { categoryOf } from '#kernel';
import type { Touched } from './apply-entry.js';
import type { FactsBook } from './facts-book.js';
import type { Rule, RuleResult, Subject } from './rule.js';

/** A stream that could not be folded from a position on: what is known of it ends there. */
export interface UnreadableStream {
  readonly stream: string;
  /** Position in the process log of the first event that could not be folded. */
  readonly position: number;
}

/** After such a touch every rule of the unit is judged again. */
export const STREAM_UNREADABLE = 'StreamUnreadable';

const NONE: readonly UnreadableStream[] = [];
const TERM_STREAM = /^(?:term|partyElection|residentsElection)-(([A-Z][0-9]{2,6})-\d{4}-\d+)$/;
/** Streams that no rule reads. */
const READ_BY_NONE = new Set(['finding', 'pack', 'calendar', 'log']);

const CATEGORIES_OF: ReadonlyMap<string, readonly string[]> = new Map(
  electionEvents.map(({ type, category }) => [type, [category].flat()]),
);

/** Notes that a stream cannot be folded any further, and says whom that touches. Later events of it must not be applied. */
export function markUnreadable(book: FactsBook, { stream, position }: UnreadableStream): Touched {
  if (!book.unreadable.has(stream)) book.unreadable.set(stream, { stream, position });
  const units = [...book.communities.keys()].filter((community) => {
    const key = book.communities.get(community)?.at(-1);
    return key !== undefined && bearsOn(book, stream, community, key);
  });
  const streets = new Set(units.flatMap((community) => book.streetOf.get(community) ?? []));
  const street = stream.startsWith('street-') ? [stream.slice('street-'.length)] : [];
  return {
    eventType: STREAM_UNREADABLE,
    isFirst: true,
    communities: units.sort(),
    streets: [...new Set([...streets, ...street])].sort(),
    terms: units.map((community) => `term-${book.communities.get(community)?.at(-1)}`).sort(),
  };
}

/** The unreadable streams that bear on one term of a community. */
export function unreadableFor(book: FactsBook, community: string, key: string): readonly UnreadableStream[] {
  if (book.unreadable.size === 0) return NONE;
  return [...book.unreadable.values()].filter(({ stream }) => bearsOn(book, stream, community, key));
}

/** Where it is not known whom a stream is about, it bears on everybody: nothing may pass on what was not read. */
function bearsOn(book: FactsBook, stream: string, community: string, key: string): boolean {
  const category = categoryOf(stream);
  const rest = stream.slice(stream.indexOf('-') + 1);
  switch (category) {
    case 'term':
    case 'partyElection':
    case 'residentsElection':
      return TERM_STREAM.exec(stream)?.[1] === key;
    case 'notice': {
      const place = book.noticeTerms.get(stream);
      return place === undefined || (place.community === community && place.key === key);
    }
    case 'street':
      return book.streetOf.get(community) === rest;
    case 'person':
      return isNamed(book, rest, community);
    case 'kinship': {
      const pair = book.people.pairOf(stream);
      return pair === undefined || pair.some((personId) => isNamed(book, personId, community));
    }
    default:
      return category === undefined || !READ_BY_NONE.has(category);
  }
}

function isNamed(book: FactsBook, personId: string, community: string): boolean {
  return book.references.get(personId)?.has(community) === true;
}

/** Those of the streams that a rule reads, going by the kinds of streams in which its events stand. */
export function unreadFor(rule: Rule, unreadable: readonly UnreadableStream[]): readonly UnreadableStream[] {
  if (unreadable.length === 0) return NONE;
  const read = new Set(rule.reads.flatMap(({ type }) => CATEGORIES_OF.get(type) ?? []));
  return unreadable.filter(({ stream }) => {
    const category = categoryOf(stream);
    // An import holds events of other kinds of streams.
    return category === undefined || category === 'import' || read.has(category);
  });
}

/** What a rule says where something that it reads could not be read: that nothing can be said, and why. */
export function withheld(
  results: readonly RuleResult[],
  subject: Subject,
  unread: readonly UnreadableStream[],
): readonly RuleResult[] {
  const missing = unread.map(({ stream, position }) => ({
    zh: `事件流 ${stream} 自第 ${position} 条起无法读取（由系统管理员处理）`,
    en: `stream ${stream} cannot be read from position ${position} on (to be mended by the system administrator)`,
  }));
  const nothing: RuleResult = {
    outcome: 'not-evaluable',
    subject,
    arithmetic: { zh: '有记录无法读取，不作判断', en: 'some records cannot be read: not judged' },
    evidence: [],
  };
  return (results.length === 0 ? [nothing] : results).map(
    ({ subject: about, evidence, arithmetic }): RuleResult => ({
      outcome: 'not-evaluable',
      subject: about,
      arithmetic:
        results.length === 0
          ? arithmetic
          : {
              zh: `有记录无法读取，不作判断；可读部分：${arithmetic.zh}`,
              en: `some records cannot be read: not judged; of what can be read: ${arithmetic.en}`,
            },
      evidence,
      missing,
      unread: unread.map(({ stream }) => stream),
    }),
  );
}
