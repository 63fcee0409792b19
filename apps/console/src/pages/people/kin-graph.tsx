import { useTranslation } from 'react-i18next';
import type { PersonPage } from '../../api/types.js';

type Relation = PersonPage['relations'][number];

const WIDTH = 460;
const MOST = 12;
const BOX = { width: 84, height: 28 };

/** The person in the middle, relatives around; near relatives by a thick line, others dashed. The list says the same. */
export function KinGraph({ name, relations }: { readonly name: string; readonly relations: readonly Relation[] }) {
  const { t } = useTranslation();
  const drawn = relations.slice(0, MOST);
  const height = heightFor(drawn.length);
  const placed = drawn.map((relation, i) => ({ relation, ...place(i, drawn.length, height) }));
  return (
    <figure className="kin-graph">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={t('people.graph', { name, n: relations.length })}>
        {placed.map(({ relation, x, y }) => (
          <line
            key={relation.event}
            x1={WIDTH / 2}
            y1={height / 2}
            x2={x}
            y2={y}
            className={relation.near ? 'kin-line near' : 'kin-line'}
          />
        ))}
        {placed.map(({ relation, x, y }) => (
          <g key={relation.event}>
            <Box x={x} y={y} text={relation.name} strong={false} />
            <Label x={(x + WIDTH / 2) / 2} y={(y + height / 2) / 2} text={relation.kind} />
          </g>
        ))}
        <Box x={WIDTH / 2} y={height / 2} text={name} strong />
      </svg>
      <figcaption className="muted small">
        {[
          ...(relations.some(({ near }) => near) ? [t('people.graphNear')] : []),
          ...(relations.some(({ near }) => !near) ? [t('people.graphOther')] : []),
          ...(relations.length > MOST ? [t('people.graphFirst', { n: MOST })] : []),
        ].join(' · ')}
      </figcaption>
    </figure>
  );
}

/** Few relatives stand beside the person, more of them around. */
const heightFor = (n: number): number => (n <= 2 ? 90 : n <= 5 ? 220 : 300);

/** Places on an ellipse, beginning on the right. */
function place(i: number, of: number, height: number): { readonly x: number; readonly y: number } {
  const angle = (i / of) * 2 * Math.PI - (of <= 2 ? 0 : Math.PI / 6);
  return {
    x: WIDTH / 2 + Math.cos(angle) * (WIDTH / 2 - BOX.width / 2 - 4),
    y: height / 2 + Math.sin(angle) * (height / 2 - BOX.height / 2 - 4),
  };
}

function Box({
  x,
  y,
  text,
  strong,
}: {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly strong: boolean;
}) {
  const shown = text.length > 6 ? `${text.slice(0, 5)}…` : text;
  return (
    <>
      <rect
        x={x - BOX.width / 2}
        y={y - BOX.height / 2}
        width={BOX.width}
        height={BOX.height}
        rx={4}
        className={strong ? 'kin-box own' : 'kin-box'}
      />
      <text x={x} y={y} className={strong ? 'kin-name own' : 'kin-name'}>
        {shown}
      </text>
    </>
  );
}

function Label({ x, y, text }: { readonly x: number; readonly y: number; readonly text: string }) {
  return (
    <text x={x} y={y} className="kin-label">
      {text}
    </text>
  );
}
