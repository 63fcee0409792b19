import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import type { Problem } from '../api/types.js';
import { useLanguage } from '../i18n/index.js';
import { ProblemAlert, problemOf } from '../problems/problem-alert.js';
import { wordProblem } from '../problems/problem-words.js';
import { faulty, Labelled } from '../widgets/labelled.js';
import { Page } from '../widgets/page.js';
import { useSession } from './session.js';

type Name = 'current' | 'next' | 'again';
/** Which field a refusal is about. */
const FIELD_OF: Readonly<Record<string, Name>> = {
  PASSWORD_WRONG: 'current',
  PASSWORD_TOO_WEAK: 'next',
  PASSWORD_UNCHANGED: 'next',
};

export function PasswordPage() {
  const { t } = useTranslation();
  const { session, changePassword } = useSession();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [fields, setFields] = useState({ current: '', next: '', again: '' });
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const language = useLanguage();
  const differs = fields.again !== '' && fields.next !== fields.again;

  async function send(): Promise<void> {
    setTried(true);
    if (differs || Object.values(fields).includes('')) return;
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

  // The refusal stands beside the field that it is about.
  const beside = problem === undefined ? undefined : FIELD_OF[problem.code];
  const faultOf = (name: Name) => {
    if (name === 'again' && differs) return t('shell.passwordPage.differs');
    if (tried && fields[name] === '') return t('problems.field.REQUIRED');
    return problem !== undefined && beside === name ? wordProblem(problem, t, language) : undefined;
  };
  const field = (name: Name) => (
    <Labelled id={`password-${name}`} label={t(`shell.passwordPage.${name}`)} fault={faultOf(name)}>
      <Input.Password
        id={`password-${name}`}
        autoComplete={name === 'current' ? 'current-password' : 'new-password'}
        value={fields[name]}
        {...faulty(`password-${name}`, faultOf(name))}
        onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
      />
    </Labelled>
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
        {problem !== undefined && beside === undefined && <ProblemAlert problem={problem} />}
        {field('current')}
        {field('next')}
        {field('again')}
        <div>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('shell.passwordPage.submit')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
