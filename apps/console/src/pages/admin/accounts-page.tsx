import './admin.css';
import '../events/ledger.css';
import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../api/client.js';
import { Loaded } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { AccountForm } from './account-form.js';
import { AccountList } from './account-list.js';
import type { Account, OneTime } from './account-shapes.js';
import { OneTimePassword } from './one-time-password.js';

/** The accounts of the deployment: made, given roles, stopped, started and given a new password here. */
export function AccountsPage() {
  const { t } = useTranslation();
  const reading = useQuery<{ accounts: readonly Account[] }>({
    queryKey: ['/accounts', {}],
    queryFn: () => get<{ accounts: readonly Account[] }>('/accounts'),
    meta: { live: true },
  });
  const [creating, setCreating] = useState(false);
  const [given, setGiven] = useState<OneTime>();
  const accounts = reading.data?.accounts ?? [];
  return (
    <Page
      title={t('admin.accounts.title')}
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
          {t('admin.accounts.create')}
        </Button>
      }
    >
      <Loaded reading={reading}>{(data) => <AccountList accounts={data.accounts} onGiven={setGiven} />}</Loaded>
      {creating && (
        <AccountForm
          accounts={accounts}
          onClose={() => setCreating(false)}
          onCreated={(oneTime) => {
            setCreating(false);
            setGiven(oneTime);
          }}
        />
      )}
      {given !== undefined && <OneTimePassword given={given} onClose={() => setGiven(undefined)} />}
    </Page>
  );
}
