import type { KnownFinding } from '#projections';
import { type FindingInCell, type ProhibitionList, prohibitionCells, prohibitionLists } from '#supervision';
import type { ProhibitionMatrix, Shape } from '../api/shapes.js';
import { ruleIndexFor } from '../deployment/packs.js';
import type { Who } from '../http/access.js';
import type { Moment } from './moment.js';
import { subjectName } from './names.js';
import type { Readers } from './readers.js';

const OTHER = { zh: '清单各项之外', en: 'Outside the items of the list' };

/** The items of a list against the communities that one may see, now or as of a day. */
export function prohibitionMatrix(
  list: ProhibitionList,
  moment: Moment,
  readers: Readers,
  who: Who,
): Shape<typeof ProhibitionMatrix> {
  const names = readers.names(who);
  const { id, title, documentNumber, provenance, note } = list;
  const text = new Map(list.items.map((item) => [item.no, item]));
  // The rows are those of any community: they hang on the list alone.
  const rows = prohibitionCells([], list).map(({ item }) => item);
  return {
    builtFrom: moment.builtFrom,
    list: {
      id,
      title: { ...title },
      provenance,
      ...(documentNumber === undefined ? {} : { documentNumber }),
      ...(note === undefined ? {} : { note: { ...note } }),
    },
    lists: prohibitionLists.map((one) => ({ id: one.id, title: { ...one.title } })),
    items: rows.map((no) => {
      const item = text.get(no);
      return { no, text: { ...(item?.text ?? OTHER) }, ...(item?.added === true ? { added: true } : {}) };
    }),
    communities: readers.communities(who).map((code) => {
      const index = ruleIndexFor(readers.deployment.facts, code);
      return {
        code,
        name: readers.communityName(code),
        cells: prohibitionCells(moment.results(code), list, moment.findings(code).flatMap(inCell)).map(
          ({ state, counts, behind }) => ({
            state,
            counts: { ...counts },
            behind: behind.map(({ rule, subject }) => ({
              rule,
              title: { ...(index.byId.get(rule)?.rule.title ?? { zh: rule, en: rule }) },
              subject,
              subjectName: subjectName(subject, names),
            })),
          }),
        ),
      };
    }),
  };
}

function inCell({ rule, subject, finding }: KnownFinding): FindingInCell[] {
  return finding.status === 'none' ? [] : [{ rule, subject, status: finding.status }];
}
