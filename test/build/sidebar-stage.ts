import { build } from 'esbuild';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import type { AccountData } from '../../src/local/klaviyo/account-data';
import { READ_SCOPES, type PrivateKey } from '../../src/local/klaviyo/handler';
import { startKlaviyoServer, type KlaviyoServer } from '../../src/local/klaviyo/server';
import { createSampleAccount } from '../../src/local/demo/sample/sample-account';
import { openBrowser } from '../../src/local/demo/preview/browser';
import { hurriedNow, nothingSkipped } from '../../src/local/demo/preview/hurried-clock';
import type { HandsWork, PersonName } from '../../src/local/demo/preview/messages';
import { startPreview, type Preview } from '../../src/local/demo/preview/start-preview';
import type { TabView } from '../../src/local/demo/preview/view';

export const KEY = 'pk_made_up_for_tests_first';
/** Reads everything but flows and forms. */
export const PARTIAL_KEY = 'pk_made_up_for_tests_partial';
export const TEAM_KEY = 'pk_made_up_for_tests_team';
/** Writes segments, and shows by reading them whose key it is. */
export const WRITE_KEY = 'pk_made_up_writer_of_tests';
export const KEYS: readonly PrivateKey[] = [
  { key: WRITE_KEY, scopes: ['segments:read', 'segments:write'] },
  { key: KEY, scopes: READ_SCOPES },
  { key: TEAM_KEY, scopes: READ_SCOPES },
  { key: PARTIAL_KEY, scopes: READ_SCOPES.filter((scope) => scope !== 'flows:read' && scope !== 'forms:read') },
];

const ROOT = resolve(__dirname, '../..');
/** Where the preview's page and threads are built for these tests, apart from the build that others may be redoing. */
const WORKERS = { 'preview-host': 'src/local/demo/preview/host-worker.ts', 'http-worker': 'src/local/host/http-worker.ts' };
const PAGES = { 'preview-page': 'src/local/demo/preview/page/main.tsx', 'preview-shim': 'src/local/demo/preview/shim.ts' };

/** The sample account with a part of everything: a refresh of it takes a few seconds. */
export function smallAccount(now: number): AccountData {
  const account = createSampleAccount({ seed: 1, now, people: 150 });
  return { ...account, segments: account.segments.slice(0, 36), flows: account.flows.slice(0, 14), campaigns: account.campaigns.slice(0, 30) };
}

/** A sheet with its preview before a Klaviyo account of its own. */
export interface Sheet {
  readonly preview: Preview;
  readonly klaviyo: KlaviyoServer;
  /** Host names that pages asked, and what they wrote to their consoles as errors. */
  readonly asked: Set<string>;
  readonly errors: string[];
  /** The sidebar of a person alone in a window of 300 pixels, as Google shows it. */
  sidebar(person?: PersonName): Promise<Page>;
  /** The page with workbook and sidebar. */
  whole(): Promise<{ page: Page; sidebar: Frame }>;
  hands(work: HandsWork, person?: PersonName): Promise<void>;
  /** A tab by its name, as the page shows it. */
  tab(name: string): Promise<TabView>;
  /** Texts of a column by its header, without the header. */
  column(tab: string, header: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface SheetOptions {
  readonly account?: AccountData;
}

export interface Stage {
  open(options?: SheetOptions): Promise<Sheet>;
  close(): Promise<void>;
}

/** One browser for all sheets of a test file. */
export async function openStage(): Promise<Stage> {
  for (const file of ['dist/Code.js', 'dist/sidebar.html'])
    if (!existsSync(join(ROOT, file))) throw new Error(`There is no ${file}: run "npm run build" first.`);
  const browser = await openBrowser();
  const builtFolder = mkdtempSync(join(tmpdir(), 'preview-'));
  const shared = { bundle: true, outdir: builtFolder, absWorkingDir: ROOT, logLevel: 'error' } as const;
  await Promise.all([
    build({ ...shared, entryPoints: WORKERS, outExtension: { '.js': '.cjs' }, format: 'cjs', platform: 'node', target: 'node20', packages: 'bundle' }),
    build({ ...shared, entryPoints: PAGES, format: 'iife', target: 'es2022', jsx: 'automatic', jsxImportSource: 'preact' }),
  ]);
  const sheets: Sheet[] = [];
  return {
    open: async (options = {}) => {
      const sheet = await openSheet(browser, builtFolder, options);
      sheets.push(sheet);
      return sheet;
    },
    close: async () => {
      await Promise.all(sheets.map((sheet) => sheet.close()));
      await browser.close();
      rmSync(builtFolder, { recursive: true, force: true });
    },
  };
}

async function openSheet(browser: Browser, builtFolder: string, { account }: SheetOptions): Promise<Sheet> {
  const skipped = nothingSkipped();
  const now = (): number => hurriedNow(skipped);
  const klaviyo = await startKlaviyoServer({ account: account ?? smallAccount(now()), port: 0, keys: KEYS, limits: false, now });
  const preview = await startPreview({ bundleFolder: join(ROOT, 'dist'), builtFolder, klaviyoUrl: klaviyo.url, port: 0, skipped });
  const asked = new Set<string>();
  const errors: string[] = [];
  const contexts: BrowserContext[] = [];
  const newPage = async (viewport: { width: number; height: number }): Promise<Page> => {
    const context = await browser.newContext({ viewport });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('request', (request) => {
      if (/^https?:/.test(request.url())) asked.add(new URL(request.url()).host);
    });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    return page;
  };
  const tab = async (name: string): Promise<TabView> => {
    const book = (await preview.host.ask({ kind: 'book' })) as { tabs: { id: number; name: string }[] };
    const found = book.tabs.find((each) => each.name === name);
    if (found === undefined) throw new Error(`There is no tab ${name}.`);
    return (await preview.host.ask({ kind: 'tab', tab: found.id })) as TabView;
  };
  return {
    preview,
    klaviyo,
    asked,
    errors,
    tab,
    sidebar: async (person = 'owner') => {
      const page = await newPage({ width: 300, height: 700 });
      await page.goto(`${preview.url}/sidebar?person=${person}`);
      await page.getByRole('tablist').waitFor();
      return page;
    },
    whole: async () => {
      const page = await newPage({ width: 1300, height: 800 });
      await page.goto(preview.url);
      await page.frameLocator('iframe').getByRole('tablist').waitFor();
      const sidebar = page.frames().find((frame) => frame.url().includes('/sidebar'));
      if (sidebar === undefined) throw new Error('The preview shows no sidebar.');
      return { page, sidebar };
    },
    hands: async (work, person = 'owner') => {
      await preview.host.ask({ kind: 'hands', person, work });
    },
    column: async (name, header) => {
      const { rows } = await tab(name);
      const at = rows[0]?.cells.find((cell) => cell.text === header)?.column;
      if (at === undefined) throw new Error(`${name} has no column ${header}.`);
      return rows.slice(1).map((row) => row.cells.find((cell) => cell.column === at)?.text ?? '');
    },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await preview.close();
      await klaviyo.close();
    },
  };
}

/** Connects by hand, as a person does. */
export async function connect(page: Page | Frame, key = KEY): Promise<void> {
  await page.getByLabel('Private API key').fill(key);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

/** Presses Refresh and waits for its end. */
export async function refresh(page: Page | Frame): Promise<void> {
  await page.getByRole('tab', { name: 'Refresh' }).click();
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await page.getByRole('button', { name: 'Cancel refresh' }).waitFor();
  await finished(page);
}

/** Waits until the refresh that the page shows is finished; throws what it says when it ended otherwise. */
export async function finished(page: Page | Frame): Promise<void> {
  const outcome = page.locator('.notice.good, .notice.problem').first();
  await outcome.waitFor({ timeout: 240_000 });
  const sentence = await outcome.innerText();
  if (!sentence.includes('The refresh is finished')) throw new Error(`The refresh ended otherwise: ${sentence}`);
}
