import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { CommandForms, CommunityPage, Problem, RuleRow } from '../../api/types.js';
import { useStepTitle } from '../../widgets/step-name.js';

const FAILING: ReadonlySet<string> = new Set(['fail', 'overdue', 'ambiguous']);
/** The rule on the notice of the candidates-to-be: what it lacks is mended by posting again. */
const NOTICE_RULE = 'PTY-20';

/** What can be done about rules that refuse an act: explain a softened one, post again, mend the records of its step. */
export function Remedies({
  refused,
  results,
  page,
  forms,
}: {
  readonly refused: Problem;
  readonly results: readonly RuleRow[];
  readonly page: CommunityPage;
  readonly forms: CommandForms;
}) {
  const { t } = useTranslation();
  const rules = [...new Set([refused, ...(refused.also ?? [])].flatMap(({ rule }) => rule ?? []))];
  if (rules.length === 0) return null;
  const rows = [...results, ...page.rules].filter(({ rule, outcome }) => rules.includes(rule) && FAILING.has(outcome));
  const can = (verb: string) => forms.commands.some((form) => form.verb === verb);
  const here = `/app/communities/${page.code}?tab=rules`;
  const at = (plural: string, verb: string, more: Readonly<Record<string, string>> = {}) =>
    `/app/entry/${plural}/${verb}?${new URLSearchParams({ community: page.code, from: here, ...more }).toString()}`;
  const isPending = (rule: string) => page.justifications.some((one) => one.rule === rule && !one.approved);
  return (
    <div>
      <div>{t('forms.remedy.title')}</div>
      <ul className="remedies">
        {rules.includes(NOTICE_RULE) && can('post-notice') && (
          <li>
            <Link to={at('notices', 'post-notice')}>{t('forms.remedy.repost')}</Link>
          </li>
        )}
        {rules.map((rule) => {
          const row = rows.find((one) => one.rule === rule && one.force === 'softened');
          if (row === undefined) return null;
          if (isPending(rule)) return <li key={rule}>{t('forms.remedy.pending', { rule })}</li>;
          if (!can('propose-justification')) return null;
          return (
            <li key={rule}>
              <Link to={at('terms', 'propose-justification', { 'f.rule': rule, 'f.subject': row.subject })}>
                {t('forms.remedy.explain', { rule })}
              </Link>
            </li>
          );
        })}
        <Steps page={page} rows={rows} />
        {rules.map((rule) => (
          <li key={rule}>
            <Link to={`/app/rules?rule=${rule}`}>{t('forms.remedy.rule', { rule })}</Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Steps({ page, rows }: { readonly page: CommunityPage; readonly rows: readonly RuleRow[] }) {
  const { t } = useTranslation();
  const stepTitle = useStepTitle();
  const numbers = new Set(rows.map(({ step }) => step));
  return page.steps
    .filter(({ step }) => numbers.has(step))
    .map((step) => (
      <li key={step.step}>
        <Link to={`/app/communities/${page.code}/steps/${step.step}`}>
          {t('forms.remedy.step', { step: stepTitle(step) })}
        </Link>
      </li>
    ));
}
