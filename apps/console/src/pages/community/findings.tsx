import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { findingStatusWords } from '../../../../../libs/supervision/src/finding/words.js';
import { useCommandForms } from '../../api/queries.js';
import type { CommunityPage } from '../../api/types.js';
import { shownTime } from '../../format/dates.js';
import { useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { CELL_LOOK } from '../../theme.js';
import { useAsOf } from '../../widgets/as-of.js';
import { Nothing } from '../../widgets/loaded.js';
import { type Look, lookStyle } from '../../widgets/outcome.js';

type Finding = CommunityPage['findings'][number];

/** What the rules indicate and what the inspectors made of it: taken, concluded, approved by a second person. */
export function Findings({ page }: { readonly page: CommunityPage }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="findings">
      <h2 className="panel-title" id="findings">
        {t('community.findings.title')}
      </h2>
      {page.findings.length === 0 ? (
        <Nothing text={t('community.findings.none')} />
      ) : (
        <div className="table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('common.status')}</th>
                <th scope="col">{t('community.rules.rule')}</th>
                <th scope="col">{t('community.rules.subject')}</th>
                <th scope="col">{t('community.rules.arithmetic')}</th>
                <th scope="col">{t('common.actions')}</th>
              </tr>
            </thead>
            <tbody>
              {page.findings.map((finding) => (
                <Row key={finding.findingId} page={page} finding={finding} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row({ page, finding }: { readonly page: CommunityPage; readonly finding: Finding }) {
  const { t } = useTranslation();
  const words = useWords();
  const { may } = useSession();
  return (
    <tr>
      <td className="nowrap">
        <FindingWord status={finding.status} />
      </td>
      <td>
        <Link to={`/app/rules?rule=${finding.rule}`}>
          <b>{finding.rule}</b> {words(finding.title)}
        </Link>
      </td>
      <td>{finding.subjectName === '' ? page.name : finding.subjectName}</td>
      <td>
        {words(finding.arithmetic)}
        <div className="muted small">
          {t('community.findings.opened')} {shownTime(finding.openedAt)}
        </div>
        <Proposal finding={finding} />
      </td>
      <td className="nowrap">
        <Actions page={page} finding={finding} />
        {may('events.read') && (
          <div>
            <Link to={`/app/objects/${finding.stream}`}>{t('community.findings.history')}</Link>
          </div>
        )}
      </td>
    </tr>
  );
}

const LOOKS: Readonly<Record<Finding['status'], Look>> = {
  indicated: CELL_LOOK.indicated,
  'under-check': CELL_LOOK['under-check'],
  proposed: CELL_LOOK['under-check'],
  confirmed: CELL_LOOK.confirmed,
  dismissed: CELL_LOOK['nothing-found'],
  cleared: CELL_LOOK['nothing-found'],
  'not-applicable': CELL_LOOK['not-applicable'],
};

export function FindingWord({ status }: { readonly status: Finding['status'] }) {
  const words = useWords();
  return (
    <span className="outcome" style={lookStyle(LOOKS[status])}>
      {words(findingStatusWords[status])}
    </span>
  );
}

function Proposal({ finding: { proposal } }: { readonly finding: Finding }) {
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
function Actions({ page, finding }: { readonly page: CommunityPage; readonly finding: Finding }) {
  const { t } = useTranslation();
  const { may, session } = useSession();
  const asOf = useAsOf();
  const { data } = useCommandForms(may('elections.record'));
  const can = (verb: string) =>
    asOf === undefined && data?.commands.some((form) => form.plural === 'findings' && form.verb === verb) === true;
  const { status, proposal } = finding;
  const own = proposal?.by === session?.account?.personId;
  const link = (verb: string, text: string, more: Readonly<Record<string, string>> = {}) => (
    <Link key={verb} to={entryOn(page, finding, verb, more)}>
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
export function entryOn(
  page: Pick<CommunityPage, 'code'>,
  { findingId, revision }: Pick<Finding, 'findingId' | 'revision'>,
  verb: string,
  more: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams({
    community: page.code,
    id: findingId,
    rev: String(revision),
    from: `/app/communities/${page.code}?tab=rules`,
    ...more,
  });
  return `/app/entry/findings/${verb}?${query.toString()}`;
}
