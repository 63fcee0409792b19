import type { Desk } from './desk.js';
import { Entry } from './entry.js';
import { describeInBrowser, Street } from './street.js';

jest.setTimeout(180_000);

/** S4: the notice of 望湖 was cut short; who inspects sees why, and that nobody has touched the record. */
describeInBrowser('what an inspector sees', () => {
  let street: Street;
  let inspector: Desk;
  beforeAll(async () => {
    street = await Street.open();
    inspector = await street.desk('zhengrui');
  });
  afterAll(() => street?.close());

  it('is the notice cut short, with its sum, now and as of the day it happened', async () => {
    await inspector.go('/app/overview');
    await inspector.picture('s4-overview');
    await inspector.page
      .locator('tr', { hasText: '望湖社区' })
      .getByRole('link', { name: /第 7 步.*有问题/ })
      .click();
    await inspector.settled();
    const sum = /至 2021-11-08 17:30 下架满 3 天，少于 5 天/;
    await inspector.page.getByText(sum).first().waitFor();
    expect(await inspector.text()).toContain('PTY-20');
    await inspector.go('/app/communities/C02?tab=rules&asOf=2021-11-09');
    await inspector.page.getByText(sum).first().waitFor();
    await inspector.picture('s4-rules-as-of');
    expect(await inspector.text()).toContain('2021-11-09');
    const row = inspector.page.locator('.rule-table tr', { hasText: 'PTY-20' }).first();
    expect(await row.innerText()).toContain('不符合');
    expect(await row.innerText()).toContain('另一理解');
    await inspector.go('/app/communities/C02?tab=notices&asOf=2021-11-07');
    expect(await inspector.text()).not.toContain('重新公示');
    await inspector.go('/app/communities/C02?tab=timeline');
    await inspector.picture('s4-timeline');
    expect(await inspector.text()).toContain('天数不足');
    expect(inspector.complaints).toEqual([]);
  });

  it('is the prohibition that the finding belongs to', async () => {
    await inspector.link('十个严禁').click();
    await inspector.settled();
    await inspector.picture('s4-prohibitions');
    await inspector.page.locator('button', { hasText: '已查实' }).first().click();
    await inspector.page.locator('.ant-drawer').getByText('PTY-20').first().waitFor();
    await inspector.picture('s4-prohibition-cell');
    expect(inspector.complaints).toEqual([]);
  });

  it('is an indication, taken and concluded by one and approved by another', async () => {
    await inspector.go('/app/communities/C03?tab=rules');
    const findings = inspector.page.getByRole('region', { name: '核查' });
    const row = findings.locator('tbody tr', { hasText: '有疑点' }).first();
    const rule = (await row.locator('b').first().innerText()).trim();
    await row.getByRole('link', { name: '开始核查' }).click();
    await inspector.page.locator('form.form-main').waitFor();
    await inspector.picture('finding-take');
    const taking = new Entry(inspector);
    await taking.write('备注', '调取户籍登记核对');
    await taking.record();
    await inspector.link('返回').last().click();
    await findings.locator('tr', { hasText: rule }).getByRole('link', { name: '提出结论' }).click();
    const proposal = new Entry(inspector);
    await proposal.tick('结论', '已查实');
    await proposal.write('理由', '经核对户籍，二人确为兄妹');
    await inspector.picture('finding-propose');
    await proposal.record();
    await inspector.link('返回').last().click();
    await inspector.page.getByText('本人提出，须由另一人批准').waitFor();
    expect(await findings.locator('tr', { hasText: rule }).getByRole('link', { name: '批准结论' }).count()).toBe(0);
    await inspector.picture('finding-proposed');

    const second = await street.desk('shenliyan');
    await second.go('/app/workbench');
    await second.page.getByText(`郑锐 就 ${rule} 提出结论，待批准`).click();
    await second.page.getByRole('link', { name: '退回' }).first().click();
    const returning = new Entry(second);
    await returning.write('理由', '请补充户籍证明');
    await second.picture('finding-return');
    await returning.record();
    await second.close();

    // What somebody else did arrives without reloading.
    await findings.locator('tr', { hasText: rule }).getByRole('link', { name: '提出结论' }).waitFor();
    expect(inspector.complaints).toEqual([]);
  });

  it('is an event in four views, whose proof the browser checks itself', async () => {
    await openEvent();
    await inspector.picture('event-sentence');
    await inspector.page.getByRole('tab', { name: '变更' }).click();
    const drawer = inspector.page.locator('.ant-drawer');
    await drawer.getByText('实到党员').waitFor();
    await inspector.picture('event-change');
    expect(await drawer.innerText()).not.toMatch(/presentMembers|community-party|personId/);
    await inspector.page.getByRole('tab', { name: '原文' }).click();
    await drawer.getByText('与服务器所报一致').waitFor();
    await inspector.picture('event-bytes');
    await inspector.page.getByRole('tab', { name: '证明' }).click();
    const verdict = inspector.page.getByTestId('proof-verdict');
    await drawer.locator('.verdict.good').waitFor();
    await inspector.picture('event-proof');
    expect(await verdict.innerText()).toContain('通过');
    expect(inspector.complaints).toEqual([]);
  });

  it.each([
    [
      'a step of its path',
      '/proof',
      (proof: Answer) => ({ ...proof, path: proof.path?.map((one, i) => (i === 0 ? flipped(one) : one)) }),
    ],
    [
      'its signed checkpoint',
      '/proof',
      (proof: Answer) => ({
        ...proof,
        checkpoint: proof.checkpoint?.replace(/\n(\d+)\n/, (_all, n: string) => `\n${Number(n) + 1}\n`),
      }),
    ],
    ['one character of its bytes', '', (event: Answer) => ({ ...event, bytes: changedBytes(event.bytes ?? '') })],
  ] as const)('refuses an event when %s was changed on the way', async (what, path, changed) => {
    const desk = await street.desk('zhengrui');
    let isChanged = false;
    await desk.page.route(new RegExp(`/api/v1/events/[0-9a-f-]{36}${path}$`), async (route) => {
      const answer = await route.fetch();
      const before = (await answer.json()) as Answer;
      const after = changed(before);
      isChanged = JSON.stringify(after) !== JSON.stringify(before);
      await route.fulfill({ response: answer, json: after });
    });
    await openEvent(desk);
    await desk.page.getByRole('tab', { name: '证明' }).click();
    await desk.page.locator('.verdict.wrong').waitFor();
    await desk.picture(`proof-refused-${what.replaceAll(/[^a-z]+/g, '-')}`);
    expect(isChanged).toBe(true);
    expect(await desk.page.locator('.verdict.wrong').innerText()).toContain('核验不通过');
    expect(await desk.page.locator('.verdict.good').count()).toBe(0);
    await desk.close();
  });

  it('is the verification of the whole ledger', async () => {
    await inspector.go('/app/integrity');
    await inspector.picture('integrity');
    await inspector.button(/验证/).first().click();
    await inspector.page.locator('.verdict.good').first().waitFor();
    await inspector.picture('integrity-verified');
    expect(inspector.complaints).toEqual([]);
  });

  async function openEvent(desk = inspector): Promise<void> {
    await desk.go('/app/events?community=C02&type=RecommendationMeetingHeld');
    await desk.page.locator('main a', { hasText: '推荐' }).first().click();
    await desk.page.locator('.ant-drawer').getByRole('tab', { name: '证明' }).waitFor();
  }
});

interface Answer {
  readonly path?: readonly string[];
  readonly checkpoint?: string;
  readonly bytes?: string;
}

/** The same length, one character other. */
function flipped(text: string): string {
  const [first = ''] = text;
  return (first === 'a' ? 'b' : 'a') + text.slice(1);
}

function changedBytes(base64: string): string {
  const text = Buffer.from(base64, 'base64').toString('utf8');
  return Buffer.from(text.replace('104', '114'), 'utf8').toString('base64');
}
