import { ApprovalRequested, CandidatesToBeDetermined, CongressHeld, PledgeSigned } from '#elections';
import { all, type Entry, type Journal, last } from '#kernel';
import { earliest } from '../../event-time.js';
import { type CommunityRule, type RuleResult, rule } from '../../rule.js';
import {
  absent,
  type Check,
  check,
  inOrder,
  judged,
  type Past,
  pass,
  SUPPLIERS,
  when,
} from './party-election-checks.js';
import { idsOn, LEAVER_READS, leaversOf } from './party-election-lists.js';
import { from, pastBy } from './party-election-milestones.js';
import { POSTING_READS, postingsOf } from './party-election-notices.js';

const LIST = { zh: '预备人选名单', en: 'list of candidates-to-be' } as const;

/** The candidates-to-be who are still there; `undefined` before the list. */
function candidatesOf(party: Journal): { readonly list: Entry; readonly ids: readonly string[] } | undefined {
  const list = last(party, CandidatesToBeDetermined);
  if (list === undefined) return undefined;
  const left = leaversOf(party);
  return { list, ids: idsOn(list).filter((id) => !left.has(id)) };
}

export const PTY_22 = rule({
  id: 'PTY-22',
  paragraph: 39,
  force: 'must',
  mode: 'automatic',
  step: 9,
  title: { zh: '纪律承诺书', en: 'Pledge of discipline' },
  explanation: {
    zh: '大会召开之前，每名预备人选都要与街道签订遵守换届纪律的承诺书。',
    en: 'Before the congress, every candidate-to-be has signed the pledge of discipline with the street.',
  },
  parameters: {},
  reads: [PledgeSigned, ...LEAVER_READS, CandidatesToBeDetermined, ...from(CandidatesToBeDetermined)],
  evaluate: ({ party, community }): readonly RuleResult[] => {
    const candidates = candidatesOf(party);
    if (candidates === undefined) {
      return [judged(`community:${community}`, [absent(LIST, SUPPLIERS.community, pastBy(party, ApprovalRequested))])];
    }
    const past = pastBy(party, CongressHeld);
    const pledges = all(party, PledgeSigned);
    return candidates.ids.map((personId) => {
      const signed = earliest(pledges.filter(({ data }) => data.personId === personId));
      return judged(`person:${personId}`, [kept(signed, { zh: '承诺书', en: 'pledge' }, pledges.length, past)]);
    });
  },
});

export const PTY_23 = rule({
  id: 'PTY-23',
  paragraph: 39,
  force: 'must',
  mode: 'automatic',
  step: 9,
  title: { zh: '书面承诺及公示', en: 'Written promise, made public' },
  explanation: {
    zh: '每名预备人选要有书面承诺，并在大会之前张贴公示（承诺公示上有其姓名）。',
    en: 'Every candidate-to-be has a written promise, and it is posted before the congress (the notice of promises names the person).',
  },
  parameters: {},
  reads: [PledgeSigned, ...POSTING_READS, ...LEAVER_READS, CandidatesToBeDetermined, ...from(CandidatesToBeDetermined)],
  evaluate: (facts): readonly RuleResult[] => {
    const { party, community } = facts;
    const candidates = candidatesOf(party);
    if (candidates === undefined) {
      return [judged(`community:${community}`, [absent(LIST, SUPPLIERS.community, pastBy(party, ApprovalRequested))])];
    }
    const past = pastBy(party, CongressHeld);
    const pledges = all(party, PledgeSigned);
    const postings = postingsOf(facts, 'pledges');
    return candidates.ids.map((personId) => {
      const own = pledges.filter(({ data }) => data.personId === personId);
      const promise = own.find(({ data }) => data.promise);
      const posted = postings.find(({ posted: { data } }) =>
        data.persons.some((one) => one.personId === personId),
      )?.posted;
      return judged(`person:${personId}`, [
        kept(promise, { zh: '书面承诺', en: 'written promise' }, pledges.length, past),
        kept(posted, { zh: '承诺公示', en: 'notice of the promise' }, postings.length, past),
      ]);
    });
  },
});

/** A record per person: absent for all is a missing input, absent for one while others have it is a breach. */
function kept(
  own: Entry | undefined,
  what: { readonly zh: string; readonly en: string },
  others: number,
  past: Past | undefined,
): Check {
  if (own === undefined) {
    if (past === undefined || others === 0) return absent(what, SUPPLIERS.community, past);
    return check(false, { zh: `没有${what.zh}`, en: `no ${what.en}` }, [past.entry]);
  }
  if (past === undefined) return pass({ zh: `${what.zh} ${when(own)}`, en: `${what.en} ${when(own, 'en')}` }, [own]);
  return inOrder([
    { name: what, entry: own },
    { name: past.title, entry: past.entry },
  ]);
}

export const pledgeRules: readonly CommunityRule[] = [PTY_22, PTY_23];
