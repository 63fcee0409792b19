import type { DataOf, Entry, Journal } from '#kernel';
import {
  type Conclusion,
  FindingConcluded,
  FindingProposed,
  FindingReturned,
  FindingTaken,
  IndicationCleared,
  IndicationOpened,
} from './events.js';

export type Indication = Entry<DataOf<typeof IndicationOpened>>;

export const FINDING_STATUSES = [
  'none',
  'indicated',
  'cleared',
  'under-check',
  'proposed',
  'confirmed',
  'dismissed',
  'not-applicable',
] as const;
export type FindingStatus = (typeof FINDING_STATUSES)[number];

interface Known {
  /** The newest opening of the indication. */
  readonly indication: Indication;
  /** Set while the rule’s result no longer points at a breach. */
  readonly cleared?: Entry<DataOf<typeof IndicationCleared>>;
}

/** A finding by its status: what has not happened has no field. */
export type Finding =
  | { readonly status: 'none' }
  | (Known & { readonly status: 'indicated' | 'cleared' })
  | (Known & { readonly status: 'under-check'; readonly taken: Entry<DataOf<typeof FindingTaken>> })
  | (Known & {
      readonly status: 'proposed';
      readonly taken: Entry<DataOf<typeof FindingTaken>>;
      readonly proposal: Entry<DataOf<typeof FindingProposed>>;
    })
  | (Known & { readonly status: Conclusion; readonly concluded: Entry<DataOf<typeof FindingConcluded>> });

const FOLDED: ReadonlySet<string> = new Set([
  IndicationOpened.type,
  IndicationCleared.type,
  FindingTaken.type,
  FindingProposed.type,
  FindingReturned.type,
  FindingConcluded.type,
]);

/** Folds a finding’s stream. An event that does not belong there, or not at that place, is an error. */
export function findingOf(journal: Journal): Finding {
  const entries = Object.values(journal.entries)
    .flat()
    .sort((x, y) => x.rev - y.rev);
  return entries.reduce<Finding>(afterEvent, { status: 'none' });
}

function afterEvent(finding: Finding, entry: Entry): Finding {
  if (!FOLDED.has(entry.type)) throw new Error(`${entry.stream} holds ${entry.type}, which is no event of a finding`);
  if (entry.type === IndicationOpened.type) return opened(finding, entry as Indication);
  if (finding.status === 'none') throw new Error(`${entry.stream} begins with ${entry.type}`);
  switch (entry.type) {
    case IndicationCleared.type: {
      const cleared = entry as Entry<DataOf<typeof IndicationCleared>>;
      return finding.status === 'indicated' ? { ...finding, status: 'cleared', cleared } : { ...finding, cleared };
    }
    case FindingTaken.type: {
      const { indication, cleared } = finding;
      const taken = entry as Entry<DataOf<typeof FindingTaken>>;
      return { status: 'under-check', indication, taken, ...(cleared === undefined ? {} : { cleared }) };
    }
    case FindingProposed.type: {
      if (finding.status !== 'under-check') throw misplaced(finding, entry);
      return { ...finding, status: 'proposed', proposal: entry as Entry<DataOf<typeof FindingProposed>> };
    }
    case FindingReturned.type: {
      if (finding.status !== 'proposed') throw misplaced(finding, entry);
      const { proposal: _proposal, ...rest } = finding;
      return { ...rest, status: 'under-check' };
    }
    default: {
      if (finding.status !== 'under-check' && finding.status !== 'proposed') throw misplaced(finding, entry);
      const { indication, cleared } = finding;
      const concluded = entry as Entry<DataOf<typeof FindingConcluded>>;
      const { conclusion } = concluded.data;
      return { status: conclusion, indication, concluded, ...(cleared === undefined ? {} : { cleared }) };
    }
  }
}

/**
 * Opened again while a person works on it, it stays with that person, and a confirmed finding stands; after any other
 * conclusion it is a new matter.
 */
function opened(finding: Finding, indication: Indication): Finding {
  if (finding.status === 'under-check' || finding.status === 'proposed' || finding.status === 'confirmed') {
    const { cleared: _cleared, ...rest } = finding;
    return { ...rest, indication };
  }
  return { status: 'indicated', indication };
}

function misplaced({ status }: Finding, { stream, type, rev }: Entry): Error {
  return new Error(`${stream} revision ${rev}: ${type} does not follow ${status}`);
}
