import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CommunityPage } from '../../api/types.js';
import { useWords } from '../../i18n/index.js';
import { useSession } from '../../session/session.js';

/** Double entry of the count: who has entered, and where two entries differ. One entry alone shows no figures. */
export function CountStatus({ page }: { readonly page: CommunityPage | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  const { session } = useSession();
  const count = page?.count;
  if (count === undefined) return <Alert type="info" showIcon title={t('forms.count.first')} />;
  const { entries, differences } = count;
  const entered = entries.some(({ by }) => by === session?.account?.personId);
  const complete = entries.length > 2 || (entries.length === 2 && differences.length === 0);
  const names = count.entries.map(({ byName }) => byName).join('、');
  return (
    <div className="stack">
      <Alert
        type={count.differences.length > 0 ? 'warning' : 'info'}
        showIcon
        title={
          count.settled !== undefined
            ? t('forms.count.settled')
            : count.entries.length === 1
              ? t('forms.count.second', { name: names })
              : count.differences.length > 0
                ? t('forms.count.differs', { n: count.differences.length, names })
                : t('forms.count.agrees', { names })
        }
      />
      {count.settled === undefined && entered && !complete && (
        <Alert type="error" showIcon title={t('forms.count.own')} />
      )}
      {count.differences.length > 0 && (
        <table className="plain-table">
          <caption className="visually-hidden">{t('forms.count.differences')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('events.field')}</th>
              <th scope="col">{t('forms.count.firstEntry')}</th>
              <th scope="col">{t('forms.count.secondEntry')}</th>
            </tr>
          </thead>
          <tbody>
            {count.differences.map(({ field, label, first, second }) => (
              <tr key={field} className="bad-row">
                <th scope="row">{words(label)}</th>
                <td className="tabular bad">{first}</td>
                <td className="tabular bad">{second}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
