import AxeBuilder from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { connect, finished, openStage, smallAccount, type Sheet, type Stage } from '../build/sidebar-stage';

const HOSTILE = [
  '<img src=x onerror="window.stolen=1"><script>window.stolen=1</script>',
  '=HYPERLINK("https://evil.example","x")',
  'שלום לקוחות נאמנים ‮ABC',
  `${'Very'.repeat(70)} long`,
  '🎉 “Tom & Jerry” </style></title>',
  'العملاء المخلصون',
];
const PAGE = readFileSync(resolve(__dirname, '../../dist/sidebar.html'), 'utf8');

let stage: Stage;
let sheet: Sheet;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  const account = smallAccount(Date.now());
  const named = <T extends { readonly name: string }>(all: readonly T[]): T[] =>
    all.map((one, place) => ({ ...one, name: `${HOSTILE[place % HOSTILE.length]} ${place}` }));
  sheet = await stage.open({
    account: {
      ...account,
      account: { ...account.account, organization: HOSTILE[0] ?? '' },
      segments: named(account.segments),
      lists: named(account.lists),
      metrics: account.metrics,
    },
  });
  page = await sheet.sidebar();
});
afterAll(() => stage?.close());

/** What a view must hold to: no violation that axe knows, no scrolling sideways, no element that a name made. */
async function expectGoodView(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(300);
  expect(await page.locator('img, iframe, object, body script:not(:empty) ~ script').count()).toBe(0);
  expect(await page.evaluate(() => 'stolen' in window)).toBe(false);
}

describe('every view is accessible, 300 pixels wide, and shows any name as text', () => {
  test('opening, with no key', expectGoodView);

  test('a refused key', async () => {
    await connect(page, 'AbC123');
    await page.getByRole('alert').waitFor();
    await expectGoodView();
  });

  test('the connected account, with its scopes folded out and the question before leaving', async () => {
    await connect(page);
    await page.locator('summary').click();
    expect(await page.locator('dd').first().innerText()).toBe(HOSTILE[0]);
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await expectGoodView();
    await page.getByRole('button', { name: 'Keep it' }).click();
  });

  test('the plan, before and after a change', async () => {
    await page.getByRole('tab', { name: 'Plan' }).click();
    await expectGoodView();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.getByLabel('Look-back').fill('999');
    // Of these one is what the account suggests.
    await page.getByRole('button', { name: 'Save 2 changes' }).click();
    await page.getByText('Look-back: 999 is outside what is allowed').waitFor();
    await expectGoodView();
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await page.getByLabel('Look-back').inputValue()).toBe('24');
  });

  test('a refresh under way and one that is finished', async () => {
    sheet.klaviyo.klaviyo.setFaults({ slow: { share: 1, milliseconds: 40 } });
    await page.getByRole('tab', { name: 'Refresh' }).click();
    await page.getByRole('button', { name: 'Refresh now' }).click();
    await page.getByRole('progressbar').waitFor();
    await expectGoodView();
    sheet.klaviyo.klaviyo.setFaults(null);
    await finished(page);
    await expectGoodView();
  });

  test('the results', async () => {
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByRole('list', { name: 'First moves' }).waitFor();
    await page.getByRole('button', { name: 'Waiting for approval' }).click();
    await page.getByText(/Waiting for approval: \d+/).waitFor();
    await expectGoodView();
    await page.getByRole('button', { name: 'All rows' }).click();
  });

  test('rows of the tracker, whose names are shown letter for letter', async () => {
    await page.getByRole('tab', { name: 'Row' }).click();
    const { id, rows } = await sheet.tab('Tracker');
    const column = rows[0]?.cells.find(({ text }) => text === 'Segment')?.column ?? 0;
    const hostile = rows.filter(({ cells }) => HOSTILE.some((name) => cells.find((cell) => cell.column === column)?.text.startsWith(name)));
    expect(hostile.length).toBeGreaterThan(3);
    for (const { row, cells } of hostile.slice(0, 4)) {
      await sheet.hands({ kind: 'select', tab: id, row, column });
      await page.getByRole('button', { name: 'Show the selected row' }).click();
      const name = cells.find((cell) => cell.column === column)?.text ?? '';
      await page.getByRole('heading', { level: 2 }).filter({ hasText: name }).waitFor();
    }
    await expectGoodView();
  });
});

describe('without a mouse', () => {
  test('the tab list moves by arrows, Home and End, and the panel is next', async () => {
    await page.getByRole('tab', { name: 'Row' }).focus();
    await page.keyboard.press('Home');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('tab-account');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('tab-refresh');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('End');
    expect(await page.getByRole('tab', { name: 'Row' }).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('panel');
  });

  test('a first move is opened, decided on and left again by keys alone, and focus is never lost', async () => {
    await page.getByRole('tab', { name: 'Results' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'First moves' }).getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('article').waitFor();
    await page.waitForFunction(() => document.activeElement !== document.body);
    await page.getByRole('button', { name: 'Next row' }).focus();
    const before = await page.getByRole('heading', { level: 2 }).innerText();
    await page.keyboard.press('Enter');
    await page.waitForFunction((text) => document.querySelector('h2')?.innerText !== text, before);
    await page.getByLabel('Status').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByText('Set in the tracker.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('row-status');
  });
});

describe('clicks and answers', () => {
  test('steps asked for faster than they are answered come to the row that they add up to', async () => {
    const { id, rows } = await sheet.tab('Tracker');
    await sheet.hands({ kind: 'select', tab: id, row: rows[1]?.row ?? 2, column: 3 });
    await page.getByRole('button', { name: 'Show the selected row' }).click();
    await page.getByText(/Row 1 of/).waitFor();
    await page.getByRole('button', { name: 'Next row' }).evaluate((button: HTMLButtonElement) => {
      for (let times = 0; times < 5; times += 1) button.click();
    });
    await page.getByText(/Row 6 of/).waitFor();
    await page.waitForTimeout(300);
    await page.getByText(/Row 6 of/).waitFor();
  });

  test('Refresh pressed twice at once is one refresh', async () => {
    await page.getByRole('tab', { name: 'Refresh' }).click();
    await page.getByRole('button', { name: 'Refresh now' }).evaluate((button: HTMLButtonElement) => {
      button.click();
      button.click();
    });
    await page.getByRole('button', { name: 'Cancel refresh' }).waitFor();
    await finished(page);
    await page.waitForTimeout(500);
    expect(await page.getByRole('button', { name: 'Cancel refresh' }).count()).toBe(0);
  });
});

describe('the built page', () => {
  test('takes less than 60 KB compressed and names no host but Klaviyo’s', () => {
    expect(gzipSync(PAGE).length).toBeLessThan(60 * 1024);
    const hosts = [...PAGE.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host);
    expect(new Set(hosts.filter((host) => !/(^|\.)klaviyo\.com$/.test(host ?? '') && host !== 'www.w3.org'))).toEqual(new Set());
  });

  test('loads nothing, and asked no host but its own through all of this', async () => {
    expect(PAGE).not.toMatch(/<(link|img|script)[^>]+(src|href)=/i);
    expect([...sheet.asked]).toEqual([new URL(sheet.preview.url).host]);
    expect(sheet.errors).toEqual([]);
  });
});
