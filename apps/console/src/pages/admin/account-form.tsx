import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newCommandId, post } from '../../api/client.js';
import { useLanguage } from '../../i18n/index.js';
import { ProblemAlert, problemOf } from '../../problems/problem-alert.js';
import { wordFieldFault } from '../../problems/problem-words.js';
import { useSession } from '../../session/session.js';
import { faulty, Labelled } from '../../widgets/labelled.js';
import type { Account, NewAccount, OneTime } from './account-shapes.js';
import { type GrantDraft, GrantFields, grantsOf, isGrantRight } from './grant-fields.js';

const NEW = 'new';
/** Fields that show themselves what is wrong with them. */
const BESIDE: ReadonlySet<string> = new Set(['/login', '/displayName', '/personId']);

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
  const language = useLanguage();
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
  const problem = create.isError ? problemOf(create.error) : undefined;
  const faultOf = (pointer: string, value: string): string | undefined => {
    if (tried && value.trim() === '') return t('admin.accounts.required');
    const field = problem?.fields?.find((one) => one.pointer === pointer);
    return field === undefined ? undefined : wordFieldFault(field, t, language);
  };
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
        {problem !== undefined && (
          <ProblemAlert
            problem={{ ...problem, fields: problem.fields?.filter(({ pointer }) => !BESIDE.has(pointer)) }}
            labelOf={(pointer) => labels[pointer] ?? pointer}
          />
        )}
        <Labelled id="account-login" label={t('admin.accounts.login')} fault={faultOf('/login', login)}>
          <Input
            id="account-login"
            autoComplete="off"
            maxLength={60}
            value={login}
            {...faulty('account-login', faultOf('/login', login))}
            onChange={(change) => setLogin(change.target.value)}
          />
        </Labelled>
        <Labelled
          id="account-name"
          label={t('admin.accounts.displayName')}
          fault={faultOf('/displayName', displayName)}
        >
          <Input
            id="account-name"
            autoComplete="off"
            maxLength={40}
            value={displayName}
            {...faulty('account-name', faultOf('/displayName', displayName))}
            onChange={(change) => setName(change.target.value)}
          />
        </Labelled>
        <Labelled id="account-person" label={t('admin.accounts.person')} fault={faultOf('/personId', person)}>
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
        </Labelled>
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
