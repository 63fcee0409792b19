import '../events/ledger.css';
import { Checkbox, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { useObject } from '../../api/queries.js';
import type { ObjectHistory } from '../../api/types.js';
import { useWords } from '../../i18n/index.js';
import { EventLink } from '../../widgets/event-link.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { useUnitName } from '../../widgets/units.js';
import { EventTable } from '../events/event-table.js';
import { DifferenceTable } from './difference-table.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** An object as it stood on a day, held against another day, and everything that was recorded of it. */
export function ObjectHistoryPage() {
  const { t } = useTranslation();
  const words = useWords();
  const unitName = useUnitName();
  const { stream = '' } = useParams();
  const [params] = useSearchParams();
  const dayIn = (name: string) => (DAY.test(params.get(name) ?? '') ? (params.get(name) ?? undefined) : undefined);
  const asOf = dayIn('asOf');
  const against = dayIn('against');
  const reading = useObject(stream, asOf);
  const place = unitName(reading.data?.events[0]?.unit);
  return (
    <Page
      title={reading.data === undefined ? t('shell.page.object') : `${place} ${words(reading.data.title)}`.trim()}
      sub={
        <>
          {t('shell.page.object')} <span className="mono">{stream}</span>
        </>
      }
      crumbs={[{ to: '/app/events', title: t('shell.page.events') }]}
      actions={<Link to={`/app/events?stream=${encodeURIComponent(stream)}`}>{t('events.objectEvents')}</Link>}
    >
      <div className="stack">
        <Days asOf={asOf} against={against} />
        <Loaded reading={reading}>
          {(data) => (
            <>
              {against === undefined ? (
                <State data={data} asOf={asOf} />
              ) : (
                <Compared stream={stream} data={data} asOf={asOf} against={against} />
              )}
              <section className="table-card" aria-labelledby="object-events">
                <h2 id="object-events" className="table-bar panel-title">
                  {t('events.objects.events', { n: data.events.length })}
                </h2>
                {data.events.length === 0 ? (
                  <div className="table-bar">
                    <Nothing text={t('events.objects.noEvents')} />
                  </div>
                ) : (
                  <EventTable rows={data.events} caption={t('events.objects.events', { n: data.events.length })} />
                )}
              </section>
            </>
          )}
        </Loaded>
      </div>
    </Page>
  );
}

function Days({ asOf, against }: { readonly asOf: string | undefined; readonly against: string | undefined }) {
  const { t } = useTranslation();
  const [, setParams] = useSearchParams();
  const set = (name: string, day: string | undefined) =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      if (day === undefined) next.delete(name);
      else next.set(name, day);
      return next;
    });
  const choice = (name: string, label: string, value: string | undefined, placeholder: string) => (
    <div>
      <label htmlFor={`day-${name}`}>{label}</label>
      <DatePicker
        id={`day-${name}`}
        value={value === undefined ? null : dayjs(value)}
        placeholder={placeholder}
        onChange={(day) => set(name, day === null ? undefined : day.format('YYYY-MM-DD'))}
      />
    </div>
  );
  return (
    <section className="panel day-choice">
      {choice('asOf', t('events.objects.asOf'), asOf, t('events.objects.today'))}
      {choice('against', t('events.objects.compare'), against, t('common.choose'))}
      <p className="muted small">{t('events.objects.note')}</p>
    </section>
  );
}

function State({ data, asOf }: { readonly data: ObjectHistory; readonly asOf: string | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <section className="table-card" aria-labelledby="object-state">
      <h2 id="object-state" className="table-bar panel-title">
        {t('events.objects.facts')}
        <span className="muted small">
          {asOf === undefined ? t('events.objects.stateNow') : t('events.objects.stateOf', { day: asOf })}
          {data.revision >= 0 && ` · ${t('events.objects.revision', { n: data.revision })}`}
        </span>
      </h2>
      {data.facts.length === 0 ? (
        <div className="table-bar">
          <Nothing text={t('events.objects.none')} />
        </div>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('events.objects.entry')}</th>
              <th scope="col">{t('events.objects.content')}</th>
            </tr>
          </thead>
          <tbody>
            {data.facts.map(({ key, label, value, event }) => (
              <tr key={key}>
                <th scope="row" className="nowrap">
                  {words(label)}
                </th>
                <td>
                  <EventLink id={event}>{value}</EventLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Compared({
  stream,
  data,
  asOf,
  against,
}: {
  readonly stream: string;
  readonly data: ObjectHistory;
  readonly asOf: string | undefined;
  readonly against: string;
}) {
  const { t } = useTranslation();
  const [onlyDifferent, setOnly] = useState(true);
  const other = useObject(stream, against);
  const name = (day: string | undefined) =>
    day === undefined ? t('events.objects.stateNow') : t('events.objects.stateOf', { day });
  // The earlier day stands left, whichever was chosen first.
  const otherFirst = asOf === undefined || against <= asOf;
  return (
    <Loaded reading={other}>
      {(against2) => (
        <DifferenceTable
          before={otherFirst ? against2.facts : data.facts}
          after={otherFirst ? data.facts : against2.facts}
          beforeName={name(otherFirst ? against : asOf)}
          afterName={name(otherFirst ? asOf : against)}
          onlyDifferent={onlyDifferent}
          choice={
            <Checkbox checked={onlyDifferent} onChange={(change) => setOnly(change.target.checked)}>
              {t('events.objects.onlyDifferent')}
            </Checkbox>
          }
        />
      )}
    </Loaded>
  );
}
