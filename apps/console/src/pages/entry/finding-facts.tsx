import { useTranslation } from 'react-i18next';
import type { CommunityPage } from '../../api/types.js';
import { shownTime } from '../../format/dates.js';
import { useWords } from '../../i18n/index.js';
import { Facts } from '../../widgets/facts.js';
import { FindingWord } from '../findings/finding-word.js';

/** What an inspector acts on: the rule, its subject and the sum that gave the indication. */
export function FindingFacts({ finding }: { readonly finding: CommunityPage['findings'][number] }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <Facts
      columns={2}
      items={[
        [t('community.rules.rule'), `${finding.rule} ${words(finding.title)}`],
        [t('common.status'), <FindingWord key="s" status={finding.status} />],
        [t('community.rules.subject'), finding.subjectName === '' ? t('common.none') : finding.subjectName],
        [t('community.findings.opened'), shownTime(finding.openedAt)],
        [t('community.rules.arithmetic'), words(finding.arithmetic)],
      ]}
    />
  );
}
