import type { CommunityPage, NomineeRow } from '../../api/types.js';

type Values = Readonly<Record<string, unknown>>;

const standing = (page: CommunityPage): readonly NomineeRow[] =>
  page.nominees.filter(({ withdrawn, cancelled }) => !withdrawn && !cancelled);

const listed = (rows: readonly NomineeRow[]) =>
  rows.map(({ personId, listedFor }) => ({ personId, ...(listedFor === undefined ? {} : { post: listedFor }) }));

const votes = (rows: readonly NomineeRow[]) => rows.map(({ personId }) => ({ personId }));

/** Rows that the ledger already knows are offered, to be corrected and completed; figures never are. */
export function prefilled(verb: string, page: CommunityPage | undefined): Values {
  if (page === undefined) return {};
  const rows = standing(page);
  const candidates = rows.filter(({ candidateToBe }) => candidateToBe);
  const reviewed = rows.filter(({ joint }) => joint === 'passed');
  switch (verb) {
    case 'record-recommendation-meeting':
    case 'record-further-recommendation':
      return verb === 'record-recommendation-meeting'
        ? { votes: votes(rows), issued: undefined }
        : { ranking: votes(rows.filter(({ preliminary }) => !preliminary)), selected: [] };
    case 'record-preliminary-nominees':
      return {
        list: listed(byVotes(rows.filter(({ recommendedVotes }) => recommendedVotes !== undefined))),
        filled: [],
      };
    case 'record-street-recommendation':
      return { list: listed(rows.filter(({ preliminary }) => preliminary)) };
    case 'send-review-list':
    case 'send-review-list-on-paper':
      return { list: listed(rows.filter(({ preliminary, street }) => preliminary || street)), departments: [] };
    case 'record-review-feedback':
      return { list: listed(reviewed) };
    case 'record-inspection-list':
      return { list: listed(reviewed) };
    case 'record-candidates-to-be':
      return { list: listed(rows.filter(({ inspected }) => inspected)) };
    case 'request-approval':
    case 'request-approval-on-paper':
      return { list: listed(candidates) };
    case 'enter-count':
      return { count: { votes: votes(candidates) } };
    case 'record-appraisal':
      return { members: page.sitting.filter(({ body }) => body === 'party').map(({ personId }) => ({ personId })) };
    case 'post-notice':
      return { persons: candidates.map(({ personId }) => personId), places: [''] };
    case 'record-congress':
      return { scrutineers: [], tellers: [] };
    case 'announce-result':
    case 'announce-result-on-paper':
      return { deputySecretaries: [] };
    default:
      return {};
  }
}

function byVotes(rows: readonly NomineeRow[]): readonly NomineeRow[] {
  return [...rows].sort((x, y) => (y.recommendedVotes ?? 0) - (x.recommendedVotes ?? 0));
}
