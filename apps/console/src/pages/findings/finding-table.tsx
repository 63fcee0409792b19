import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { shownTime } from '../../format/dates.js';
import { useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { useAsOf } from '../../widgets/as-of.js';
import { FindingActions, Proposal } from './finding-actions.js';
import { type FindingItem, FindingWord } from './finding-word.js';

/** Findings with what the present person may do next on each. */
export function FindingTable({
  rows,
  from,
  ofMany = false,
}: {
  readonly rows: readonly FindingItem[];
  /** The page that a form leads back to. */
  readonly from: string;
  /** Rows of several communities name theirs. */
  readonly ofMany?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('common.status')}</th>
            {ofMany && <th scope="col">{t('common.community')}</th>}
            <th scope="col">{t('community.rules.rule')}</th>
            <th scope="col">{t('community.rules.subject')}</th>
            <th scope="col">{t('community.rules.arithmetic')}</th>
            <th scope="col">{t('common.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((finding) => (
            <Row key={finding.findingId} finding={finding} from={from} ofMany={ofMany} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  finding,
  from,
  ofMany,
}: {
  readonly finding: FindingItem;
  readonly from: string;
  readonly ofMany: boolean;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { may } = useSession();
  const asOf = useAsOf();
  const title = (
    <>
      <b>{finding.rule}</b> {words(finding.title)}
    </>
  );
  return (
    <tr>
      <td className="nowrap">
        <FindingWord status={finding.status} />
      </td>
      {ofMany && <td className="nowrap">{finding.unitName}</td>}
      <td className="finding-rule">
        {may('findings.read') ? (
          <Link to={`/app/findings/${finding.findingId}${asOf === undefined ? '' : `?asOf=${asOf}`}`}>{title}</Link>
        ) : (
          <Link to={`/app/rules?rule=${finding.rule}`}>{title}</Link>
        )}
      </td>
      <td className="finding-subject">{finding.subjectName === '' ? finding.unitName : finding.subjectName}</td>
      <td>
        {words(finding.arithmetic)}
        <div className="muted small">
          {t('community.findings.opened')} {shownTime(finding.openedAt)}
        </div>
        <Proposal finding={finding} />
      </td>
      <td className="nowrap">
        <FindingActions finding={finding} from={from} />
      </td>
    </tr>
  );
}
