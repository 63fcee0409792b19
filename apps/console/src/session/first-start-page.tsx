import { Button, Checkbox, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { post } from '../api/client.js';
import { queryClient } from '../api/query-client.js';
import type { Problem } from '../api/types.js';
import { useLanguage } from '../i18n/index.js';
import { ProblemAlert, problemOf } from '../problems/problem-alert.js';
import { wordFieldFault, wordProblem } from '../problems/problem-words.js';
import { DemoMark } from '../widgets/demo-mark.js';
import { faulty, Labelled } from '../widgets/labelled.js';
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
  const [tried, setTried] = useState(false);
  const language = useLanguage();
  useEffect(() => {
    window.history.replaceState(null, '', '/first-start');
    document.title = `${t('shell.firstStart.title')} · ${t('common.product')}`;
  }, [t]);
  const roles: readonly AdministratorRole[] = auditor ? [...FIRST, 'access-auditor'] : FIRST;

  const faultOf = (index: number, name: keyof Draft): string | undefined => {
    const role = roles[index];
    const draft = role === undefined ? EMPTY : (drafts[role] ?? EMPTY);
    if (tried && draft[name].trim() === '') return t('problems.field.REQUIRED');
    const field = problem?.fields?.find(({ pointer }) => pointer === `/accounts/${index}/${name}`);
    if (field !== undefined) return wordFieldFault(field, t, language);
    const isWeak = problem?.code === 'PASSWORD_TOO_WEAK' && problem.params?.['login'] === draft.login;
    return name === 'password' && isWeak && problem !== undefined ? wordProblem(problem, t, language) : undefined;
  };
  const isBeside = roles.some((_, i) => (['login', 'displayName', 'password'] as const).some((n) => faultOf(i, n)));

  async function send(): Promise<void> {
    setTried(true);
    if (roles.some((role) => Object.values(drafts[role] ?? EMPTY).some((text: string) => text.trim() === ''))) return;
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
            {problem !== undefined && !isBeside && <ProblemAlert problem={problem} />}
            {isBeside && (
              <p className="bad" role="alert">
                {t('problems.fields')}
              </p>
            )}
            {roles.map((role, i) => (
              <AccountFields
                key={role}
                id={role}
                title={roleTitle(role)}
                draft={drafts[role] ?? EMPTY}
                faultOf={(name) => faultOf(i, name)}
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
  faultOf,
  onChange,
}: {
  readonly id: string;
  readonly title: string;
  readonly draft: Draft;
  readonly faultOf: (name: keyof Draft) => string | undefined;
  readonly onChange: (draft: Draft) => void;
}) {
  const { t } = useTranslation();
  return (
    <fieldset className="fieldset">
      <legend>{title}</legend>
      <Labelled id={`${id}-name`} label={t('shell.firstStart.displayName')} fault={faultOf('displayName')}>
        <Input
          id={`${id}-name`}
          value={draft.displayName}
          {...faulty(`${id}-name`, faultOf('displayName'))}
          onChange={(event) => onChange({ ...draft, displayName: event.target.value })}
        />
      </Labelled>
      <Labelled id={`${id}-login`} label={t('shell.firstStart.login')} fault={faultOf('login')}>
        <Input
          id={`${id}-login`}
          autoComplete="off"
          value={draft.login}
          {...faulty(`${id}-login`, faultOf('login'))}
          onChange={(event) => onChange({ ...draft, login: event.target.value })}
        />
      </Labelled>
      <Labelled id={`${id}-password`} label={t('shell.firstStart.password')} fault={faultOf('password')}>
        <Input.Password
          id={`${id}-password`}
          autoComplete="new-password"
          value={draft.password}
          {...faulty(`${id}-password`, faultOf('password'))}
          onChange={(event) => onChange({ ...draft, password: event.target.value })}
        />
      </Labelled>
    </fieldset>
  );
}
