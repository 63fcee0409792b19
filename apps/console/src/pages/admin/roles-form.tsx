import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client.js';
import { ProblemAlert, problemOf } from '../../problems/problem-alert.js';
import { useSession } from '../../session/session.js';
import type { Account } from './account-shapes.js';
import { type GrantDraft, GrantFields, grantsOf, isGrantRight } from './grant-fields.js';

/** Other roles for an account. */
export function RolesForm({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { session } = useSession();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [grants, setGrants] = useState<readonly GrantDraft[]>(account.roles.map((grant, key) => ({ key, ...grant })));
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => post<Account>(`/accounts/${account.id}/roles`, { roles: grantsOf(grants) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['/accounts'] });
      void message.success(t('admin.accounts.rolesDone'));
      onClose();
    },
  });
  const right = grants.every(isGrantRight);
  return (
    <Modal
      open
      title={t('admin.accounts.rolesTitle', { name: account.displayName })}
      okText={t('admin.accounts.save')}
      cancelText={t('common.cancel')}
      confirmLoading={save.isPending}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => {
        setTried(true);
        if (right) save.mutate();
      }}
    >
      <div className="stack">
        {save.isError && <ProblemAlert problem={problemOf(save.error)} />}
        <GrantFields value={grants} onChange={setGrants} unit={session?.role?.unit ?? ''} />
        {tried && !right && (
          <p className="bad" role="alert">
            {t('admin.accounts.roleMissing')}
          </p>
        )}
        <p className="muted">{t('admin.accounts.rolesNote')}</p>
      </div>
    </Modal>
  );
}
