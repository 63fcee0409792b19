/** 2 to 32 characters that every keyboard has. */
export const LOGIN_NAME = /^[a-z][a-z0-9._-]{1,31}$/;

/** Login names are compared without case and without surrounding white space. */
export function tidyLogin(login: string): string {
  return login.trim().toLowerCase();
}
