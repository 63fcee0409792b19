import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import type { Problem } from '../api/types.js';
import { ProblemAlert, problemOf } from '../problems/problem-alert.js';
import { Page } from '../widgets/page.js';
import { useSession } from './session.js';

export function PasswordPage() {
  const { t } = useTranslation();
  const { session, changePassword } = useSession();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [fields, setFields] = useState({ current: '', next: '', again: '' });
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const differs = fields.again !== '' && fields.next !== fields.again;

  async function send(): Promise<void> {
    if (differs || fields.next === '') return;
    setBusy(true);
    setProblem(undefined);
    try {
      await changePassword(fields.current, fields.next);
      void message.success(t('shell.passwordPage.done'));
      await navigate('/app');
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }

  const field = (name: 'current' | 'next' | 'again') => (
    <div>
      <label htmlFor={`password-${name}`}>{t(`shell.passwordPage.${name}`)}</label>
      <Input.Password
        id={`password-${name}`}
        autoComplete={name === 'current' ? 'current-password' : 'new-password'}
        value={fields[name]}
        onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
      />
    </div>
  );

  return (
    <Page title={t('shell.page.password')}>
      <form
        className="panel stack narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {session?.mustChangePassword === true && <p role="status">{t('shell.passwordPage.must')}</p>}
        {problem !== undefined && <ProblemAlert problem={problem} />}
        {field('current')}
        {field('next')}
        {field('again')}
        {differs && (
          <p className="bad" role="alert">
            {t('shell.passwordPage.differs')}
          </p>
        )}
        <div>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('shell.passwordPage.submit')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
