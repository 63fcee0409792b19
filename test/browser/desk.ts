import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

export type Language = 'zh' | 'en';

/** Where pictures go; without it none are taken. */
const PICTURES = process.env['JIANZHENG_PICTURES'];

/** One person's page, which listens for everything that a good page never does. */
export class Desk {
  /** Console errors, failed and foreign requests, answers with an error, policy violations. */
  readonly complaints: string[] = [];
  readonly #expected: RegExp[] = [];

  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.#complain(`console: ${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => this.#complain(`error: ${error.message}`));
    page.on('request', (request) => {
      const isOwn = [this.url, 'blob:', 'data:'].some((start) => request.url().startsWith(start));
      if (!isOwn) this.#complain(`foreign request: ${request.url()}`);
    });
    page.on('requestfailed', (request) => {
      // Leaving a page ends what it was still reading.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') {
        this.#complain(`failed: ${request.method()} ${request.url()} ${request.failure()?.errorText ?? ''}`);
      }
    });
    page.on('response', (response) => {
      if (response.status() >= 400) {
        this.#complain(`${response.status()}: ${response.request().method()} ${response.url()}`);
      }
    });
  }

  /** From now on, complaints like these belong to what is tested. */
  expect(...patterns: readonly RegExp[]): void {
    this.#expected.push(...patterns);
  }

  #complain(text: string): void {
    if (!this.#expected.some((pattern) => pattern.test(text))) this.complaints.push(text.replaceAll(this.url, ''));
  }

  /** The console keeps its language in the browser. */
  async speak(language: Language): Promise<void> {
    await this.page.addInitScript({
      content: `try { localStorage.setItem('jianzheng.language', '${language}'); } catch { /* about:blank has none */ }`,
    });
  }

  /** Opens a page of the console and waits until it has read what it shows. */
  async go(path: string): Promise<void> {
    await this.page.goto(path);
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.page.locator('h1').first().waitFor();
    const busy = this.page.locator('.ant-skeleton, .ant-spin-spinning, [aria-busy="true"]');
    while ((await busy.count()) > 0) await busy.first().waitFor({ state: 'detached' });
  }

  /** Changes the language as a person does, with the button of the header. */
  async switchLanguage(): Promise<void> {
    await this.page.getByRole('button', { name: /^(English|中文)$/ }).click();
  }

  async picture(name: string, whole = false): Promise<void> {
    if (PICTURES === undefined) return;
    mkdirSync(PICTURES, { recursive: true });
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: whole });
  }

  text(): Promise<string> {
    return this.page.locator('body').innerText();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name, exact: true });
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}
