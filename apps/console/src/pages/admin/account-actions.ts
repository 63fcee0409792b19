import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client.js';
import type { Account, OneTime } from './account-shapes.js';

type Verb = 'disable' | 'enable' | 'unlock';

/** Disable, enable, unlock and reset; what ends somebody's work is asked about first. */
export function useAccountActions(onGiven: (oneTime: OneTime) => void) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['/accounts'] });
  const send = useMutation({
    mutationFn: ({ account, verb }: { account: Account; verb: Verb }) =>
      post<Account>(`/accounts/${account.id}/${verb}`),
    onSuccess: async (_answer, { verb }) => {
      await again();
      void message.success(t(`admin.accounts.${verb}Done`));
    },
  });
  const reset = useMutation({
    mutationFn: (account: Account) => post<Omit<OneTime, 'name'>>(`/accounts/${account.id}/reset-password`),
    // The password must not outlive its dialogue in a cache.
    gcTime: 0,
    onSuccess: (oneTime, { displayName }) => {
      onGiven({ ...oneTime, name: displayName });
      reset.reset();
      void again();
    },
  });
  const ask = (title: string, content: string, onOk: () => void) =>
    void modal.confirm({ title, content, okText: t('common.confirm'), cancelText: t('common.cancel'), onOk });
  return {
    error: send.error ?? reset.error,
    enable: (account: Account) => send.mutate({ account, verb: 'enable' }),
    unlock: (account: Account) => send.mutate({ account, verb: 'unlock' }),
    disable: (account: Account) =>
      ask(t('admin.accounts.disableAsk', { name: account.displayName }), t('admin.accounts.disableNote'), () =>
        send.mutate({ account, verb: 'disable' }),
      ),
    reset: (account: Account) =>
      ask(t('admin.accounts.resetAsk', { name: account.displayName }), t('admin.accounts.resetNote'), () =>
        reset.mutate(account),
      ),
  };
}
