import { demoAccounts } from './demo-accounts.js';
import { newOneTimePassword } from './one-time-password.js';
import { checkPassword } from './password-policy.js';

const ABOUT = { login: 'gaomin', displayName: '高敏' };
const verdict = (password: string) => {
  const result = checkPassword(password, ABOUT);
  return result.ok ? 'ok' : String(result.error.params?.['reason']);
};

describe('a chosen password', () => {
  it.each<[string, string]>([
    ['three quiet herons', 'ok'],
    ['青禾社区门口的三棵老槐树', 'ok'],
    ['xkcdnotfound', 'ok'],
    ['Tr7-herons', 'ok'],
    ['herons7G', 'ok'],
    ['🦆🦢🦩🐦🦉🦅🦜🐧🐤🐥🦤🕊', 'ok'],
    ['Tr7-her', 'too-short'],
    ['heronsgeese', 'too-short'],
    ['herons77', 'too-short'],
    ['青禾社区门口', 'too-short'],
    ['', 'too-short'],
    ['aaaaaaaaaaaaaaaa', 'too-regular'],
    ['ababababababab', 'too-regular'],
    ['abcdefghijklmn', 'too-regular'],
    ['9876543210ab', 'too-regular'],
    ['Password123!', 'common'],
    ['P@ssw0rd2021', 'common'],
    ['Admin@123456', 'common'],
    ['woaini1314520', 'common'],
    ['1qaz@WSX3edc', 'common'],
    ['Qwerty123456', 'common'],
    ['jianzheng2026!', 'common'],
    ['Huawei@123456', 'common'],
    ['gaomin-heron-7', 'contains-name'],
    ['xxGAOMINxx-77', 'contains-name'],
    ['我是高敏，真的不是别人呀呀', 'contains-name'],
    ['herons\u0000geese77', 'control-character'],
    ['herons\ud800geese77', 'control-character'],
    ['herons and geese '.repeat(8), 'too-long'],
  ])('%j is judged %s', (password, expected) => {
    expect(verdict(password)).toBe(expected);
  });

  it('may contain a common word when enough else is there', () => {
    expect(verdict('password of three quiet herons')).toBe('ok');
  });

  it('is counted in characters after composition, however it was typed', () => {
    expect(verdict('e\u0301'.repeat(8))).toBe(verdict('\u00e9'.repeat(8)));
  });

  it('is never repeated in the refusal', () => {
    const result = checkPassword('Marker@123', ABOUT);
    expect(JSON.stringify(result)).not.toContain('arker');
  });

  it('would be refused if it were a one-time password kept, only by being unchanged', () => {
    for (let i = 0; i < 50; i++) expect(verdict(newOneTimePassword(0).password)).toBe('ok');
  });

  it('of the demonstration passes too', () => {
    for (const account of demoAccounts()) expect(checkPassword(account.password, account).ok).toBe(true);
  });
});
