import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router-dom';
import { get } from '../api/client.js';
import type { DemoAccount, Problem } from '../api/types.js';
import { setLanguage, useLanguage, useWords } from '../i18n/index.js';
import { ProblemAlert, problemOf } from '../problems/problem-alert.js';
import { DemoMark } from '../widgets/demo-mark.js';
import { useRoleTitle } from '../widgets/roles.js';
import { useSession } from './session.js';
import { SignInForm } from './sign-in-form.js';

export function SignInPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { session, error } = useSession();
  const location = useLocation();
  const from = (location.state as { from?: string } | null)?.from ?? '/app';
  useEffect(() => {
    document.title = `${t('shell.signIn.title')} · ${t('common.product')}`;
  }, [t]);
  if (session?.signedIn === true) return <Navigate to={from} replace />;
  const demo = session?.demo === true;
  return (
    <main className={demo ? 'sign-in' : 'sign-in alone'}>
      <section className="panel stack" aria-labelledby="sign-in-title">
        <div className="row spread">
          <h1 id="sign-in-title">
            {t('common.product')} <DemoMark />
          </h1>
          <button
            type="button"
            className="head-button"
            lang={language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => void setLanguage(language === 'zh' ? 'en' : 'zh')}
          >
            {language === 'zh' ? t('shell.language') : '中文'}
          </button>
        </div>
        <p className="muted">{t('common.productTitle')}</p>
        {error !== null && <ProblemAlert problem={problemOf(error)} />}
        {session?.firstStart === true && <p role="status">{t('shell.signIn.firstStart')}</p>}
        <SignInForm />
      </section>
      {demo && <DemoAccounts />}
    </main>
  );
}

function DemoAccounts() {
  const { t } = useTranslation();
  const words = useWords();
  const roleTitle = useRoleTitle();
  const { signIn } = useSession();
  const [problem, setProblem] = useState<Problem>();
  const { data } = useQuery({
    queryKey: ['/demo/accounts'],
    queryFn: () => get<{ accounts: DemoAccount[] }>('/demo/accounts'),
    meta: { live: false },
  });
  if (data === undefined) return null;
  return (
    <section className="panel stack" aria-labelledby="demo-title">
      <h2 id="demo-title">{t('shell.signIn.demoTitle')}</h2>
      <p className="muted">{t('shell.signIn.demoNote')}</p>
      {problem !== undefined && <ProblemAlert problem={problem} />}
      <ul className="demo-accounts">
        {data.accounts.map(({ login, password, displayName, role, unit, does }) => (
          <li key={login}>
            <button
              type="button"
              title={t('shell.signIn.as', { name: displayName })}
              onClick={() => signIn(login, password).catch((error: unknown) => setProblem(problemOf(error)))}
            >
              <strong>{displayName}</strong>
              <span>{roleTitle(role)}</span>
              <span className="muted">
                {unit} · {words(does)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
