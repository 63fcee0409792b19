import { DownOutlined } from '@ant-design/icons';
import { App, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { useLanguage } from '../i18n/index.js';
import { problemOf } from '../problems/problem-alert.js';
import { wordProblem } from '../problems/problem-words.js';
import { useSession } from '../session/session.js';
import { useRoleTitle } from '../widgets/roles.js';

/** Who is at work in which role; other roles, password, sign-out. */
export function UserMenu() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { session, switchRole, signOut } = useSession();
  const roleTitle = useRoleTitle();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const now = session?.role;
  const others = (session?.roles ?? []).filter(({ role, unit }) => role !== now?.role || unit !== now.unit);
  const failed = (error: unknown) => void message.error(wordProblem(problemOf(error), t, language));
  const items: MenuProps['items'] = [
    {
      key: 'roles',
      type: 'group',
      label: others.length === 0 ? t('shell.noOtherRole') : t('shell.switchRole'),
      children: others.map((role) => ({
        key: `${role.role}@${role.unit}`,
        label: t('shell.roleIn', { role: roleTitle(role.role), unit: role.unit }),
        onClick: () =>
          switchRole(role)
            .then(() => navigate('/app'))
            .catch(failed),
      })),
    },
    { type: 'divider' },
    { key: 'password', label: t('shell.password'), onClick: () => void navigate('/app/password') },
    {
      key: 'out',
      label: t('shell.signOut'),
      onClick: () =>
        signOut()
          .then(() => navigate('/sign-in'))
          .catch(failed),
    },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <button type="button" className="head-button" aria-haspopup="menu">
        {session?.account?.displayName} <span className="muted">{roleTitle(now?.role)}</span>{' '}
        <DownOutlined aria-hidden />
      </button>
    </Dropdown>
  );
}
