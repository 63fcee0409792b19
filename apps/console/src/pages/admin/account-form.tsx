import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Modal, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newCommandId, post } from '../../api/client.js';
import { ProblemAlert, problemOf } from '../../problems/problem-alert.js';
import { useSession } from '../../session/session.js';
import type { Account, NewAccount, OneTime } from './account-shapes.js';
import { type GrantDraft, GrantFields, grantsOf, isGrantRight } from './grant-fields.js';

const NEW = 'new';

/** A new account; the password is made by the server and shown once. */
export function AccountForm({
  accounts,
  onClose,
  onCreated,
}: {
  readonly accounts: readonly Account[];
  readonly onClose: () => void;
  readonly onCreated: (oneTime: OneTime) => void;
}) {
  const { t } = useTranslation();
  const { session } = useSession();
  const queries = useQueryClient();
  const unit = session?.role?.unit ?? '';
  const [login, setLogin] = useState('');
  const [displayName, setName] = useState('');
  const [person, setPerson] = useState(NEW);
  const [newPerson] = useState(newCommandId);
  const [grants, setGrants] = useState<readonly GrantDraft[]>([{ key: 0, role: '', unit }]);
  const [tried, setTried] = useState(false);
  const create = useMutation({
    mutationFn: () =>
      post<NewAccount>('/accounts', {
        login: login.trim(),
        displayName: displayName.trim(),
        personId: person === NEW ? newPerson : person,
        roles: grantsOf(grants),
      }),
    gcTime: 0,
    onSuccess: ({ account, oneTime }) => {
      void queries.invalidateQueries({ queryKey: ['/accounts'] });
      onCreated({ ...oneTime, name: account.displayName });
    },
  });
  const rightRoles = grants.every(isGrantRight);
  const right = login.trim() !== '' && displayName.trim() !== '' && rightRoles;
  const persons = [...new Map(accounts.map((account) => [account.personId, account])).values()];
  const labels: Readonly<Record<string, string>> = {
    '/login': t('admin.accounts.login'),
    '/displayName': t('admin.accounts.displayName'),
    '/personId': t('admin.accounts.person'),
    '/roles': t('admin.accounts.roles'),
  };
  return (
    <Modal
      open
      title={t('admin.accounts.create')}
      okText={t('admin.accounts.create')}
      cancelText={t('common.cancel')}
      confirmLoading={create.isPending}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => {
        setTried(true);
        if (right) create.mutate();
      }}
    >
      <div className="stack">
        {create.isError && (
          <ProblemAlert problem={problemOf(create.error)} labelOf={(pointer) => labels[pointer] ?? pointer} />
        )}
        <Field id="account-login" label={t('admin.accounts.login')} missing={tried && login.trim() === ''}>
          <Input
            id="account-login"
            autoComplete="off"
            maxLength={60}
            value={login}
            onChange={(change) => setLogin(change.target.value)}
          />
        </Field>
        <Field id="account-name" label={t('admin.accounts.displayName')} missing={tried && displayName.trim() === ''}>
          <Input
            id="account-name"
            autoComplete="off"
            maxLength={40}
            value={displayName}
            onChange={(change) => setName(change.target.value)}
          />
        </Field>
        <Field id="account-person" label={t('admin.accounts.person')} missing={false}>
          <Select<string>
            id="account-person"
            aria-label={t('admin.accounts.person')}
            className="account-person"
            showSearch={{ optionFilterProp: 'label' }}
            value={person}
            options={[
              { value: NEW, label: t('admin.accounts.newPerson') },
              ...persons.map((account) => ({
                value: account.personId,
                label: t('admin.accounts.samePerson', { name: account.displayName, login: account.login }),
              })),
            ]}
            onChange={setPerson}
          />
          <p className="muted small">{t('admin.accounts.personNote')}</p>
        </Field>
        <GrantFields value={grants} onChange={setGrants} unit={unit} />
        {tried && !rightRoles && (
          <p className="bad" role="alert">
            {t('admin.accounts.roleMissing')}
          </p>
        )}
      </div>
    </Modal>
  );
}

function Field({
  id,
  label,
  missing,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly missing: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {children}
      {missing && (
        <p className="bad small" role="alert">
          {t('admin.accounts.required')}
        </p>
      )}
    </div>
  );
}
