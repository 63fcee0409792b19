import type { Locator } from 'playwright-core';
import type { Desk } from './desk.js';

/** The form of one command, filled by what stands beside its fields. */
export class Entry {
  constructor(private readonly desk: Desk) {}

  get #form(): Locator {
    return this.desk.page.locator('form.form-main');
  }

  field(label: string): Locator {
    return this.#form.getByLabel(label, { exact: true });
  }

  #group(label: string): Locator {
    return this.#form.locator('fieldset').filter({ has: this.desk.page.locator('legend', { hasText: label }) });
  }

  async write(label: string, text: string | number): Promise<this> {
    await this.field(label).fill(String(text));
    return this;
  }

  /** A day, `2021-11-05`, or with its time, `2021-11-05 10:00`. */
  async day(label: string, day: string): Promise<this> {
    const input = this.field(label);
    const calendar = this.desk.page.locator('.ant-picker-dropdown:not(.ant-picker-dropdown-hidden)');
    await input.click();
    await calendar.waitFor();
    await input.fill(day);
    await input.press('Enter');
    await calendar.waitFor({ state: 'hidden' });
    return this;
  }

  async on(day: string): Promise<this> {
    if (day.length > 10) await this.#form.getByText('日期和时间', { exact: true }).click();
    return this.day('发生时间', day);
  }

  /** A choice among few, which are all seen. */
  async tick(label: string, option: string): Promise<this> {
    await this.#group(label).last().getByText(option, { exact: true }).click();
    return this;
  }

  /** A choice from a list that opens. */
  async pick(label: string, option: string, typed?: string): Promise<this> {
    const box = this.field(label);
    await box.click();
    if (typed !== undefined) await box.fill(typed);
    await this.desk.page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
      .filter({ hasText: option })
      .first()
      .click();
    return this;
  }

  person(label: string, name: string): Promise<this> {
    return this.pick(label, name, name);
  }

  async persons(label: string, names: readonly string[]): Promise<this> {
    for (const name of names) await this.person(`添加${label}`, name);
    return this;
  }

  /** Rows of a table that begins empty, each with its cells in order of the columns: `person:` picks, others are typed. */
  async rows(label: string, rows: readonly (readonly [string, string][])[]): Promise<this> {
    for (const [i, row] of rows.entries()) {
      await this.#form.getByRole('button', { name: `添加一行（${label}）` }).click();
      let name = `第 ${i + 1} 行`;
      for (const [column, value] of row) {
        if (column === '人员') {
          await this.person(`${name} 人员`, value);
          name = value;
        } else if (column === '职务') {
          await this.pick(`${name} 职务`, value, value);
        } else {
          await this.write(`${name} ${column}`, value);
        }
      }
    }
    return this;
  }

  async lines(label: string, lines: readonly string[]): Promise<this> {
    const group = this.#group(label).last();
    for (const [i, line] of lines.entries()) {
      const box = this.field(`${label} ${i + 1}`);
      if ((await box.count()) === 0) await group.getByRole('button', { name: '加一行' }).click();
      if ((await box.getAttribute('role')) === 'combobox') await this.pick(`${label} ${i + 1}`, line);
      else await box.fill(line);
    }
    return this;
  }

  /** To the page that shows everything once more; stays where something is wrong. */
  async toCheck(): Promise<void> {
    await this.#form.getByRole('button', { name: '下一步：核对' }).click();
  }

  answers(): Promise<string> {
    return this.#form.locator('.answers').first().innerText();
  }

  async submit(): Promise<void> {
    await this.#form.getByRole('button', { name: '提交', exact: true }).click();
  }

  /** Checks, submits and waits until it stands in the ledger. */
  async record(): Promise<void> {
    await this.toCheck();
    await this.submit();
    const { page } = this.desk;
    const told = page.getByText('已记入台账', { exact: true });
    const refused = page.locator('.form-head .ant-alert-error');
    await told.or(refused).first().waitFor();
    if (await refused.isVisible()) throw new Error(`refused: ${await refused.innerText()}`);
  }

  /** What the form says is wrong, as a whole. */
  faults(): Promise<string> {
    return this.desk.page.locator('.form-head').getByRole('alert').first().innerText();
  }

  /** Tries to submit what cannot be: what is said, whether it is held back or refused; at the fields again afterwards. */
  async refusal(): Promise<string> {
    const { page } = this.desk;
    await this.toCheck();
    const heldBack = page.locator('#form-refused');
    const refused = page.locator('.form-head .ant-alert-error');
    await this.#form
      .getByRole('button', { name: '提交', exact: true })
      .click({ timeout: 2000 })
      .catch(() => undefined);
    await heldBack.or(refused).first().waitFor();
    const said = await page.locator('.ant-alert-error').allInnerTexts();
    const back = this.#form.getByRole('button', { name: '返回修改' });
    if (await back.isVisible()) await back.click();
    return said.join('\n');
  }

  /** What the rules say of what is typed. */
  async rules(): Promise<string> {
    const panel = this.desk.page.locator('.rule-panel');
    await panel.locator('[aria-busy="false"]').waitFor();
    return panel.innerText();
  }
}
