import {
  ApartmentOutlined,
  AuditOutlined,
  BookOutlined,
  DashboardOutlined,
  FileExcelOutlined,
  FileSearchOutlined,
  NotificationOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  StopOutlined,
  TableOutlined,
  TeamOutlined,
  UnorderedListOutlined,
  UserSwitchOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router-dom';
import { type Capability, useSession } from '../session/session.js';

type Group = 'work' | 'elections' | 'supervision' | 'ledger' | 'system';
type PageKey =
  | 'workbench'
  | 'overview'
  | 'street'
  | 'people'
  | 'imports'
  | 'notices'
  | 'events'
  | 'integrity'
  | 'findings'
  | 'prohibitions'
  | 'rules'
  | 'accounts'
  | 'accessLog'
  | 'system';

interface Item {
  readonly to: string;
  readonly page: PageKey;
  readonly group: Group;
  readonly needs: Capability;
  readonly icon: ReactNode;
}

/** A page belongs to a capability; what the present role lacks is not shown at all. */
const ITEMS: readonly Item[] = [
  { to: '/app/workbench', page: 'workbench', group: 'work', needs: 'elections.read', icon: <DashboardOutlined /> },
  { to: '/app/overview', page: 'overview', group: 'elections', needs: 'elections.read', icon: <TableOutlined /> },
  { to: '/app/street', page: 'street', group: 'elections', needs: 'elections.read', icon: <ApartmentOutlined /> },
  { to: '/app/people', page: 'people', group: 'elections', needs: 'people.read', icon: <TeamOutlined /> },
  { to: '/app/notices', page: 'notices', group: 'elections', needs: 'elections.read', icon: <NotificationOutlined /> },
  { to: '/app/imports', page: 'imports', group: 'elections', needs: 'import', icon: <FileExcelOutlined /> },
  { to: '/app/findings', page: 'findings', group: 'supervision', needs: 'findings.read', icon: <FileSearchOutlined /> },
  { to: '/app/prohibitions', page: 'prohibitions', group: 'supervision', needs: 'rules.read', icon: <StopOutlined /> },
  { to: '/app/rules', page: 'rules', group: 'supervision', needs: 'rules.read', icon: <BookOutlined /> },
  { to: '/app/events', page: 'events', group: 'ledger', needs: 'events.read', icon: <UnorderedListOutlined /> },
  {
    to: '/app/integrity',
    page: 'integrity',
    group: 'ledger',
    needs: 'integrity.verify',
    icon: <SafetyCertificateOutlined />,
  },
  { to: '/app/access-log', page: 'accessLog', group: 'ledger', needs: 'access-log.read', icon: <AuditOutlined /> },
  { to: '/app/accounts', page: 'accounts', group: 'system', needs: 'accounts.manage', icon: <UserSwitchOutlined /> },
  { to: '/app/system', page: 'system', group: 'system', needs: 'system.operate', icon: <SettingOutlined /> },
];
const GROUPS: readonly Group[] = ['work', 'elections', 'supervision', 'ledger', 'system'];

/** The pages of the present role, in order of the menu. */
export function useMenu(): readonly Item[] {
  const { may } = useSession();
  return ITEMS.filter(({ needs }) => may(needs));
}

export function Menu() {
  const { t } = useTranslation();
  const items = useMenu();
  return (
    <nav className="shell-menu" aria-label={t('shell.menu')}>
      <div className="shell-brand">
        <img src="/favicon.svg" alt="" width={24} height={24} />
        <span>{t('common.product')}</span>
      </div>
      {GROUPS.filter((group) => items.some((item) => item.group === group)).map((group) => (
        <section key={group} aria-label={t(`shell.group.${group}`)}>
          <h2>{t(`shell.group.${group}`)}</h2>
          <ul>
            {items
              .filter((item) => item.group === group)
              .map(({ to, page, icon }) => (
                <li key={to}>
                  <NavLink to={to} title={t(`shell.page.${page}`)}>
                    <span aria-hidden="true" className="menu-icon">
                      {icon}
                    </span>
                    <span>{t(`shell.page.${page}`)}</span>
                  </NavLink>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
