import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { findingStatusWords } from '../../../../../libs/supervision/src/finding/words.js';
import { useCommandForms } from '../../api/queries.js';
import { useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { useAsOf } from '../../widgets/as-of.js';
import type { FindingItem } from './finding-word.js';

/** What somebody proposed and why, while it waits for a second person. */
export function Proposal({ finding: { proposal } }: { readonly finding: FindingItem }) {
  const { t } = useTranslation();
  const words = useWords();
  if (proposal === undefined) return null;
  const conclusion = words(findingStatusWords[proposal.conclusion as 'confirmed']);
  return (
    <p>
      <b>{t('community.findings.proposedBy', { name: proposal.byName, conclusion })}</b> {proposal.reason}
    </p>
  );
}

/** What the present person may do next; nobody approves what they proposed themselves. */
export function FindingActions({ finding, from }: { readonly finding: FindingItem; readonly from: string }) {
  const { t } = useTranslation();
  const { may, session } = useSession();
  const asOf = useAsOf();
  const { data } = useCommandForms(may('elections.record'));
  const can = (verb: string) =>
    asOf === undefined && data?.commands.some((form) => form.plural === 'findings' && form.verb === verb) === true;
  const { status, proposal } = finding;
  const own = proposal?.by === session?.account?.personId;
  const link = (verb: string, text: string, more: Readonly<Record<string, string>> = {}) => (
    <Link key={verb} to={entryOn(finding, verb, from, more)}>
      {text}
    </Link>
  );
  const offered = [
    status === 'indicated' && can('take-finding') && link('take-finding', t('community.findings.take')),
    status === 'under-check' &&
      can('propose-conclusion') &&
      link('propose-conclusion', t('community.findings.propose')),
    ...(proposal === undefined
      ? []
      : [
          can('approve-conclusion') &&
            !own &&
            link('approve-conclusion', t('community.findings.approve'), { 'f.proposal': proposal.event }),
          can('return-conclusion') &&
            link('return-conclusion', t('community.findings.return'), { 'f.proposal': proposal.event }),
        ]),
  ].filter((one) => one !== false);
  return (
    <>
      {offered.length > 0 && <span className="row">{offered}</span>}
      {proposal !== undefined && own && <div className="muted small">{t('community.findings.own')}</div>}
    </>
  );
}

/** The form of an act on a finding; it carries the revision that the page showed. */
function entryOn(
  { findingId, revision, unit }: FindingItem,
  verb: string,
  from: string,
  more: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams({ community: unit, id: findingId, rev: String(revision), from, ...more });
  return `/app/entry/findings/${verb}?${query.toString()}`;
}
