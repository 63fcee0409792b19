import { useTranslation } from 'react-i18next';
import type { CheckedProof, CheckName } from '../../proof/check-proof.js';

const STEP = 48;
const WIDTH = 680;
const BOX = 132;
const ASIDE = 200;
const HEIGHT = 28;
const MIDDLE = WIDTH / 2;

interface Row {
  readonly name: string;
  readonly label: string;
  readonly text: string;
  /** Undefined where nothing can be said. */
  readonly ok: boolean | undefined;
  readonly ends: boolean;
  readonly beside?: CheckedProof['steps'][number];
}

/**
 * The way from the leaf up to the signed checkpoint; each hash by its first 8 characters, a tick per step. Where the
 * path does not lead to the root nobody can tell which step is wrong, so the steps between have no tick.
 */
export function ProofDrawing({ checked, size }: { readonly checked: CheckedProof; readonly size: number }) {
  const { t } = useTranslation();
  const right = (...names: CheckName[]) => checked.checks.every(({ name, ok }) => ok || !names.includes(name));
  const last = checked.steps.length - 1;
  const rows: readonly Row[] = [
    { name: 'leaf', label: t('events.proof.leafStep'), text: checked.leaf, ok: right('leaf'), ends: true },
    ...checked.steps.map((step, i) => ({
      name: `step ${i}`,
      label: i === last ? t('events.proof.rootStep') : '',
      text: step.result,
      ok: right('place', 'path') || (i < last ? undefined : false),
      ends: i === last,
      beside: step,
    })),
    {
      name: 'checkpoint',
      label: t('events.proof.checkpointStep'),
      text: String(size),
      ok: right('root', 'note', 'size', 'key', 'origin', 'signature'),
      ends: true,
    },
  ];
  const height = rows.length * STEP;
  const top = (i: number) => height - (i + 1) * STEP + (STEP - HEIGHT);
  return (
    <svg className="proof-drawing" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={t('events.proof.drawing')}>
      {rows.map(({ name, label, text, ok, ends, beside }, i) => (
        <g key={name}>
          {i > 0 && (
            <line x1={MIDDLE} y1={top(i) + HEIGHT} x2={MIDDLE} y2={top(i) + STEP} stroke="#52606d" strokeWidth={2} />
          )}
          {beside !== undefined && <Sibling hash={beside.sibling} left={beside.side === 'left'} at={top(i)} />}
          <rect
            x={MIDDLE - BOX / 2}
            y={top(i)}
            width={BOX}
            height={HEIGHT}
            rx={3}
            fill={ok === false ? '#f7ecea' : ends ? '#e3eefa' : '#fff'}
            stroke={ok === undefined ? '#9aa7b4' : ok ? '#1f4e8c' : '#b42318'}
          />
          <text x={MIDDLE} y={top(i) + 19} textAnchor="middle" className="proof-hash">
            {`${ok === undefined ? '?' : ok ? '✓' : '✗'} ${text.slice(0, 8)}`}
          </text>
          {label !== '' && (
            <text x={MIDDLE + BOX / 2 + 12} y={top(i) + 19} className="proof-label">
              {label}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

/** The hash that is joined in, on its side, half a step below the result. */
function Sibling({ hash, left, at }: { readonly hash: string; readonly left: boolean; readonly at: number }) {
  const x = MIDDLE + (left ? -ASIDE : ASIDE);
  const y = at + HEIGHT + (STEP - HEIGHT) / 2;
  return (
    <>
      <line x1={x} y1={y} x2={MIDDLE} y2={y} stroke="#9aa7b4" />
      <rect x={x - BOX / 2} y={y - 12} width={BOX} height={24} rx={3} fill="#fff" stroke="#9aa7b4" />
      <text x={x} y={y + 5} textAnchor="middle" className="proof-hash">
        {hash.slice(0, 8)}
      </text>
    </>
  );
}
