import { useTranslation } from 'react-i18next';
import { findingStatusWords } from '../../../../../libs/supervision/src/finding/words.js';
import { useEvent } from '../../api/queries.js';
import type { EventDetail } from '../../api/types.js';
import { shownTime } from '../../format/dates.js';
import type { Labels } from '../../forms/labels.js';
import { useWords } from '../../i18n/index.js';
import { EventLink } from '../../widgets/event-link.js';
import { Facts } from '../../widgets/facts.js';
import { Loaded } from '../../widgets/loaded.js';

/** What a second person decides on: who proposes what and why, for a correction the old values beside the new. */
export function ProposalView({ proposal, labels }: { readonly proposal: string; readonly labels: Labels }) {
  const reading = useEvent(proposal);
  return (
    <Loaded reading={reading}>
      {(detail) => (
        <div className="stack">
          <Head detail={detail} />
          {detail.corrects !== undefined && <Correction detail={detail} corrects={detail.corrects} labels={labels} />}
        </div>
      )}
    </Loaded>
  );
}

function dataOf(detail: EventDetail): Readonly<Record<string, unknown>> {
  return (JSON.parse(detail.leaf) as { data: Record<string, unknown> }).data;
}

function isConclusion(value: unknown): value is keyof typeof findingStatusWords {
  return typeof value === 'string' && Object.hasOwn(findingStatusWords, value);
}

function Head({ detail }: { readonly detail: EventDetail }) {
  const { t } = useTranslation();
  const words = useWords();
  const { row } = detail;
  const { reason, rule, conclusion } = dataOf(detail);
  return (
    <Facts
      columns={2}
      items={[
        ...(typeof rule === 'string' ? [[t('community.rules.rule'), rule] as const] : []),
        ...(isConclusion(conclusion)
          ? [[t('community.findings.conclusion'), words(findingStatusWords[conclusion])] as const]
          : []),
        [t('common.recordedBy'), row.actor.name],
        [t('common.recordedAt'), shownTime(row.at)],
        [t('common.reason'), typeof reason === 'string' ? reason : t('common.none')],
        [
          t('events.event'),
          <EventLink key="event" id={row.id}>
            {t('common.open')}
          </EventLink>,
        ],
      ]}
    />
  );
}

function Correction({
  detail,
  corrects,
  labels,
}: {
  readonly detail: EventDetail;
  readonly corrects: string;
  readonly labels: Labels;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const reading = useEvent(corrects);
  const { replacement } = dataOf(detail) as { replacement?: { on?: string } };
  return (
    <Loaded reading={reading}>
      {(old) => (
        <>
          <p>
            {t('forms.correction.entry')}：<EventLink id={old.row.id}>{words(old.row.sentence)}</EventLink>
          </p>
          {replacement === undefined ? (
            <p>
              <b className="warn">{t('forms.correction.withdraw')}</b>
            </p>
          ) : (
            <Difference old={old} detail={detail} on={replacement.on} labels={labels} />
          )}
        </>
      )}
    </Loaded>
  );
}

const PREFIX = 'replacement/data/';

function Difference({
  old,
  detail,
  on,
  labels,
}: {
  readonly old: EventDetail;
  readonly detail: EventDetail;
  readonly on: string | undefined;
  readonly labels: Labels;
}) {
  const { t } = useTranslation();
  const before = new Map(old.changes.map(({ field, after }) => [field, after]));
  const after = new Map(
    detail.changes.flatMap(({ field, after: value }) =>
      field.startsWith(PREFIX) ? [[field.slice(PREFIX.length), value] as const] : [],
    ),
  );
  const rows = [...new Set([...before.keys(), ...after.keys()])]
    .filter((field) => before.get(field) !== after.get(field))
    .map((field) => ({ label: labels.pointer(`/data/${field}`), was: before.get(field), is: after.get(field) }));
  if (on !== undefined && on !== old.row.on) {
    rows.unshift({
      label: t('common.statedOn'),
      was: old.row.on === undefined ? undefined : shownTime(old.row.on),
      is: shownTime(on),
    });
  }
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('forms.correction.field')}</th>
          <th scope="col">{t('forms.correction.before')}</th>
          <th scope="col">{t('forms.correction.after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, was, is }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="struck">{was ?? t('common.none')}</td>
            <td>
              <b>{is ?? t('common.none')}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
