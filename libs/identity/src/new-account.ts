import { ok, type Rejection, type Result, reject, Uuid } from '#kernel';
import { LOGIN_NAME } from './login-name.js';
import { MAX_GRANTS, RoleGrant } from './roles.js';

export interface NewAccount {
  readonly login: string;
  readonly displayName: string;
  /** Person of the registry; the same person may have several accounts. */
  readonly personId: string;
  readonly roles: readonly RoleGrant[];
}

const DISPLAY_NAME = /^[^\u0000-\u001f\u007f-\u009f\p{Cs}]{1,40}$/u;

/** Whether login, display name, person and grants can make an account; each fault names its field. */
export function checkNewAccount(account: NewAccount): Result<true, Rejection> {
  const fields = [
    ...(LOGIN_NAME.test(account.login) ? [] : [{ pointer: '/login', code: 'LOGIN_INVALID' }]),
    ...(DISPLAY_NAME.test(account.displayName) ? [] : [{ pointer: '/displayName', code: 'DISPLAY_NAME_INVALID' }]),
    ...(Uuid.safeParse(account.personId).success ? [] : [{ pointer: '/personId', code: 'PERSON_ID_INVALID' }]),
    ...(areGrants(account.roles) ? [] : [{ pointer: '/roles', code: 'ROLES_INVALID' }]),
  ];
  return fields.length === 0 ? ok(true) : reject('ACCOUNT_INVALID', undefined, { fields });
}

export function areGrants(grants: readonly RoleGrant[]): boolean {
  return (
    grants.length > 0 && grants.length <= MAX_GRANTS && grants.every((grant) => RoleGrant.safeParse(grant).success)
  );
}
