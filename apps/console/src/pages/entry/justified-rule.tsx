import { useTranslation } from 'react-i18next';
import type { CommunityPage } from '../../api/types.js';
import { RuleTable } from '../../widgets/rule-table.js';

/** What an explanation is about: the rule with its sum, and the notice, person or community that it judged. */
export function JustifiedRule({
  page,
  rule,
  subject,
}: {
  readonly page: CommunityPage;
  readonly rule: string;
  readonly subject: string;
}) {
  const { t } = useTranslation();
  const rows = page.rules.filter((row) => row.rule === rule && row.subject === subject);
  return (
    <section aria-labelledby="justified-rule">
      <h2 className="panel-title" id="justified-rule">
        {t('forms.justification.of')}
      </h2>
      {rows.length === 0 ? <p>{rule}</p> : <RuleTable rows={rows} grouped={false} />}
    </section>
  );
}
