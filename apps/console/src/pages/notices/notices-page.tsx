import { Button, Dropdown, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { useCommandForms, useNotices } from '../../api/queries.js';
import { LinkButton } from '../../widgets/link-button.js';
import { Loaded } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { useCommunityChoices } from '../../widgets/units.js';
import { NOTICE_STATUSES } from './notice-status.js';
import { NoticeTable } from './notice-table.js';

/** Notices of all communities that the role sees, newest first. */
export function NoticesPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const communities = useCommunityChoices();
  const filter = { community: params.get('community') ?? '', status: params.get('status') ?? '' };
  const reading = useNotices(filter);
  const set = (name: keyof typeof filter, value: string) =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      if (value === '') next.delete(name);
      else next.set(name, value);
      return next;
    });
  return (
    <Page title={t('shell.page.notices')} actions={<PostAction community={filter.community} />}>
      <search className="query-form">
        <div className="field">
          <label htmlFor="notice-community">{t('common.community')}</label>
          <Select
            id="notice-community"
            aria-label={t('common.community')}
            style={{ width: '100%' }}
            value={filter.community}
            options={[{ value: '', label: t('common.communityAll') }, ...communities]}
            onChange={(value) => set('community', value)}
          />
        </div>
        <div className="field">
          <label htmlFor="notice-status">{t('common.status')}</label>
          <Select
            id="notice-status"
            aria-label={t('common.status')}
            style={{ width: '100%' }}
            value={filter.status}
            options={[
              { value: '', label: t('notices.anyStatus') },
              ...NOTICE_STATUSES.map((status) => ({ value: status as string, label: t(`notices.status.${status}`) })),
            ]}
            onChange={(value) => set('status', value)}
          />
        </div>
        <Button onClick={() => setParams({})}>{t('common.reset')}</Button>
      </search>
      <Loaded reading={reading}>
        {({ items }) => (
          <div className="table-card">
            <div className="table-bar" role="status">
              {t('common.total', { n: items.length })}
            </div>
            <NoticeTable rows={items} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

const postAt = (community: string): string => `/app/entry/notices/post-notice?community=${community}&from=/app/notices`;

/** A posting belongs to a community: the one that is filtered for, else one is chosen. */
function PostAction({ community }: { readonly community: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: forms } = useCommandForms();
  const communities = useCommunityChoices();
  if (forms?.commands.some(({ verb }) => verb === 'post-notice') !== true) return null;
  const only = communities.length === 1 ? communities[0]?.value : undefined;
  const known = community === '' ? only : community;
  if (known !== undefined) {
    return (
      <LinkButton to={postAt(known)} primary>
        {t('notices.post')}
      </LinkButton>
    );
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: communities.map(({ value, label }) => ({ key: value, label })),
        onClick: ({ key }) => void navigate(postAt(key)),
        'aria-label': t('notices.postIn'),
      }}
    >
      <Button type="primary">{t('notices.post')} ▾</Button>
    </Dropdown>
  );
}
