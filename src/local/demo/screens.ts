import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Preview } from './preview/start-preview';
import { smallPng } from './preview/small-png';

/** As wide as Google shows a sidebar. */
const SIDEBAR = { width: 300, height: 700 };
/** A laptop's window, for the first screen of each tab. */
const WINDOW = { width: 1440, height: 820 };
/** By then a page has looked at the workbook again. */
const SETTLED_AFTER = 2_500;

type Keep = (page: Page, name: string, whole?: boolean) => Promise<void>;

/** Keeps a screen under its number and name; `whole`: however long it is. */
function keeper(folder: string): Keep {
  mkdirSync(folder, { recursive: true });
  let number = 0;
  return async (page, name, whole = true) => {
    number += 1;
    await page.waitForTimeout(SETTLED_AFTER);
    const window = page.viewportSize();
    if (whole && window !== null) {
      // A window as high as the page: in a taller picture of a low window, what sticks to its edges would lie across the middle.
      await page.evaluate(() => {
        scrollTo(0, 0);
      });
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: window.width, height: Math.max(window.height, height) });
    }
    writeFileSync(join(folder, `${String(number).padStart(2, '0')}-${name}.png`), smallPng(await page.screenshot()));
    if (window !== null) await page.setViewportSize(window);
  };
}

/** Screens of every view of the sidebar at 300 pixels, as somebody who is new to it comes to them: from an empty sheet to the first decision. */
export async function sidebarScreens(browser: Browser, preview: Preview, { key, folder }: { readonly key: string; readonly folder: string }): Promise<void> {
  const keep = keeper(folder);
  const page = await browser.newPage({ viewport: SIDEBAR });
  page.setDefaultTimeout(10 * 60_000);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const view = (name: string) => page.getByRole('tab', { name, exact: true }).click();
  await page.goto(`${preview.url}/sidebar?person=owner`);
  await page.getByLabel('Private API key').waitFor();
  await keep(page, 'account-new');
  await page.getByLabel('Private API key').fill('AbC123');
  await button('Connect').click();
  await page.getByRole('alert').waitFor();
  await keep(page, 'account-refused-key');
  await page.getByLabel('Private API key').fill(key);
  await button('Connect').click();
  await button('Next: confirm the plan').waitFor();
  await keep(page, 'account');
  await button('Next: confirm the plan').click();
  await keep(page, 'plan');
  await page.getByText(/^Metrics: /).click();
  await keep(page, 'plan-metrics');
  await page.getByLabel('Planning window').fill('4000');
  await button('Save 1 change').click();
  await page.getByText('outside what is allowed').waitFor();
  await keep(page, 'plan-refused', false);
  await page.getByLabel('Planning window').fill('90');
  await view('Results');
  await keep(page, 'results-none');
  await view('Refresh');
  await keep(page, 'refresh');
  await button('Refresh now').click();
  await button('Cancel refresh').waitFor();
  await page.waitForTimeout(5_000);
  await keep(page, 'refresh-running');
  await page.getByText('The refresh is finished').waitFor();
  await keep(page, 'refresh-done');
  await view('Results');
  await keep(page, 'results');
  await page.getByText(/to merge or retire/).click();
  await keep(page, 'results-clean-up');
  for (const action of ['Create', 'Refresh', 'Merge', 'Retire']) {
    await view('Results');
    const move = page
      .getByRole('list', { name: 'First moves' })
      .getByRole('button')
      .filter({ hasText: `${action}:` })
      .first();
    if ((await move.count()) === 0) continue;
    await move.click();
    await page.getByRole('article').waitFor();
    await keep(page, `row-${action.toLowerCase()}`);
  }
  await view('Account');
  await keep(page, 'account-later');
  await page.close();
}

/** The first screen of each tab, as it opens on a laptop. */
export async function tabScreens(browser: Browser, preview: Preview, folder: string): Promise<void> {
  const keep = keeper(folder);
  const page = await browser.newPage({ viewport: WINDOW });
  await page.goto(preview.url);
  await page.frameLocator('iframe').getByRole('tablist').waitFor();
  await page.getByRole('button', { name: 'Close the sidebar' }).click();
  const tabs = page.getByRole('navigation', { name: 'Tabs of the workbook' }).getByRole('button');
  for (const name of await tabs.allInnerTexts()) {
    await tabs.filter({ hasText: name }).first().click();
    await keep(
      page,
      name
        .trim()
        .toLowerCase()
        .replace(/[^a-z]+/g, '-'),
      false,
    );
  }
  await page.close();
}
