import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
  }[];
}

/** Serious and critical findings of axe, one line each. antd measures texts in rows that nobody sees. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate(
    `axe.run({ exclude: [['.ant-table-measure-row']] }, { resultTypes: ['violations'] })`,
  )) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ target, failureSummary = '' }) => {
        const why = failureSummary.split('\n').slice(1, 2).join(' ').trim();
        return `${id} at ${target.join(' ')}: ${why}`;
      }),
    );
}

/** What is wider than its page: the page itself never scrolls sideways, tables scroll in their own frames. */
export async function overflows(page: Page): Promise<readonly string[]> {
  return (await page.evaluate(`(() => {
    const wide = [document.documentElement, document.getElementById('main')]
      .filter((element) => element !== null && element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.tagName + ' ' + element.scrollWidth + ' > ' + element.clientWidth);
    if (wide.length === 0) return wide;
    const limit = document.documentElement.clientWidth;
    const guilty = [...document.querySelectorAll('#main *')]
      .filter((element) => element.getBoundingClientRect().right > limit + 1)
      .slice(0, 3)
      .map((element) => element.tagName + '.' + element.className + ' "' + (element.textContent ?? '').slice(0, 30) + '"');
    return [...wide, ...guilty];
  })()`)) as readonly string[];
}

/** Words of the console itself: headings, labels, buttons, menu, columns. */
const OWN_WORDS =
  'nav a, nav h2, button, label, legend, summary, th[scope="col"], [role="tab"], dt, .panel-title, .classified, caption';
/** Numbers of documents, codes of rules and packs, ids: the same in every language. */
const CODE = /^[A-Z][A-Za-z0-9-]*\d[\w.-]*$/;

/**
 * Words of the console in the other language. `data` are names and other values of the ledger, which have one language;
 * a language's own name is written in that language.
 */
export async function strayWords(
  page: Page,
  language: 'zh' | 'en',
  data: readonly string[],
): Promise<readonly string[]> {
  const words = (await page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(OWN_WORDS)})]
      .filter((element) => element.closest('[lang]') === document.documentElement)
      .map((element) => (element.innerText ?? '').trim()).filter((text) => text !== '')`,
  )) as readonly string[];
  const stray = language === 'en' ? /\p{Script=Han}/u : /^[A-Za-z][A-Za-z '’-]{3,}$/;
  const without = (text: string) => data.reduce((left, one) => left.replaceAll(one, ''), text);
  return [...new Set(words.filter((text) => !CODE.test(text) && stray.test(without(text))))];
}
