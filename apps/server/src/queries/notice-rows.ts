import { noticePeriod } from '#calendar';
import { NoticePosted, NoticeTakenDown, ObjectionAnswered, ObjectionReceived } from '#elections';
import { all, type Journal, last, shanghaiDay } from '#kernel';
import { indexRules, parametersOf, plan2021, type RuleIndex } from '#supervision';
import type { NoticeRow, Shape } from '../api/shapes.js';
import type { Names } from './names.js';

interface NoticeLimits {
  readonly minimumDays: number;
  readonly closeOfBusiness: string;
}

/** How long a posting has to stay up: parameters of the rule of public notice, as the packs of the term set them. */
const RULE = 'PTY-20';

export function noticeLimitsOf(index: RuleIndex): NoticeLimits {
  const entry = index.byId.get(RULE) ?? DEFAULTS.byId.get(RULE);
  const { minimumDays, closeOfBusiness } = entry === undefined ? {} : parametersOf(entry.rule, entry.pack);
  if (typeof minimumDays !== 'number' || typeof closeOfBusiness !== 'string')
    throw new Error(`${RULE} has no minimumDays and closeOfBusiness`);
  return { minimumDays, closeOfBusiness };
}

/** For terms whose packs have no such rule. */
const DEFAULTS = indexRules([plan2021]);

/** One posting with its days counted as of `asOf` (a ledger instant). */
export function noticeRow(
  journal: Journal,
  asOf: string,
  limits: NoticeLimits,
  names: Names,
): Shape<typeof NoticeRow> | undefined {
  const posted = last(journal, NoticePosted);
  if (posted === undefined) return undefined;
  const down = last(journal, NoticeTakenDown);
  const postedOn = posted.on ?? shanghaiDay(posted.at);
  const takenDownOn = down === undefined ? undefined : (down.on ?? shanghaiDay(down.at));
  const period = noticePeriod({
    postedOn,
    ...(takenDownOn === undefined ? {} : { takenDownOn }),
    asOf,
    minimumDays: limits.minimumDays,
    closeOfBusiness: limits.closeOfBusiness,
  });
  const { data } = posted;
  const answers = all(journal, ObjectionAnswered);
  return {
    noticeId: data.noticeId,
    community: data.community,
    communityName: names.community(data.community),
    purpose: data.purpose,
    title: data.title,
    ...(data.number === undefined ? {} : { number: data.number }),
    status: statusOf(period.outcome, takenDownOn !== undefined),
    postedOn,
    ...(takenDownOn === undefined ? {} : { takenDownOn }),
    plannedUntil: data.plannedUntil,
    fullDays: period.fullDays,
    minimumDays: limits.minimumDays,
    completeOn: period.completeOn,
    arithmetic: { ...period.arithmetic },
    persons: data.persons.map(({ personId, name }) => ({ personId, name })),
    places: [...data.places],
    wholeCommunity: data.wholeCommunity,
    objections: all(journal, ObjectionReceived).map((received) => {
      const answer = answers.findLast((candidate) => candidate.data.objection === received.data.objection);
      return {
        objection: received.data.objection,
        receivedOn: received.on ?? shanghaiDay(received.at),
        subject: received.data.subject,
        real: received.data.real,
        ...(answer === undefined ? {} : { answer: answer.data.answer, outcome: answer.data.outcome }),
      };
    }),
    stream: journal.stream,
    revision: journal.rev,
  };
}

function statusOf(outcome: string, down: boolean): Shape<typeof NoticeRow>['status'] {
  if (outcome === 'fail') return 'too-short';
  if (outcome === 'ambiguous') return 'ambiguous';
  if (outcome === 'pass') return down ? 'taken-down' : 'complete';
  return 'up';
}
