import { findingStatusWords } from '../../../../../libs/supervision/src/finding/words.js';
import type { FindingList } from '../../api/types.js';
import { useWords } from '../../i18n/index.js';
import { CELL_LOOK } from '../../theme.js';
import { type Look, lookStyle } from '../../widgets/outcome.js';

/** A finding with the community, or the street, that it is about. */
export type FindingItem = FindingList['items'][number];
export type FindingStatus = FindingItem['status'];

const LOOKS: Readonly<Record<FindingStatus, Look>> = {
  indicated: CELL_LOOK.indicated,
  'under-check': CELL_LOOK['under-check'],
  proposed: CELL_LOOK['under-check'],
  confirmed: CELL_LOOK.confirmed,
  dismissed: CELL_LOOK['nothing-found'],
  cleared: CELL_LOOK['nothing-found'],
  'not-applicable': CELL_LOOK['not-applicable'],
};

/** What waits for somebody first, then what is decided. */
export const FINDING_STATUSES: readonly FindingStatus[] = [
  'proposed',
  'under-check',
  'indicated',
  'confirmed',
  'dismissed',
  'cleared',
  'not-applicable',
];

export function FindingWord({ status }: { readonly status: FindingStatus }) {
  const words = useWords();
  return (
    <span className="outcome" style={lookStyle(LOOKS[status])}>
      {words(findingStatusWords[status])}
    </span>
  );
}
