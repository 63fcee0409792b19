import type { KnownFinding } from '#projections';
import { type RuleIndex, themesOf } from '#supervision';
import type { FindingRow, Shape } from '../api/shapes.js';
import { type Names, named, subjectName } from './names.js';

/** A finding as pages show it; the status in the scale of the inspectors. */
export function findingRow(
  { stream, revision, rule, subject, finding }: KnownFinding,
  index: RuleIndex,
  names: Names,
): Shape<typeof FindingRow> | undefined {
  if (finding.status === 'none') return undefined;
  const known = index.byId.get(rule)?.rule;
  const { indication } = finding;
  return {
    stream,
    findingId: stream.slice('finding-'.length),
    rule,
    title: known?.title ?? { zh: rule, en: rule },
    subject,
    subjectName: subjectName(subject, names),
    status: finding.status,
    arithmetic: named(indication.data.arithmetic, names),
    openedAt: indication.at,
    themes: known === undefined ? [] : [...themesOf(known)],
    ...(finding.status === 'proposed'
      ? {
          proposal: {
            event: finding.proposal.id,
            conclusion: finding.proposal.data.conclusion,
            reason: finding.proposal.data.reason,
            by: finding.proposal.actor.id,
            byName: names.actor(finding.proposal.actor.id),
          },
        }
      : {}),
    revision,
  };
}
