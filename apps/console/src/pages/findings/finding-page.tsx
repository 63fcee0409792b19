import '../events/ledger.css';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { useCommunity, useFindings, useObject } from '../../api/queries.js';
import type { RuleRow } from '../../api/types.js';
import { shownTime } from '../../format/dates.js';
import { useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { AsOfPicker, AsOfStrip, useAsOf } from '../../widgets/as-of.js';
import { Facts } from '../../widgets/facts.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { RuleTable } from '../../widgets/rule-table.js';
import { EventRows } from '../events/event-rows.js';
import { FindingActions, Proposal } from './finding-actions.js';
import { type FindingItem, FindingWord } from './finding-word.js';

/** One finding: the sum that gave it, what it rests on, how it was checked, and what may be done next. */
export function FindingPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const asOf = useAsOf();
  const reading = useFindings(asOf === undefined ? {} : { asOf });
  return (
    <Loaded reading={reading}>
      {({ items }) => {
        const finding = items.find(({ findingId }) => findingId === id);
        return finding === undefined ? (
          <Page
            title={t('shell.page.finding')}
            crumbs={[{ to: '/app/findings', title: t('shell.page.findings') }]}
            actions={<AsOfPicker />}
          >
            <AsOfStrip />
            <Nothing text={t('community.findings.notThere')} />
          </Page>
        ) : (
          <Finding finding={finding} />
        );
      }}
    </Loaded>
  );
}

function Finding({ finding }: { readonly finding: FindingItem }) {
  const { t } = useTranslation();
  const words = useWords();
  const { may } = useSession();
  return (
    <Page
      title={`${finding.rule} ${words(finding.title)}`}
      sub={finding.unitName}
      crumbs={[{ to: '/app/findings', title: t('shell.page.findings') }]}
      actions={<AsOfPicker />}
    >
      <AsOfStrip />
      <div className="stack">
        <section className="panel stack">
          <Facts
            columns={2}
            items={[
              [t('common.status'), <FindingWord key="s" status={finding.status} />],
              [t('community.findings.opened'), shownTime(finding.openedAt)],
              [
                t('common.community'),
                <Link key="c" to={`/app/communities/${finding.unit}?tab=rules`}>
                  {finding.unitName}
                </Link>,
              ],
              [t('community.rules.subject'), <Subject key="o" finding={finding} />],
              [
                t('community.rules.rule'),
                <Link key="r" to={`/app/rules?rule=${finding.rule}`}>
                  {finding.rule} {words(finding.title)}
                </Link>,
              ],
              [t('community.rules.arithmetic'), words(finding.arithmetic)],
            ]}
          />
          <Proposal finding={finding} />
          <FindingActions finding={finding} from={`/app/findings/${finding.findingId}`} />
        </section>
        <Result finding={finding} />
        {may('events.read') && <History finding={finding} />}
      </div>
    </Page>
  );
}

function Subject({ finding: { subject, subjectName, unitName } }: { readonly finding: FindingItem }) {
  const [kind = '', id = ''] = subject.split(':');
  const { t } = useTranslation();
  if (kind === 'notice') {
    return <Link to={`/app/notices/${id}`}>{subjectName === '' ? t('shell.page.notice') : subjectName}</Link>;
  }
  const name = subjectName === '' ? unitName : subjectName;
  return kind === 'person' ? <Link to={`/app/people/${id}`}>{name}</Link> : name;
}

/** The rule as it is judged now, with the entries that it rests on. */
function Result({ finding }: { readonly finding: FindingItem }) {
  const { t } = useTranslation();
  const asOf = useAsOf();
  const reading = useCommunity(finding.unit.startsWith('C') ? finding.unit : '', asOf);
  const isOf = ({ rule, subject }: RuleRow) => rule === finding.rule && subject === finding.subject;
  if (!finding.unit.startsWith('C')) return null;
  return (
    <section className="panel" aria-labelledby="finding-result">
      <h2 id="finding-result">{t('community.findings.result')}</h2>
      <Loaded reading={reading}>
        {({ rules }) => {
          const rows = rules.filter(isOf);
          return rows.length === 0 ? (
            <Nothing text={t('community.findings.noResult')} />
          ) : (
            <RuleTable rows={rows} grouped={false} />
          );
        }}
      </Loaded>
    </section>
  );
}

function History({ finding }: { readonly finding: FindingItem }) {
  const { t } = useTranslation();
  const reading = useObject(finding.stream, useAsOf());
  return (
    <section className="panel" aria-labelledby="finding-history">
      <h2 id="finding-history">{t('community.findings.history')}</h2>
      <Loaded reading={reading}>
        {({ events }) => (
          <>
            <EventRows rows={events} />
            <p>
              <Link to={`/app/objects/${finding.stream}`}>{t('shell.page.object')}</Link>
            </p>
          </>
        )}
      </Loaded>
    </section>
  );
}
