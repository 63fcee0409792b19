import type { Desk } from './desk.js';
import { Entry } from './entry.js';
import { describeInBrowser, Street } from './street.js';

jest.setTimeout(120_000);

const FORM = '/app/entry/party-elections/enter-count?community=C04';
const VOTES = [70, 66, 61, 58, 52, 31, 20];

/** ¶41: two people enter the count, each from the paper; where they differ, a third one is asked. */
describeInBrowser('a count', () => {
  let street: Street;
  beforeAll(async () => {
    street = await Street.open();
  });
  afterAll(() => street?.close());

  async function filled(desk: Desk, valid: number, votes: readonly number[]): Promise<Entry> {
    const form = new Entry(desk);
    for (const [label, n] of [
      ['发出票数', 76],
      ['收回票数', 76],
      ['有效票', valid],
      ['废票', 1],
    ] as const) {
      await form.write(label, n);
    }
    const boxes = desk.page.locator('form.form-main tbody input.ant-input-number-input');
    for (const [i, n] of votes.entries()) await boxes.nth(i).fill(String(n));
    return form;
  }

  it('that cannot be is refused with the sum; one that can be is entered, and its figures stay hidden from the second person', async () => {
    const first = await street.desk('gaomin');
    await first.go(FORM);
    await first.page.getByText('计票结果由两人分别录入').waitFor();
    const form = await filled(first, 70, VOTES);
    first.expect(/422/);
    expect(await form.refusal()).toMatch(/70.*1|71/);
    await first.picture('count-impossible');
    await form.write('有效票', 75);
    await form.record();
    await first.close();
  });

  it('differs where the second person read something else, and both see where', async () => {
    const second = await street.desk('luchuanxing');
    await second.go(FORM);
    await second.page.getByText('高敏 已录入。您须是另一人').waitFor();
    expect(await second.text()).not.toContain('70');
    const form = await filled(
      second,
      75,
      VOTES.map((n, i) => (i === 4 ? n - 10 : n)),
    );
    await form.record();
    await second.go('/app/communities/C04/steps/10');
    await second.page.getByText('两人录入有 1 处不同，须由第三人对照原件录入').waitFor();
    const row = second.page.locator('tr.bad-row');
    expect(await row.count()).toBe(1);
    expect(await row.innerText()).toMatch(/52\s+42/);
    await second.picture('count-differs');
    await second.go(FORM);
    await second.page.getByText('您已录入过一次').waitFor();
    await second.go('/app/workbench');
    // It waits for somebody else, and is not offered as one's own work.
    await second.page.getByText('柳园社区：两人录入有 1 处不同，须由第三人录入，本人已录入过').waitFor();
    expect(await second.text()).not.toContain('柳园社区：两人录入有 1 处不同，待第三人录入');
    expect(second.complaints).toEqual([]);
    await second.close();
  });
});
