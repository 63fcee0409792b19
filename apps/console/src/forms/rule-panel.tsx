import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome, PreviewAnswer, Problem, RuleRow } from '../api/types.js';
import { useWords } from '../i18n/index.js';
import { ProblemAlert } from '../problems/problem-alert.js';
import { OutcomeWord, worse } from '../widgets/outcome.js';

/** Links to what can be done about a refusal, by the results that it came with. */
export type Remedy = (refused: Problem, results: readonly RuleRow[]) => ReactNode;

interface Judged {
  readonly row: RuleRow;
  readonly before: Outcome | undefined;
  /** Outcome or arithmetic differs from what stands now. */
  readonly changed: boolean;
}

/** Results that are worth reading one by one; the others are only counted. */
const QUIET: ReadonlySet<Outcome> = new Set(['pass', 'not-applicable', 'not-yet-due', 'measured']);

/** The rules as they would be judged with what is typed: worst first, what changes is marked. */
export function RulePanel({
  preview,
  problem,
  missing,
  busy,
  remedy,
}: {
  readonly preview: PreviewAnswer | undefined;
  readonly problem: Problem | undefined;
  /** Number of fields that still have to be filled before the rules can be asked. */
  readonly missing: number;
  readonly busy: boolean;
  /** What can be done about a refusal. */
  readonly remedy?: Remedy | undefined;
}) {
  const { t } = useTranslation();
  return (
    <aside className="rule-panel panel" aria-labelledby="rule-panel-title">
      <h2 id="rule-panel-title">{t('forms.rules.title')}</h2>
      <div aria-live="polite" aria-busy={busy}>
        {missing > 0 ? (
          <p className="muted">{t('forms.rules.missing', { n: missing })}</p>
        ) : problem !== undefined ? (
          <ProblemAlert problem={problem} />
        ) : preview === undefined ? (
          <p className="muted">{t('forms.rules.asking')}</p>
        ) : (
          <Results preview={preview} remedy={remedy} />
        )}
      </div>
    </aside>
  );
}

/** What the entry changes, worst first; what stands as it was is folded away, what needs attention before the rest. */
export function Results({
  preview,
  remedy,
}: {
  readonly preview: Pick<PreviewAnswer, 'before' | 'results' | 'refused'>;
  readonly remedy?: Remedy | undefined;
}) {
  const { t } = useTranslation();
  const judged = judge(preview);
  const changed = judged.filter((one) => one.changed);
  const loud = judged.filter((one) => !one.changed && !QUIET.has(one.row.outcome));
  const quiet = judged.filter((one) => !one.changed && QUIET.has(one.row.outcome));
  return (
    <div className="stack">
      {preview.refused !== undefined && (
        <ProblemAlert problem={preview.refused}>{remedy?.(preview.refused, preview.results)}</ProblemAlert>
      )}
      {changed.length === 0 && preview.refused === undefined && <p className="muted">{t('forms.rules.none')}</p>}
      {changed.map(({ row, before }) => (
        <Result key={`${row.rule} ${row.subject}`} row={row} before={before} />
      ))}
      <Folded title={t('forms.rules.loud', { n: loud.length })} judged={loud} />
      <Folded title={t('forms.rules.quiet', { n: quiet.length })} judged={quiet} />
    </div>
  );
}

function Folded({ title, judged }: { readonly title: string; readonly judged: readonly Judged[] }) {
  if (judged.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <div className="stack">
        {judged.map(({ row }) => (
          <Result key={`${row.rule} ${row.subject}`} row={row} before={undefined} />
        ))}
      </div>
    </details>
  );
}

function Result({ row, before }: { readonly row: RuleRow; readonly before: Outcome | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <section className="rule-result">
      <div className="row">
        <OutcomeWord outcome={row.outcome} />
        <span>
          <b>{row.rule}</b> {words(row.title)}
        </span>
        <span className="muted small">{t(`common.force.${row.force}`)}</span>
      </div>
      {before !== undefined && before !== row.outcome && (
        <p className="small">{t('forms.rules.was', { outcome: t(`common.outcome.${before}`) })}</p>
      )}
      {row.subjectName !== '' && <p className="muted small">{row.subjectName}</p>}
      <p>{words(row.arithmetic)}</p>
      {row.otherReading !== undefined && (
        <p className="muted small">
          {t('community.rules.otherReading')} {words(row.otherReading.reading)}：
          {t(`common.outcome.${row.otherReading.outcome}`)}
        </p>
      )}
      {row.missing !== undefined && row.missing.length > 0 && (
        <ul className="small muted">
          {row.missing.slice(0, 5).map((one) => (
            <li key={one.zh}>{t('community.rules.lacks', { what: words(one) })}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function judge({ before, results }: Pick<PreviewAnswer, 'before' | 'results'>): readonly Judged[] {
  const was = new Map(before.map((row) => [`${row.rule} ${row.subject}`, row]));
  return results
    .map((row) => {
      const old = was.get(`${row.rule} ${row.subject}`);
      const changed = old === undefined || old.outcome !== row.outcome || old.arithmetic.zh !== row.arithmetic.zh;
      return { row, before: old?.outcome, changed };
    })
    .sort((x, y) => worse(x.row.outcome, y.row.outcome));
}
