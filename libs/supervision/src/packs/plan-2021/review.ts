import {
  CandidatesToBeDetermined,
  QualificationReviewed,
  ResidentsNomineeProposed,
  ResidentsResultAnnounced,
  ReviewListSent,
} from '#elections';
import { all, type Entry, last, type Words } from '#kernel';
import { type RuleResult, rule, type Subject } from '../../rule.js';
import {
  type Check,
  check,
  follows,
  inOrder,
  input,
  judged,
  lacks,
  notApplicable,
  notYetDue,
} from './party-election-checks.js';
import {
  idsOn,
  LEAVER_READS,
  LIST_READS,
  leaversOf,
  nomineesOf,
  type Review,
  reviewsByPerson,
} from './party-election-lists.js';
import { byPerson, unlessChanged } from './party-election-once.js';

type Level = Review['data']['level'];
type Body = Review['data']['body'];

const LEVELS = [
  { level: 'first', title: { zh: '初审', en: 'first check' } },
  { level: 'full', title: { zh: '全面审查', en: 'full review' } },
  { level: 'joint', title: { zh: '联合审查', en: 'joint review' } },
] as const satisfies readonly { level: Level; title: Words }[];

const BODIES: Readonly<Record<Body, Words>> = {
  'community-party': { zh: '社区党组织', en: 'the community’s Party organisation' },
  'election-committee': { zh: '居民选举委员会', en: 'the residents’ election committee' },
  'street-working-committee': { zh: '街道党工委', en: 'the street’s Party working committee' },
  'district-office': { zh: '区领导小组办公室', en: 'the office of the district leading group' },
  other: { zh: '其他机构', en: 'another body' },
};

export const REV_01 = rule({
  id: 'REV-01',
  paragraph: 23,
  force: 'must',
  mode: 'automatic',
  step: 4,
  title: { zh: '每名人选经三级审查', en: 'Three levels of review for every nominee' },
  explanation: {
    zh: '逐人判断：先由社区党组织（居委会人选由居民选举委员会）初审，再由街道党工委全面审查，后由区领导小组办公室联合审查，次序不颠倒、各有结论，并且都不晚于预备人选名单。某一级未通过的，不再要求下一级。同时列入两个名单的人，居委会名单一方单独判断。',
    en: 'Judged person by person: first checked by the community’s Party organisation (for the residents’ list by its election committee), then by the street’s Party working committee, then by the office of the district leading group, in this order, each with an outcome, and by the time of the list of candidates-to-be. Who fails one level needs no further one. For somebody on both lists the residents’ list is judged apart.',
  },
  parameters: {},
  reads: [QualificationReviewed, ...LIST_READS, ...LEAVER_READS, ResidentsNomineeProposed, ResidentsResultAnnounced],
  evaluate(facts) {
    const { party, residents } = facts;
    const reviews = reviewsByPerson(party);
    const sent = new Set(all(party, ReviewListSent).flatMap(idsOn));
    const official = last(party, CandidatesToBeDetermined);
    const listed = new Set(official === undefined ? [] : idsOn(official));
    const byResidents = byPerson(all(residents, ResidentsNomineeProposed));
    const left = leaversOf(party);
    const ofParty = new Set([...nomineesOf(party), ...sent, ...listed]);
    for (const personId of reviews.keys()) if (!byResidents.has(personId)) ofParty.add(personId);
    const nominees = [...new Set([...ofParty, ...byResidents.keys()])];
    if (nominees.length === 0) {
      return [judged(`community:${facts.community}`, [notYetDue({ zh: '尚无人选', en: 'no nominees yet' })])];
    }
    const elected = last(residents, ResidentsResultAnnounced);
    const winners = new Set(elected?.data.elected.map(({ personId }) => personId));
    return nominees.flatMap((personId): readonly RuleResult[] => {
      const own = reviews.get(personId) ?? [];
      const nominations = byResidents.get(personId) ?? [];
      const subject: Subject = `person:${personId}`;
      const forResidents = (about: Subject, chosen: readonly Review[]) =>
        chain(about, chosen, 'election-committee', {
          end: winners.has(personId) ? elected : undefined,
          name: { zh: '居委会选举结果', en: 'the residents’ result' },
          rests: nominations,
        });
      if (!ofParty.has(personId)) return [forResidents(subject, own)];
      const onList = listed.has(personId) ? official : undefined;
      if (onList === undefined && official !== undefined && own.length === 0 && !sent.has(personId)) {
        const words = {
          zh: '未送审，也不在预备人选名单',
          en: 'not sent to review and not among the candidates-to-be',
        };
        return [judged(subject, [notApplicable(words, [official])])];
      }
      const [before, since] = nominations.length === 0 ? [own, []] : byList(own);
      const forParty = chain(subject, before, 'community-party', {
        end: onList,
        name: { zh: '预备人选名单', en: 'the list of candidates-to-be' },
        left: left.get(personId),
        rests: [],
      });
      const [nomination] = nominations;
      return nomination === undefined ? [forParty] : [forParty, forResidents(`list:${nomination.id}`, since)];
    });
  },
});

/**
 * Reviews of somebody who stands for both committees: from the first check of the election committee on they belong to
 * the residents’ list.
 */
function byList(reviews: readonly Review[]): readonly [readonly Review[], readonly Review[]] {
  const first = reviews.find(({ data }) => data.level === 'first' && data.body === 'election-committee');
  if (first === undefined) return [reviews, []];
  const since = reviews.filter((review) => review === first || follows(review, first));
  return [reviews.filter((review) => !since.includes(review)), since];
}

const unlessReviewed = unlessChanged<readonly Review[], RuleResult>();

interface Ahead {
  /** What the review has to come before, where this person got there. */
  readonly end?: Entry;
  readonly name: Words;
  /** The person's withdrawal or cancellation. */
  readonly left?: Entry;
  readonly rests: readonly Entry[];
}

/** Judged anew only where something was recorded of this person. */
function chain(subject: Subject, reviews: readonly Review[], firstBody: Body, ahead: Ahead): RuleResult {
  if (reviews.length === 0) return judgeChain(subject, reviews, firstBody, ahead);
  return unlessReviewed(reviews, `${firstBody} ${subject}`, [ahead.end, ahead.left, ...ahead.rests], () =>
    judgeChain(subject, reviews, firstBody, ahead),
  );
}

function judgeChain(subject: Subject, reviews: readonly Review[], firstBody: Body, ahead: Ahead): RuleResult {
  const at = LEVELS.map(({ level, title }) => ({
    title,
    body: level === 'first' ? firstBody : level === 'full' ? 'street-working-committee' : 'district-office',
    review: reviews.findLast(({ data }) => data.level === level),
  })) satisfies readonly { title: Words; body: Body; review: Review | undefined }[];
  const failed = at.findIndex(({ review }) => review?.data.outcome === 'failed');
  const asked = failed === -1 ? at : at.slice(0, failed + 1);
  const newest = asked.findLastIndex(({ review }) => review !== undefined);
  const checks: Check[] = [];
  const row: { name: Words; entry: Entry }[] = [];
  asked.forEach(({ title, body, review }, index) => {
    if (review === undefined) {
      checks.push(missingLevel(title, BODIES[body], index < newest ? asked[newest]?.review : ahead.end, ahead.left));
      return;
    }
    row.push({ name: title, entry: review });
    if (review.data.body !== body) {
      const by = BODIES[review.data.body];
      checks.push(
        check(
          false,
          {
            zh: `${title.zh}由${by.zh}作出，应为${BODIES[body].zh}`,
            en: `${title.en} by ${by.en}, not by ${BODIES[body].en}`,
          },
          [review],
        ),
      );
    }
  });
  if (ahead.end !== undefined) row.push({ name: ahead.name, entry: ahead.end });
  if (row.length > 0) checks.push(inOrder(row));
  if (failed !== -1) {
    const { title, review } = at[failed] ?? {};
    if (title !== undefined && review !== undefined) {
      checks.push(notApplicable({ zh: `${title.zh}未通过`, en: `did not pass the ${title.en}` }, [review]));
    }
  }
  const result = judged(subject, checks);
  return { ...result, evidence: [...new Set([...result.evidence, ...ahead.rests.map(({ id }) => id)])] };
}

/** A level without an outcome: awaited, or missing once something that needs it is there. */
function missingLevel(title: Words, body: Words, later: Entry | undefined, left: Entry | undefined): Check {
  if (left !== undefined) {
    return notApplicable({ zh: `已退出或取消，${title.zh}不再进行`, en: `left the election: no ${title.en}` }, [left]);
  }
  if (later === undefined) return notYetDue({ zh: `${title.zh}尚无结论`, en: `no outcome of the ${title.en} yet` });
  return lacks(
    {
      zh: `没有${title.zh}结论，而后续环节已有记录`,
      en: `no outcome of the ${title.en}, although a later step is on record`,
    },
    [input({ zh: `${title.zh}结论`, en: `outcome of the ${title.en}` }, body)],
    [later],
  );
}

/** Review of nominees (¶23). */
export const reviewRules = [REV_01] as const;
