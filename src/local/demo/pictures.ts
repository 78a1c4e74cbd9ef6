import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { READ_SCOPES } from '../klaviyo/handler';
import { createSampleAccount } from './sample/sample-account';
import { startKlaviyoServer } from '../klaviyo/server';
import { openBrowser } from './preview/browser';
import { hurriedNow, nothingSkipped } from './preview/hurried-clock';
import { smallPng } from './preview/small-png';
import { startPreview } from './preview/start-preview';
import { drawListing } from './listing-pictures';
import { sidebarScreens, tabScreens } from './screens';

const KEY = 'pk_sample_account_not_a_real_key';
const FOLDER = resolve(__dirname, '../../docs');
/** Screens to be looked at one by one, kept by nobody. */
const SCREENS = resolve(__dirname, '../../out/screens');
/** By then the page has looked at the workbook again. */
const SETTLED_AFTER = 2_500;

/** `npm run pictures`: screens of every view and tab, and the README's and the Marketplace listing's pictures, from the preview on the sample account. */
async function main(): Promise<void> {
  process.env['TZ'] = 'Etc/UTC';
  const skipped = nothingSkipped();
  const now = (): number => hurriedNow(skipped);
  const klaviyo = await startKlaviyoServer({
    account: createSampleAccount({ seed: 1, now: now() }),
    port: 0,
    keys: [{ key: KEY, scopes: READ_SCOPES }],
    limits: true,
    now,
  });
  const preview = await startPreview({ bundleFolder: join(__dirname, '../../dist'), builtFolder: __dirname, klaviyoUrl: klaviyo.url, port: 0, skipped });
  const browser = await openBrowser();
  mkdirSync(join(FOLDER, 'site'), { recursive: true });
  try {
    await sidebarScreens(browser, preview, { key: KEY, folder: join(SCREENS, 'sidebar') });
    await tabScreens(browser, preview, join(SCREENS, 'tabs'));
    const page = await browser.newPage({ viewport: { width: 1440, height: 820 } });
    await page.goto(preview.url);
    const sidebar = page.frameLocator('iframe');
    await sidebar.getByRole('list', { name: 'First moves' }).waitFor({ timeout: 60_000 });
    await sidebar.getByRole('tab', { name: 'Results' }).click();
    await sidebar.getByRole('list', { name: 'First moves' }).getByRole('button').nth(2).click();
    await sidebar.getByRole('article').waitFor();
    await openTab(page, 'Tracker');
    // Small enough for the columns up to the audience's size.
    await page.addStyleTag({ content: '.grid { zoom: 0.7; }' });
    await picture(page, 'tracker.png');
    await page.setViewportSize({ width: 1440, height: 1060 });
    await sidebar.getByRole('tab', { name: 'Results' }).click();
    await page.waitForTimeout(SETTLED_AFTER);
    await picture(page.locator('aside'), 'sidebar.png');
    await page.getByRole('button', { name: 'Close the sidebar' }).click();
    await page.addStyleTag({ content: '.grid { zoom: 0.8 !important; }' });
    await page.setViewportSize({ width: 960, height: 1240 });
    await openTab(page, 'Summary');
    await picture(page, 'summary.png');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.waitForTimeout(SETTLED_AFTER);
    await picture(page, 'site/screen-summary.png');
    await page.addStyleTag({ content: '.grid { zoom: 0.7 !important; }' });
    await openTab(page, 'Tracker');
    await picture(page, 'site/screen-tracker.png');
    await drawListing(browser, join(FOLDER, 'site'));
    console.log(
      `The README's three pictures are in ${FOLDER}, the listing's in ${join(FOLDER, 'site')}; screens of every view and tab, to be looked at, in ${SCREENS}.`,
    );
  } finally {
    await browser.close();
    await preview.close();
    await klaviyo.close();
  }
}

async function picture(what: Page | Locator, file: string): Promise<void> {
  writeFileSync(join(FOLDER, file), smallPng(await what.screenshot()));
}

async function openTab(page: Page, tab: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Tabs of the workbook' }).getByRole('button', { name: tab, exact: true }).click();
  await page.waitForTimeout(SETTLED_AFTER);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
