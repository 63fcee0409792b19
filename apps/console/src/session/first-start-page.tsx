import { Button, Checkbox, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { post } from '../api/client.js';
import { queryClient } from '../api/query-client.js';
import type { Problem } from '../api/types.js';
import { ProblemAlert, problemOf } from '../problems/problem-alert.js';
import { DemoMark } from '../widgets/demo-mark.js';
import { useRoleTitle } from '../widgets/roles.js';

type AdministratorRole = 'security-administrator' | 'system-administrator' | 'access-auditor';
const FIRST: readonly AdministratorRole[] = ['security-administrator', 'system-administrator'];
interface Draft {
  readonly login: string;
  readonly displayName: string;
  readonly password: string;
}
const EMPTY: Draft = { login: '', displayName: '', password: '' };

/** The one-time link of a fresh installation: three people, three accounts, no default password. */
export function FirstStartPage() {
  const { t } = useTranslation();
  const roleTitle = useRoleTitle();
  // The code stands behind `#`, so it never reaches a server log; it is taken off the address at once.
  const [code] = useState(() => window.location.hash.slice(1));
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const [auditor, setAuditor] = useState(true);
  const [problem, setProblem] = useState<Problem>();
  const [done, setDone] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    window.history.replaceState(null, '', '/first-start');
    document.title = `${t('shell.firstStart.title')} · ${t('common.product')}`;
  }, [t]);
  const roles: readonly AdministratorRole[] = auditor ? [...FIRST, 'access-auditor'] : FIRST;

  async function send(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      await post('/first-start', { code, accounts: roles.map((role) => ({ role, ...(drafts[role] ?? EMPTY) })) });
      await queryClient.invalidateQueries({ queryKey: ['session'] });
      setDone(true);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <main className="sign-in alone">
      <form
        className="panel stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <h1>
          {t('shell.firstStart.title')} <DemoMark />
        </h1>
        {done ? (
          <p role="status">
            {t('shell.firstStart.done')} <Link to="/sign-in">{t('shell.signIn.title')}</Link>
          </p>
        ) : (
          <>
            <p className="muted">{t('shell.firstStart.note')}</p>
            {code === '' && <p className="bad">{t('shell.firstStart.noCode')}</p>}
            {problem !== undefined && <ProblemAlert problem={problem} />}
            {roles.map((role) => (
              <AccountFields
                key={role}
                id={role}
                title={roleTitle(role)}
                draft={drafts[role] ?? EMPTY}
                onChange={(draft) => setDrafts({ ...drafts, [role]: draft })}
              />
            ))}
            <Checkbox checked={auditor} onChange={(event) => setAuditor(event.target.checked)}>
              {t('shell.firstStart.also')}
            </Checkbox>
            <Button type="primary" htmlType="submit" loading={busy} disabled={code === ''}>
              {t('shell.firstStart.submit')}
            </Button>
          </>
        )}
      </form>
    </main>
  );
}

function AccountFields({
  id,
  title,
  draft,
  onChange,
}: {
  readonly id: string;
  readonly title: string;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}) {
  const { t } = useTranslation();
  return (
    <fieldset className="fieldset">
      <legend>{title}</legend>
      <label htmlFor={`${id}-name`}>{t('shell.firstStart.displayName')}</label>
      <Input
        id={`${id}-name`}
        value={draft.displayName}
        onChange={(event) => onChange({ ...draft, displayName: event.target.value })}
      />
      <label htmlFor={`${id}-login`}>{t('shell.firstStart.login')}</label>
      <Input
        id={`${id}-login`}
        autoComplete="off"
        value={draft.login}
        onChange={(event) => onChange({ ...draft, login: event.target.value })}
      />
      <label htmlFor={`${id}-password`}>{t('shell.firstStart.password')}</label>
      <Input.Password
        id={`${id}-password`}
        autoComplete="new-password"
        value={draft.password}
        onChange={(event) => onChange({ ...draft, password: event.target.value })}
      />
    </fieldset>
  );
}
