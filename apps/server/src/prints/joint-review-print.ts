import { DepartmentReplied, QualificationReviewed, ReviewListSent } from '#elections';
import { all, shanghaiDay } from '#kernel';
import type { JointReviewSummaryInput, PrintState } from '#printing';
import type { CommunityFacts } from '#supervision';
import { jointReview } from '../queries/joint-review.js';
import type { Names } from '../queries/names.js';
import type { Readers } from '../queries/readers.js';
import { issuerNames } from './issuer-names.js';
import { word } from './notice-print.js';

const OUTCOMES = { clear: 'clear', 'not-clear': 'not-clear', 'no-reply': 'no-reply', none: 'not-asked' } as const;

/** 联审汇总表 as the page shows it, for signature. */
export function jointReviewPrint(
  facts: CommunityFacts,
  readers: Readers,
  names: Names,
  state: PrintState,
): JointReviewSummaryInput {
  const { departments, rows } = jointReview(facts, names);
  const { community, streetCommittee, street } = issuerNames(facts, readers);
  const sent = all(facts.party, ReviewListSent).findLast(({ data }) => data.level === 'joint');
  const days = [...all(facts.party, DepartmentReplied), ...all(facts.party, QualificationReviewed)]
    .map(({ on, at }) => shanghaiDay(on ?? at))
    .sort();
  return {
    ...state,
    issuer: streetCommittee,
    title: `${street}${community}换届人选资格联审汇总表`,
    community,
    level: '全面审查、联审',
    ...(sent === undefined ? {} : { number: sent.data.number }),
    reviewedOn: days.at(-1) ?? shanghaiDay(state.printedAt),
    departments: departments.map(({ name }) => name),
    nominees: rows.map((row) => {
      const conclusion = row.joint ?? (row.full === 'failed' ? 'failed' : undefined);
      return {
        name: row.name,
        gender: word(facts.person(row.personId)?.gender, 'gender'),
        proposedPost: word(row.listedFor, 'post'),
        replies: row.cells.map(({ outcome, numbers, notClear }) => {
          const number = numbers.at(-1);
          return {
            outcome: OUTCOMES[outcome],
            ...(number === undefined ? {} : { number }),
            ...(notClear.length === 0
              ? {}
              : { footnote: notClear.map((ground) => `${ground} ${word(ground, 'ground')}`).join('；') }),
          };
        }),
        conclusion: conclusion === 'passed' || conclusion === 'failed' ? conclusion : ('pending' as const),
      };
    }),
  };
}
