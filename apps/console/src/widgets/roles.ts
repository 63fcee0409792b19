import { useTranslation } from 'react-i18next';
import { zh } from '../i18n/zh/index.js';

export type RoleName = keyof typeof zh.common.role;
export const ROLE_NAMES = Object.keys(zh.common.role) as readonly RoleName[];

export function useRoleTitle(): (role: string | undefined) => string {
  const { t } = useTranslation();
  return (role) =>
    role === 'system'
      ? t('common.roleSystem')
      : role !== undefined && Object.hasOwn(zh.common.role, role)
        ? t(`common.role.${role as RoleName}`)
        : (role ?? '');
}
