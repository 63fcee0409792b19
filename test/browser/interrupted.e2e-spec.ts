import type { Desk } from './desk.js';
import { Entry } from './entry.js';
import { describeInBrowser, passwordOf, Street } from './street.js';

jest.setTimeout(180_000);

const FORM = '/app/entry/party-elections/record-secretary-analysis?community=C04';
const SUMMARY = '逐社区分析书记岗位，研判现任和后备人选，已形成书面意见';

/** Whatever comes between a person and the ledger, nothing typed is lost and nothing is recorded twice. */
describeInBrowser('an entry that is interrupted', () => {
  let street: Street;
  let desk: Desk;
  beforeAll(async () => {
    street = await Street.open();
  });
  afterAll(() => street?.close());
  beforeEach(async () => {
    await street.startAgain();
    desk = await street.desk('luchuanxing');
    await desk.go(FORM);
  });
  afterEach(() => desk.close());

  async function filled(): Promise<Entry> {
    const form = new Entry(desk);
    await form.on('2021-12-20');
    await form.write('情况', SUMMARY);
    return form;
  }

  const recorded = async () => {
    const { total } = await street.ask<{ total: number }>(
      'zhengrui',
      'GET',
      '/events?community=C04&type=SecretaryAnalysed',
    );
    return total;
  };

  it('goes on after the session has ended: signed in over the form, then submitted', async () => {
    const before = await recorded();
    const form = await filled();
    await form.toCheck();
    desk.expect(/401/);
    await desk.page.context().clearCookies();
    await form.submit();
    const over = desk.page.getByRole('dialog', { name: '登录' });
    await over.waitFor();
    expect(await over.innerText()).toContain('已填写的内容不会丢失');
    await desk.picture('interrupted-session');
    await over.getByLabel('登录名').fill('luchuanxing');
    await over.getByLabel('密码').fill(passwordOf('luchuanxing'));
    await over.getByLabel('密码').press('Enter');
    await over.waitFor({ state: 'hidden' });
    expect(await form.answers()).toContain(SUMMARY);
    await form.submit();
    await desk.page.getByText('已记入台账', { exact: true }).waitFor();
    expect(await recorded()).toBe(before + 1);
  });

  it('goes on after the server was away: says so, keeps everything, records once', async () => {
    const before = await recorded();
    const form = await filled();
    await form.toCheck();
    desk.expect(/./);
    await street.stop();
    await form.submit();
    await desk.page.locator('.form-head').getByText('连接不上服务器').waitFor();
    await desk.picture('interrupted-server');
    expect(await form.answers()).toContain(SUMMARY);
    await street.startAgain();
    // The page reads again by itself in between; the form stays.
    await desk.page.locator('.live-mark:not(.lost)').waitFor({ timeout: 60_000 });
    expect(await form.answers()).toContain(SUMMARY);
    await form.submit();
    await desk.page.getByText('已记入台账', { exact: true }).waitFor();
    expect(await recorded()).toBe(before + 1);
  });

  it('is recorded once however often it is pressed, also when the answer was lost', async () => {
    const before = await recorded();
    const form = await filled();
    await form.toCheck();
    let lost = 0;
    desk.expect(/ERR_FAILED|Failed to load/);
    await desk.page.route('**/commands/record-secretary-analysis', async (route) => {
      // It arrives and is recorded; only the answer does not come back.
      await route.fetch();
      lost += 1;
      await route.abort('failed');
    });
    await desk.page.getByRole('button', { name: '提交', exact: true }).dblclick();
    await desk.page.locator('.form-head').getByText('连接不上服务器').waitFor();
    expect(lost).toBe(1);
    await desk.page.unroute('**/commands/record-secretary-analysis');
    await form.submit();
    await desk.page.getByText('此前已记入台账，没有重复记录').waitFor();
    await desk.picture('interrupted-repeated');
    expect(await recorded()).toBe(before + 1);
  });

  it('asks before it is left with the way back of the browser, and is changed with its own', async () => {
    await desk.go('/app/communities/C04/steps/5');
    await desk.page.locator('.command-list a', { hasText: '逐社区分析研判' }).click();
    const form = await filled();
    await form.toCheck();
    await desk.page.getByRole('heading', { name: '核对' }).waitFor();
    await desk.page.goBack();
    const question = desk.page.getByRole('dialog', { name: '离开此页？' });
    await question.waitFor();
    await desk.picture('interrupted-back');
    await question.getByRole('button', { name: '留在此页' }).click();
    await question.waitFor({ state: 'hidden' });
    expect(await form.answers()).toContain(SUMMARY);
    await desk.button('返回修改').click();
    expect(await form.field('情况').inputValue()).toBe(SUMMARY);
    await desk.page.goBack();
    await question.getByRole('button', { name: '离开' }).click();
    await desk.page.waitForURL(/steps\/5/);
  });

  it('tells of what another tab did meanwhile, and goes on from there', async () => {
    const inspector = await street.desk('zhengrui');
    const other = await street.desk('zhengrui');
    const rules = '/app/communities/C05?tab=rules';
    await inspector.go(rules);
    await inspector.page.getByRole('link', { name: '开始核查' }).first().click();
    const mine = new Entry(inspector);
    await mine.write('备注', '先在这一页打开');
    await mine.toCheck();
    await other.go(rules);
    await other.page.getByRole('link', { name: '开始核查' }).first().click();
    const theirs = new Entry(other);
    await theirs.write('备注', '在另一页先提交');
    await theirs.record();
    // The first page learns of it before anything is sent.
    const news = inspector.page.locator('.form-head').getByText('打开表单后，他人又登记了 1 条');
    await news.waitFor();
    await inspector.picture('interrupted-stale');
    // And why it is too late: nothing can be sent any more, and who has it is named.
    const taken = inspector.page.locator('.form-main .ant-alert-error').getByText('已由');
    await taken.waitFor();
    expect(await taken.innerText()).toContain('郑锐');
    expect(await inspector.button('提交').isDisabled()).toBe(true);
    await inspector.button('返回修改').click();
    expect(await mine.field('备注').inputValue()).toBe('先在这一页打开');
    await inspector.picture('interrupted-taken');
    await inspector.close();
    await other.close();
  });
});
