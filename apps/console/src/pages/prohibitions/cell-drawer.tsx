import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useFindings } from '../../api/queries.js';
import type { ProhibitionMatrix } from '../../api/types.js';
import { useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { CELL_LOOK } from '../../theme.js';
import { Nothing } from '../../widgets/loaded.js';
import { lookStyle } from '../../widgets/outcome.js';

const COUNTS = [
  'confirmed',
  'indicated',
  'underCheck',
  'dismissed',
  'notEvaluable',
  'notYetDue',
  'kept',
  'notApplicable',
] as const;

/** One cell opened: how many results say what, and the rules and subjects that its word rests on. */
export function CellDrawer({
  data,
  cell: address,
  asOf,
  onClose,
}: {
  readonly data: ProhibitionMatrix;
  /** `C02:3`, from the address. */
  readonly cell: string | null;
  readonly asOf: string | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { may } = useSession();
  const [code = '', no] = (address ?? '').split(':');
  const findings = useFindings(
    { community: code, ...(asOf === undefined ? {} : { asOf }) },
    code !== '' && may('findings.read'),
  );
  const row = data.items.findIndex((item) => item.no === no);
  const community = data.communities.find((one) => one.code === code);
  const cell = community?.cells[row];
  const item = data.items[row];
  if (community === undefined || cell === undefined || item === undefined) return null;
  const query = asOf === undefined ? '' : `asOf=${asOf}`;
  // What was raised has its own page; anything else stands among the community's results.
  const placeOf = (rule: string, subject: string) => {
    const finding = findings.data?.items.find((one) => one.rule === rule && one.subject === subject);
    return finding === undefined
      ? `/app/communities/${community.code}?tab=rules&${query}`
      : `/app/findings/${finding.findingId}?${query}`;
  };
  return (
    <Drawer
      open
      size={560}
      title={t('prohibitions.title', { community: community.name, text: words(item.text) })}
      onClose={onClose}
    >
      <div className="stack">
        <p>
          <span className="outcome" style={lookStyle(CELL_LOOK[cell.state])}>
            {t(`prohibitions.state.${cell.state}`)}
          </span>{' '}
          <span className="muted">{t(`prohibitions.means.${cell.state}`)}</span>
        </p>
        <dl className="facts">
          {COUNTS.filter((kind) => cell.counts[kind] > 0).map((kind) => (
            <div key={kind}>
              <dt>{t(`prohibitions.count.${kind}`)}</dt>
              <dd className="tabular">{cell.counts[kind]}</dd>
            </div>
          ))}
        </dl>
        <section aria-labelledby="behind">
          <h2 id="behind">{t('prohibitions.behind')}</h2>
          {cell.behind.length === 0 ? (
            <Nothing text={t('prohibitions.nothingBehind')} />
          ) : (
            <ul className="behind">
              {cell.behind.map(({ rule, title, subject, subjectName }) => (
                <li key={`${rule} ${subject}`}>
                  <Link to={placeOf(rule, subject)}>
                    <span className="tabular">{rule}</span> {words(title)}
                  </Link>
                  {subjectName !== '' && <span className="muted"> · {subjectName}</span>}
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </Drawer>
  );
}
