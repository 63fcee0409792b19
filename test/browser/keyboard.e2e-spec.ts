import type { Desk } from './desk.js';
import { describeInBrowser, passwordOf, Street } from './street.js';

jest.setTimeout(120_000);

/** Everything is reached with the keyboard alone; where the focus stands is always seen. */
describeInBrowser('the keyboard alone', () => {
  let street: Street;
  let desk: Desk;
  beforeAll(async () => {
    street = await Street.open();
    desk = await street.stranger(await street.context());
  });
  afterAll(() => street?.close());

  const key = (name: string) => desk.page.keyboard.press(name);
  /** Presses Tab until the focus stands on what is wanted; every stop on the way must be seen. */
  async function tabTo(wanted: RegExp, limit = 60): Promise<void> {
    for (let i = 0; i < limit; i += 1) {
      await key('Tab');
      const stop = (await desk.page.evaluate(FOCUSED)) as Stop;
      if (!stop.seen) throw new Error(`the focus on ${stop.name} is not seen: ${JSON.stringify(stop)}`);
      if (wanted.test(stop.name)) return;
    }
    throw new Error(`no way with Tab to ${String(wanted)}`);
  }

  it('signs in: name, password, Enter', async () => {
    await desk.go('/sign-in');
    await tabTo(/登录名/);
    await desk.page.keyboard.type('gaomin');
    await key('Tab');
    await desk.page.keyboard.type('wrong');
    desk.expect(/401/);
    await key('Enter');
    await desk.page.locator('.ant-alert-error').waitFor();
    await key('Control+a');
    await desk.page.keyboard.type(passwordOf('gaomin'));
    await key('Enter');
    await desk.page.waitForURL(/\/app\//);
    await desk.settled();
  });

  it('skips the menu, opens a step and records', async () => {
    await desk.go('/app/communities/C07/steps/0');
    await tabTo(/跳到正文/, 1);
    await desk.picture('keyboard-skip');
    await key('Enter');
    await tabTo(/党员、居民代表人数登记/);
    await desk.picture('keyboard-command');
    await key('Enter');
    await desk.page.locator('form.form-main').waitFor();
    await tabTo(/发生时间/);
    await desk.page.keyboard.type('2021-12-20');
    await key('Enter');
    // Enter took the day; the form is still being filled.
    expect(await desk.page.locator('.form-head .ant-alert').count()).toBe(0);
    await tabTo(/有选举权的党员人数/);
    await desk.picture('keyboard-field');
    await desk.page.keyboard.type('90');
    await tabTo(/居民代表人数/);
    await desk.page.keyboard.type('45');
    await key('Enter');
    await desk.page.getByRole('heading', { name: '核对' }).waitFor();
    await tabTo(/提交/);
    await desk.picture('keyboard-submit');
    await key('Enter');
    await desk.page.getByText('已记入台账', { exact: true }).waitFor();
    expect(desk.complaints).toEqual([]);
  });

  it('opens an event, walks through its views and closes it with Esc', async () => {
    await desk.go('/app/communities/C07?tab=events');
    await tabTo(/^2021-12-20 .*人/, 90);
    await desk.picture('keyboard-event');
    await key('Enter');
    const drawer = desk.page.locator('.ant-drawer');
    await drawer.getByRole('tab', { name: '句子' }).waitFor();
    await tabTo(/句子/, 12);
    await key('ArrowRight');
    await key('Enter');
    await drawer.getByRole('tab', { name: '变更', selected: true }).waitFor();
    await desk.picture('keyboard-drawer');
    await key('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(desk.complaints).toEqual([]);
  });
});

interface Stop {
  readonly name: string;
  readonly seen: boolean;
}

/** What has the focus and whether that is seen: an outline or ring on it or around it, inside the window. */
const FOCUSED = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body) return { name: 'nothing', seen: true };
  const own = element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? '';
  const name = (own + ' ' + (element.innerText ?? '')).trim();
  const ring = (one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  };
  let at = element;
  let seen = false;
  for (let i = 0; i < 4 && at !== null && !seen; i += 1, at = at.parentElement) seen = ring(at);
  if (element.nextElementSibling !== null) seen ||= ring(element.nextElementSibling);
  const box = element.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight;
  return { name: name === '' ? element.outerHTML.slice(0, 80) : name, seen: seen && inside, ring: seen, top: box.top, bottom: box.bottom };
})()`;
