import { appendToJournal, type Entry, type Journal, type Rejection } from '#kernel';
import { type JudgedResult, judgeCommunity, judgeStreet, type RuleIndex } from './evaluate.js';
import type { CommunityFacts, StreetFacts } from './facts.js';
import type { PackPin } from './manifest-digest.js';
import { GUARD_REFUSES, OUTCOMES } from './outcome.js';
import { notOnBoard } from './pinned-index.js';
import { remedyOf } from './remedy.js';
import type { Moment } from './rule.js';

export interface GuardContext {
  /** The events that the act would record: rules are judged as they would stand after it. */
  readonly planned?: readonly Entry[];
  /** Where the act concerns some persons only: results about other persons or pairs do not refuse it. */
  readonly persons?: Iterable<string>;
  /** Needed where one of the rules is judged for the whole street. */
  readonly street?: StreetFacts;
}

/**
 * The reasons for which rules refuse an act, worst first; none lets it pass. Each names the rule, its paragraph and the
 * sum. A missing input refuses as well; a breach that a later step has repaired does not. A rule that is not in the
 * packs of the term refuses nothing; but where one of these packs is not on board, nobody knows what it asks for, and
 * the act is refused for that.
 */
export function guard(
  ruleIds: readonly string[],
  facts: CommunityFacts,
  index: RuleIndex,
  moment: Moment,
  context: GuardContext = {},
): readonly Rejection[] {
  const missing = ruleIds.length === 0 ? [] : (index.missing ?? []);
  if (missing.length > 0) return missing.map((pin) => packRefusal(pin, ruleIds[0] ?? ''));
  const after = supposing(facts, context.planned ?? []);
  const persons = context.persons === undefined ? undefined : new Set(context.persons);
  const refusing = ruleIds.flatMap((id) => {
    const indexed = index.byId.get(id);
    if (indexed === undefined) return [];
    const results =
      indexed.rule.scope === 'community'
        ? judgeCommunity(indexed, after, moment)
        : streetResults(indexed, after, context.street, moment);
    return results
      .filter((result) => refuses(result) && concerns(result, persons))
      .map((result) => ({ result, rule: indexed.rule }));
  });
  return refusing
    .sort((x, y) => OUTCOMES.indexOf(x.result.outcome) - OUTCOMES.indexOf(y.result.outcome))
    .map(({ result, rule }) => ({
      code: 'GUARD_REFUSED',
      rule: result.rule,
      source: `¶${rule.paragraph}`,
      arithmetic: result.arithmetic,
      remedy: remedyOf(rule, result),
      params: { outcome: result.outcome, subject: result.subject },
    }));
}

function packRefusal({ id, version }: PackPin, rule: string): Rejection {
  return {
    code: 'PACK_NOT_ON_BOARD',
    rule,
    arithmetic: notOnBoard({ id, version }),
    params: { pack: id, version },
  };
}

function streetResults(
  indexed: Parameters<typeof judgeStreet>[0],
  after: CommunityFacts,
  street: StreetFacts | undefined,
  moment: Moment,
): readonly JudgedResult[] {
  if (street === undefined) throw new Error(`${indexed.rule.id} is judged for the street, whose facts were not given`);
  const communities = street.communities.map((one) => (one.community === after.community ? after : one));
  return judgeStreet(indexed, { ...street, street: after.street, communities }, moment);
}

function refuses({ outcome, blocksActs }: JudgedResult): boolean {
  return blocksActs !== false && GUARD_REFUSES.has(outcome);
}

function concerns({ subject }: JudgedResult, persons: ReadonlySet<string> | undefined): boolean {
  if (persons === undefined) return true;
  const [kind, id = ''] = subject.split(/:(.*)/s);
  if (kind === 'person') return persons.has(id);
  if (kind === 'pair') return id.split('+').some((one) => persons.has(one));
  return true;
}

/** Facts as they would be with entries added at the end; nothing shared changes. Revisions are taken as they come. */
export function supposing(facts: CommunityFacts, entries: readonly Entry[]): CommunityFacts {
  return entries.reduce(withEntry, facts);
}

function withEntry(facts: CommunityFacts, entry: Entry): CommunityFacts {
  switch (entry.stream.slice(0, entry.stream.indexOf('-'))) {
    case 'term':
      return { ...facts, termStream: entry.stream, term: added(facts.term, entry) };
    case 'partyElection':
      return { ...facts, party: added(facts.party, entry) };
    case 'residentsElection':
      return { ...facts, residents: added(facts.residents, entry) };
    case 'street':
      return { ...facts, street: added(facts.street, entry) };
    case 'notice': {
      const index = facts.notices.findIndex(({ stream }) => stream === entry.stream);
      const known = facts.notices[index];
      const journal = added(known ?? { stream: entry.stream, rev: -1, entries: {} }, entry);
      return {
        ...facts,
        notices: known === undefined ? [...facts.notices, journal] : facts.notices.with(index, journal),
      };
    }
    default:
      return facts;
  }
}

function added(journal: Journal, entry: Entry): Journal {
  return appendToJournal(journal, { ...entry, rev: journal.rev + 1 });
}
