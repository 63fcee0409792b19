import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, daysBetween } from '../../format/dates.js';

const Chart = lazy(() => import('./histogram-chart.js').then((it) => ({ default: it.HistogramChart })));

export interface DayCount {
  readonly day: string;
  readonly count: number;
}

/** Events by day as bars and as a table; choosing days in either narrows the list. */
export function Histogram({
  days,
  onSpan,
}: {
  readonly days: readonly DayCount[];
  readonly onSpan: (from: string, to: string) => void;
}) {
  const { t } = useTranslation();
  const filled = useMemo(() => withEmptyDays(days), [days]);
  if (days.length === 0) return null;
  return (
    <section className="panel event-histogram" aria-labelledby="histogram-title">
      <div className="row spread">
        <h2 id="histogram-title">{t('events.histogram')}</h2>
        <span className="muted small">{t('events.histogramNote')}</span>
      </div>
      <Suspense fallback={<p className="muted histogram-chart">{t('events.histogramLoading')}</p>}>
        <Chart days={filled} label={t('events.histogramCount')} onSpan={onSpan} />
      </Suspense>
      <details>
        <summary>{t('events.histogramTable')}</summary>
        <div className="histogram-table">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('common.day')}</th>
                <th scope="col" className="right">
                  {t('events.histogramCount')}
                </th>
              </tr>
            </thead>
            <tbody>
              {days.map(({ day, count }) => (
                <tr key={day}>
                  <th scope="row">
                    <button type="button" className="link-button tabular" onClick={() => onSpan(day, day)}>
                      {day}
                    </button>
                  </th>
                  <td className="right tabular">{count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

/** Longest stretch that is drawn day by day with its empty days; beyond it only days with events are drawn. */
const LONGEST = 800;

/** Days without events between the first and the last stand as zero, so that the axis is true to time. */
function withEmptyDays(days: readonly DayCount[]): readonly DayCount[] {
  const first = days[0]?.day;
  const last = days.at(-1)?.day;
  if (first === undefined || last === undefined || daysBetween(first, last) > LONGEST) return days;
  const counts = new Map(days.map(({ day, count }) => [day, count]));
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, i) => {
    const day = addDays(first, i);
    return { day, count: counts.get(day) ?? 0 };
  });
}
