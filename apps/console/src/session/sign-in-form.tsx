import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/types.js';
import { ProblemAlert, problemOf } from '../problems/problem-alert.js';
import { useSession } from './session.js';

export function SignInForm({ onDone }: { readonly onDone?: () => void }) {
  const { t } = useTranslation();
  const { signIn } = useSession();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);

  async function send(): Promise<void> {
    setMissing(login === '' || password === '');
    if (login === '' || password === '') return;
    setBusy(true);
    setProblem(undefined);
    try {
      await signIn(login.trim(), password);
      onDone?.();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {problem !== undefined && <ProblemAlert problem={problem} />}
      <div>
        <label htmlFor="login">{t('shell.signIn.login')}</label>
        <Input
          id="login"
          autoComplete="username"
          value={login}
          aria-invalid={missing}
          onChange={(event) => setLogin(event.target.value)}
        />
      </div>
      <div>
        <label htmlFor="password">{t('shell.signIn.password')}</label>
        <Input.Password
          id="password"
          autoComplete="current-password"
          value={password}
          aria-invalid={missing}
          onChange={(event) => setPassword(event.target.value)}
        />
      </div>
      {missing && (
        <p className="bad" role="alert">
          {t('shell.signIn.required')}
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={busy} block>
        {t('shell.signIn.submit')}
      </Button>
    </form>
  );
}
