import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { TimelineItem } from '../../api/types.js';
import { addDays, daysBetween } from '../../format/dates.js';
import { useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';
import { EventLink } from '../../widgets/event-link.js';
import { Nothing } from '../../widgets/loaded.js';

const WIDTH = 1080;
const LEFT = 220;
const ROW = 26;
const TOP = 30;

/** Bars of steps and postings, short postings hatched, limits as ticks; the same as a table underneath. */
export function Timeline({ items }: { readonly items: readonly TimelineItem[] }) {
  const { t } = useTranslation();
  if (items.length === 0) return <Nothing />;
  const days = items.flatMap(({ from, to }) => [from, to ?? from]).sort();
  const first = days[0] ?? '';
  const span = Math.max(14, daysBetween(first, days.at(-1) ?? first) + 2);
  const x = (day: string) => LEFT + (daysBetween(first, day) / span) * (WIDTH - LEFT - 20);
  const bars = items.filter(({ kind }) => kind === 'step' || kind === 'notice');
  const marks = items.filter(({ kind }) => kind === 'event' || kind === 'planned' || kind === 'legal');
  const height = TOP + bars.length * ROW + 40;
  return (
    <div className="stack">
      <div className="table-scroll">
        <svg
          className="timeline"
          viewBox={`0 0 ${WIDTH} ${height}`}
          role="img"
          aria-label={t('community.timeline.drawing')}
        >
          <defs>
            <pattern id="short" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="6" height="6" fill="#fcefd0" />
              <rect width="3" height="6" fill="#b42318" />
            </pattern>
          </defs>
          <Months first={first} span={span} x={x} height={height} />
          {bars.map((item, i) => (
            <Bar
              key={`${item.kind} ${item.step ?? ''} ${item.from} ${item.event ?? ''}`}
              item={item}
              y={TOP + i * ROW}
              x={x}
            />
          ))}
          {marks.map((item) => (
            <Mark
              key={`${item.kind} ${item.from} ${item.title.zh} ${item.event ?? ''}`}
              item={item}
              x={x}
              height={height}
            />
          ))}
        </svg>
      </div>
      <Legend />
      <TimelineTable items={items} />
    </div>
  );
}

function Months({
  first,
  span,
  x,
  height,
}: {
  readonly first: string;
  readonly span: number;
  readonly x: (day: string) => number;
  readonly height: number;
}) {
  const starts: string[] = [];
  for (let i = 0; i <= span; i++) {
    const day = addDays(first, i);
    if (i === 0 || day.endsWith('-01') || (span < 120 && day.endsWith('-15'))) starts.push(day);
  }
  return (
    <g>
      {starts.map((day, i) => (
        <g key={day}>
          <line x1={x(day)} y1={TOP - 8} x2={x(day)} y2={height - 30} stroke="#e6eaef" />
          {/* A first day close before the next label would be written over. */}
          {!(i === 0 && daysBetween(day, starts[1] ?? day) < span / 14) && (
            <text x={x(day)} y={16} className="timeline-text">
              {day}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

function Bar({ item, y, x }: { readonly item: TimelineItem; readonly y: number; readonly x: (day: string) => number }) {
  const { t } = useTranslation();
  const words = useWords();
  const notice = item.kind === 'notice';
  const from = x(item.from);
  const width = Math.max(6, x(item.to ?? item.from) - from);
  const step = item.step;
  const label = step === undefined || step === 0 ? words(item.title) : `${step} ${words(item.title)}`;
  return (
    <g>
      <title>{`${label} ${item.from} – ${item.to ?? ''}`}</title>
      <text x={LEFT - 8} y={y + 14} textAnchor="end" className="timeline-text">
        {label.length > 17 ? `${label.slice(0, 16)}…` : label}
      </text>
      <rect
        x={from}
        y={y + 3}
        width={width}
        height={14}
        fill={item.short === true ? 'url(#short)' : notice ? '#7fb08f' : '#5b87b8'}
        stroke={item.short === true ? '#b42318' : notice ? '#1d6339' : '#1f4e8c'}
        strokeDasharray={item.to === undefined ? '4 2' : undefined}
      />
      {item.late === true && (
        <text x={from + width + 4} y={y + 14} className="timeline-text late">
          {t('community.timeline.late')}
        </text>
      )}
    </g>
  );
}

function Mark({
  item,
  x,
  height,
}: {
  readonly item: TimelineItem;
  readonly x: (day: string) => number;
  readonly height: number;
}) {
  const words = useWords();
  const at = x(item.from);
  const bottom = height - 28;
  const colour = item.kind === 'legal' ? '#b42318' : item.kind === 'planned' ? '#7a4d05' : '#14283f';
  return (
    <g>
      <title>{`${words(item.title)} ${item.from}`}</title>
      <line
        x1={at}
        y1={TOP - 6}
        x2={at}
        y2={bottom}
        stroke={colour}
        strokeDasharray={item.kind === 'event' ? undefined : '3 3'}
      />
      {item.kind === 'legal' && <path d={`M${at - 4} ${bottom} h8 v6 h-8 z`} fill={colour} />}
      {item.kind === 'planned' && <path d={`M${at} ${bottom - 2} l5 9 h-10 z`} fill="#fff" stroke={colour} />}
      {item.kind === 'event' && <circle cx={at} cy={bottom + 3} r={4} fill={colour} />}
    </g>
  );
}

function Legend() {
  const { t } = useTranslation();
  return (
    <ul className="row legend small">
      <li>
        <span className="swatch step" /> {t('community.timeline.legendStep')}
      </li>
      <li>
        <span className="swatch notice" /> {t('community.timeline.legendNotice')}
      </li>
      <li>
        <span className="swatch short" /> {t('community.timeline.legendShort')}
      </li>
      <li>
        <span className="swatch legal" /> {t('community.timeline.legendLegal')}
      </li>
      <li>
        <span className="swatch planned">△</span> {t('community.timeline.legendPlanned')}
      </li>
      <li>
        <span className="swatch event">●</span> {t('community.timeline.legendEvent')}
      </li>
    </ul>
  );
}

function TimelineTable({ items }: { readonly items: readonly TimelineItem[] }) {
  const { t } = useTranslation();
  const { may } = useSession();
  return (
    <table className="plain-table">
      <caption className="visually-hidden">{t('community.timeline.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('common.from')}</th>
          <th scope="col">{t('common.to')}</th>
          <th scope="col">{t('community.timeline.kindTitle')}</th>
          <th scope="col">{t('community.timeline.what')}</th>
          <th scope="col">{t('community.timeline.remark')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={`${item.kind} ${item.from} ${item.title.zh} ${item.event ?? ''}`}>
            <td className="tabular nowrap">{item.from}</td>
            <td className="tabular nowrap">{item.to ?? (item.kind === 'step' ? t('community.timeline.open') : '')}</td>
            <td>{t(`community.timeline.kind.${item.kind}`)}</td>
            <td>
              <What item={item} linked={may('events.read')} />
            </td>
            <td>
              {item.short === true && <b className="bad">{t('community.timeline.short')} </b>}
              {item.late === true && <span className="tag-late">{t('community.timeline.late')}</span>}
              {item.step !== undefined && item.kind === 'step' && item.step > 0 && t('common.steps', { n: item.step })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function What({ item, linked }: { readonly item: TimelineItem; readonly linked: boolean }) {
  const words = useWords();
  if (item.event === undefined || !linked) return words(item.title);
  // A posting is named by its stream, a milestone by its event.
  if (item.kind === 'notice') {
    return <Link to={`/app/notices/${item.event.slice('notice-'.length)}`}>{words(item.title)}</Link>;
  }
  return <EventLink id={item.event}>{words(item.title)}</EventLink>;
}
