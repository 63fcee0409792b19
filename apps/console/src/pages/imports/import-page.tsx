import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { get } from '../../api/client.js';
import type { ImportReport } from '../../api/types.js';
import { shownTime } from '../../format/dates.js';
import { shortDigest } from '../../forms/fields/file-control.js';
import { useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { Facts } from '../../widgets/facts.js';
import { LinkButton } from '../../widgets/link-button.js';
import { Loaded } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { useUnitName } from '../../widgets/units.js';
import { FaultTable } from './fault-table.js';
import { Decision } from './import-decision.js';
import { ImportProgress, ImportStateWord, isWorking, shownSize, useKindName } from './import-state.js';
import { type ImportStep, ImportSteps } from './import-steps.js';
import { PreviewTable } from './preview-table.js';
import './imports.css';

/** Signals tell at once; asking again finds what a lost connection missed. */
const ASK_AGAIN_MS = 1500;

/** One import: how far it is, what is wrong, what would be recorded, and the decision. */
export function ImportPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const kindName = useKindName();
  const reading = useQuery({
    queryKey: [`/imports/${id}`],
    queryFn: () => get<ImportReport>(`/imports/${id}`),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isWorking(data.state) ? ASK_AGAIN_MS : false),
    meta: { live: true },
  });
  const report = reading.data;
  return (
    <Page
      title={report === undefined ? t('shell.page.imports') : kindName(report.kind)}
      sub={report?.file.name}
      crumbs={[{ to: '/app/imports', title: t('shell.page.imports') }]}
      actions={report?.state === 'ready' && <Decision report={report} />}
    >
      <p className="classified" role="note">
        {t('common.classified')}
      </p>
      <Loaded reading={reading}>{(data) => <Contents report={data} />}</Loaded>
    </Page>
  );
}

const STEP_OF: Readonly<Record<ImportReport['state'], ImportStep | 'done'>> = {
  reading: 'check',
  faults: 'check',
  ready: 'commit',
  unchanged: 'check',
  committing: 'commit',
  applying: 'commit',
  committed: 'done',
  dropped: 'check',
  failed: 'commit',
};

/** Rows of a faulty file are not what would be recorded: the faults are the answer then. */
const hasRows = ({ state, preview }: ImportReport): boolean =>
  state === 'ready' || (preview.length > 0 && state !== 'faults' && state !== 'failed');

function Contents({ report }: { readonly report: ImportReport }) {
  return (
    <div className="stack">
      <Standing report={report} />
      <Notes report={report} />
      {report.faults.length > 0 && <FaultTable report={report} />}
      {hasRows(report) && <PreviewTable report={report} />}
    </div>
  );
}

function Standing({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation();
  const unitName = useUnitName();
  const { state } = report;
  const again = `/app/imports?kind=${report.kind}${report.community === undefined ? '' : `&community=${report.community}`}`;
  return (
    <section className="panel">
      <ImportSteps now={STEP_OF[state]} />
      <div className="stack">
        <div className="row" role="status">
          <ImportStateWord state={state} />
          <span>{t(`imports.stateNote.${state}`)}</span>
        </div>
        {isWorking(state) && <ImportProgress report={report} />}
        <Facts
          columns={4}
          items={[
            [
              t('imports.when'),
              <span key="w" className="tabular">
                {shownTime(report.at)}
              </span>,
            ],
            [t('imports.by'), report.by],
            [
              t('imports.scope'),
              report.community === undefined ? t('imports.communityAny') : unitName(report.community),
            ],
            [
              t('imports.rows'),
              <span key="r" className="tabular">
                {report.state === 'faults' || report.state === 'failed' ? t('common.none') : report.rows}
              </span>,
            ],
            [t('imports.size'), shownSize(report.file.size)],
            [
              t('imports.digest'),
              <span key="d" className="mono" title={report.file.sha256}>
                {shortDigest(report.file.sha256)}
              </span>,
            ],
          ]}
        />
        {(state === 'faults' || state === 'failed' || state === 'unchanged') && (
          <div className="row">
            <LinkButton to={again} primary>
              {t('imports.again')}
            </LinkButton>
            {state !== 'failed' && <Decision report={report} />}
          </div>
        )}
        {state === 'committed' && <Onwards kind={report.kind} />}
      </div>
    </section>
  );
}

/** Where what was imported is seen now. */
function Onwards({ kind }: { readonly kind: string }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const isPeople = kind === 'people' || kind === 'kinship';
  if (isPeople && may('people.read')) return <Link to="/app/people">{t('imports.toPeople')}</Link>;
  return <Link to="/app/overview">{t('imports.toOverview')}</Link>;
}

function Notes({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation();
  const words = useWords();
  const unchanged = report.unchanged ?? 0;
  const notes = report.notes ?? [];
  if (unchanged === 0 && notes.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="import-notes">
      <h2 id="import-notes">{t('imports.notes')}</h2>
      <ul className="import-notes">
        {unchanged > 0 && notes.length === 0 && <li>{t('imports.unchanged', { n: unchanged })}</li>}
        {notes.map((note) => (
          <li key={note.zh}>{words(note)}</li>
        ))}
      </ul>
    </section>
  );
}
