import { useTranslation } from 'react-i18next';

const STEPS = ['choose', 'upload', 'check', 'commit'] as const;
export type ImportStep = (typeof STEPS)[number];

/** Where the person is on the way from the template to the ledger. */
export function ImportSteps({ now }: { readonly now: ImportStep | 'done' }) {
  const { t } = useTranslation();
  const at = now === 'done' ? STEPS.length : STEPS.indexOf(now);
  return (
    <ol className="import-steps">
      {STEPS.map((step, i) => (
        <li key={step} aria-current={i === at ? 'step' : undefined} className={i < at ? 'past' : i === at ? 'now' : ''}>
          <span className="mark">{i < at ? '✓' : i + 1}</span>
          {t(`imports.steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}
