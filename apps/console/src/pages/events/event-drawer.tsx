import './ledger.css';
import { Drawer, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useEvent } from '../../api/queries.js';
import type { EventDetail } from '../../api/types.js';
import { isLate, shownSeconds, shownTime } from '../../format/dates.js';
import { entryNumber } from '../../format/entry-number.js';
import { useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { EventLink } from '../../widgets/event-link.js';
import { Facts } from '../../widgets/facts.js';
import { Loaded } from '../../widgets/loaded.js';
import { useRoleTitle } from '../../widgets/roles.js';
import { useUnitName } from '../../widgets/units.js';
import { CorrectionEntry } from './correction-entry.js';
import { ProofView } from './proof-view.js';
import { RawView } from './raw-view.js';

/** One event in four views: a sentence, the change field by field, the raw bytes, the proof. */
export function EventDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const { may } = useSession();
  const reading = useEvent(id);
  const title = reading.data === undefined ? t('events.event') : words(reading.data.row.title);
  return (
    <Drawer open size={760} title={title} onClose={onClose} destroyOnHidden>
      <Loaded reading={reading}>
        {(detail) => (
          <Tabs
            items={[
              { key: 'sentence', label: t('events.view.sentence'), children: <SentenceView detail={detail} /> },
              { key: 'change', label: t('events.view.change'), children: <ChangeView detail={detail} /> },
              { key: 'raw', label: t('events.view.raw'), children: <RawView detail={detail} /> },
              ...(may('ledger.proofs')
                ? [{ key: 'proof', label: t('events.view.proof'), children: <ProofView detail={detail} /> }]
                : []),
            ]}
          />
        )}
      </Loaded>
    </Drawer>
  );
}

function SentenceView({ detail }: { readonly detail: EventDetail }) {
  const { t } = useTranslation();
  const words = useWords();
  const roleTitle = useRoleTitle();
  const unitName = useUnitName();
  const { may } = useSession();
  const { row, corrects } = detail;
  const late = isLate(row.on, row.at);
  return (
    <div className="stack">
      <p className={row.supersededBy === undefined ? 'event-sentence' : 'event-sentence struck'}>
        {words(row.sentence)}
      </p>
      {row.supersededBy !== undefined && (
        <p>
          {t('events.superseded')} <EventLink id={row.supersededBy}>{t('events.supersededBy')}</EventLink>
        </p>
      )}
      {corrects !== undefined && (
        <p>
          {t('events.corrects')} <EventLink id={corrects}>{t('events.corrected')}</EventLink>
        </p>
      )}
      <Facts
        columns={2}
        items={[
          [
            t('events.where'),
            may('elections.read') && /^C\d/.test(row.unit) ? (
              <Link key="u" to={`/app/communities/${row.unit}`}>
                {unitName(row.unit)}
              </Link>
            ) : (
              unitName(row.unit)
            ),
          ],
          [t('common.recordedBy'), `${row.actor.name}（${roleTitle(row.actor.role)}）`],
          [t('common.statedOn'), row.on === undefined ? t('common.none') : shownTime(row.on)],
          [
            t('common.recordedAt'),
            <span key="at">
              {shownSeconds(row.at)} {late && <span className="tag-late">{t('common.late')}</span>}
            </span>,
          ],
          [
            t('events.position'),
            <span key="p" className="tabular">
              {t('events.numberAndPosition', { n: entryNumber(row.position), position: row.position })}
            </span>,
          ],
          [t('events.sealedState'), detail.sealed ? t('events.sealed') : t('events.notSealed')],
          [
            t('events.object'),
            <Link key="o" to={`/app/objects/${encodeURIComponent(row.stream)}`}>
              {row.stream}
            </Link>,
          ],
          [
            t('events.revision'),
            <span key="r" className="tabular">
              {row.rev}
            </span>,
          ],
        ]}
      />
      <p>
        <Link to={`/app/events?stream=${encodeURIComponent(row.stream)}`}>{t('events.objectEvents')}</Link>
      </p>
      <CorrectionEntry detail={detail} />
    </div>
  );
}

function ChangeView({ detail }: { readonly detail: EventDetail }) {
  const { t } = useTranslation();
  const words = useWords();
  const compares = detail.changes.some(({ before }) => before !== undefined);
  return (
    <div className="stack">
      {detail.changes.length === 0 && <p className="muted">{t('events.noChanges')}</p>}
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('events.field')}</th>
            {compares && <th scope="col">{t('events.before')}</th>}
            <th scope="col">{compares ? t('events.after') : t('events.value')}</th>
          </tr>
        </thead>
        <tbody>
          {detail.changes.map(({ field, label, before, after }) => (
            <tr key={field}>
              <th scope="row">{words(label)}</th>
              {compares && <td className="struck">{before ?? t('common.none')}</td>}
              <td>{after ?? t('common.none')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {detail.commitments.length > 0 && (
        <>
          <h3 className="panel-title">{t('events.commitments')}</h3>
          <p className="muted">{t('events.commitmentsNote')}</p>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('events.field')}</th>
                <th scope="col">{t('events.commitment')}</th>
                <th scope="col">{t('common.status')}</th>
              </tr>
            </thead>
            <tbody>
              {detail.commitments.map(({ path, commitment, state }) => (
                <tr key={path}>
                  <th scope="row">{path}</th>
                  <td className="mono">{commitment}</td>
                  <td>{t(`events.commitmentState.${state}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}
