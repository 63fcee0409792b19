import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shownTime } from '../../format/dates.js';
import { byName } from '../../format/pinyin-order.js';
import { ProblemAlert, problemOf } from '../../problems/problem-alert.js';
import { useSession } from '../../session/session.js';
import { Nothing } from '../../widgets/loaded.js';
import { useRoleTitle } from '../../widgets/roles.js';
import { useAccountActions } from './account-actions.js';
import type { Account, OneTime } from './account-shapes.js';
import { RolesForm } from './roles-form.js';

export function AccountList({
  accounts,
  onGiven,
}: {
  readonly accounts: readonly Account[];
  readonly onGiven: (oneTime: OneTime) => void;
}) {
  const { t } = useTranslation();
  const roleTitle = useRoleTitle();
  const [text, setText] = useState('');
  const [editing, setEditing] = useState<Account>();
  const { error, ...actions } = useAccountActions(onGiven);
  const wanted = text.trim().toLowerCase();
  const shown = accounts
    .filter(({ login, displayName }) => `${login} ${displayName}`.toLowerCase().includes(wanted))
    .sort((x, y) => byName({ name: x.displayName }, { name: y.displayName }));
  return (
    <div className="stack">
      {error !== null && <ProblemAlert problem={problemOf(error)} />}
      <section className="table-card">
        <div className="table-bar">
          <Input
            className="list-search"
            allowClear
            aria-label={t('admin.accounts.search')}
            placeholder={t('admin.accounts.search')}
            value={text}
            onChange={(change) => setText(change.target.value)}
          />
          <span className="muted" role="status">
            {t('common.total', { n: shown.length })}
          </span>
        </div>
        {shown.length === 0 ? (
          <div className="table-bar">
            <Nothing />
          </div>
        ) : (
          <div className="table-scroll">
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('admin.accounts.displayName')}</th>
                  <th scope="col">{t('admin.accounts.login')}</th>
                  <th scope="col">{t('admin.accounts.roles')}</th>
                  <th scope="col">{t('admin.accounts.state')}</th>
                  <th scope="col">{t('admin.accounts.lastSignIn')}</th>
                  <th scope="col">{t('common.actions')}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((account) => (
                  <tr key={account.id}>
                    <th scope="row" className="nowrap">
                      {account.displayName}
                    </th>
                    <td className="mono">{account.login}</td>
                    <td>
                      {account.roles.map(({ role, unit }) => (
                        <div key={`${role} ${unit}`}>
                          {roleTitle(role)} <span className="muted tabular">{unit}</span>
                        </div>
                      ))}
                    </td>
                    <td>
                      <State account={account} />
                    </td>
                    <td className="nowrap tabular">
                      {account.lastSignIn === undefined ? t('admin.accounts.never') : shownTime(account.lastSignIn)}
                    </td>
                    <td className="nowrap">
                      <Actions account={account} actions={actions} onEdit={() => setEditing(account)} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      {editing !== undefined && <RolesForm account={editing} onClose={() => setEditing(undefined)} />}
    </div>
  );
}

function Actions({
  account,
  actions,
  onEdit,
}: {
  readonly account: Account;
  readonly actions: Readonly<Record<'enable' | 'disable' | 'unlock' | 'reset', (account: Account) => void>>;
  readonly onEdit: () => void;
}) {
  const { t } = useTranslation();
  const { session } = useSession();
  if (account.personId === session?.account?.personId) return <span className="muted">{t('admin.accounts.self')}</span>;
  return (
    <fieldset className="row bare" aria-label={t('admin.accounts.actionsOf', { name: account.displayName })}>
      <Button size="small" onClick={onEdit}>
        {t('admin.accounts.editRoles')}
      </Button>
      <Button size="small" onClick={() => actions.reset(account)}>
        {t('admin.accounts.reset')}
      </Button>
      {account.lockedUntil !== undefined && (
        <Button size="small" onClick={() => actions.unlock(account)}>
          {t('admin.accounts.unlock')}
        </Button>
      )}
      {account.disabled ? (
        <Button size="small" onClick={() => actions.enable(account)}>
          {t('admin.accounts.enable')}
        </Button>
      ) : (
        <Button size="small" onClick={() => actions.disable(account)}>
          {t('admin.accounts.disable')}
        </Button>
      )}
    </fieldset>
  );
}

function State({ account }: { readonly account: Account }) {
  const { t } = useTranslation();
  const { disabled, mustChangePassword, lockedUntil } = account;
  return (
    <>
      <span className={disabled ? 'bad' : 'good-word'}>
        {disabled ? t('admin.accounts.disabled') : t('admin.accounts.active')}
      </span>
      {mustChangePassword && <div className="muted small">{t('admin.accounts.mustChange')}</div>}
      {lockedUntil !== undefined && (
        <div className="bad small">{t('admin.accounts.lockedUntil', { at: shownTime(lockedUntil) })}</div>
      )}
    </>
  );
}
