import type { Frame, Page } from 'playwright-core';
import { connect, openStage, refresh, type Sheet, type Stage } from '../build/sidebar-stage';

let stage: Stage;
let sheet: Sheet;
let page: Page;
let sidebar: Frame;
/** The segment of the first move. */
let title = '';

beforeAll(async () => {
  stage = await openStage();
  sheet = await stage.open();
  ({ page, sidebar } = await sheet.whole());
});
afterAll(() => stage?.close());

/** What the results count under a label. */
const countOf = (label: string) => sidebar.getByRole('region', { name: 'Tracker', exact: true }).locator(`dt:text-is("${label}") + dd`).innerText();
const tab = (name: string) => sidebar.getByRole('tab', { name }).click();

/** Presses a button once it takes a press: it keeps its place while the page works on something. */
const press = (name: string) => sidebar.locator('button:not([aria-disabled])').filter({ hasText: name }).click();
/** What was typed is saved: only then is there somewhere to go on to. */
const saved = async () => {
  await sidebar.locator('button:not([aria-disabled])').filter({ hasText: 'Next: refresh' }).waitFor();
  await sidebar.getByText('Saved. The Settings tab has the same values.').waitFor();
};

describe('the first time, in one go', () => {
  test('a key names its account, currency, time zone and scopes, and never comes back to the page', async () => {
    await connect(sidebar);
    await sidebar.getByText('Juniper & Salt').waitFor();
    await sidebar.getByText('America/Los Angeles').waitFor();
    await sidebar.getByText('USD').waitFor();
    await sidebar.getByText('All 10 read scopes that the add-on uses are present.').waitFor();
    expect(await sidebar.content()).not.toContain('pk_made_up');
  });

  test('the plan is saved and stands in the Settings tab after the refresh', async () => {
    await sidebar.getByRole('button', { name: 'Next: confirm the plan' }).click();
    // All of it on one screen of 300 × 700, the metrics recognized before anything is read, everything but the plan itself folded.
    const alone = await sheet.sidebar();
    await alone.getByRole('tab', { name: 'Plan' }).click();
    await alone.getByText(/^Metrics: \d+ of 16 recognized$/).waitFor();
    expect(await alone.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(700);
    expect(await alone.locator('details[open]').count()).toBe(0);
    await alone.close();
    // No event was read for it: the one request is what asks whether the key may read them.
    expect(sheet.klaviyo.klaviyo.requests.get('GET events')?.requests).toBe(1);
    // This account's campaigns are old and its flows live, so that is what the plan is made for until somebody says otherwise.
    await sidebar.getByText('Chosen from the account: no campaign was sent in the last 90 days, and flows are live.').waitFor();
    expect(await sidebar.getByLabel('Main use case').inputValue()).toBe('Flow branching');
    await press('Save this plan');
    await saved();
    await sidebar.getByText(/^Metrics: \d+ of 16 recognized$/).click();
    expect(await sidebar.getByLabel('Metric for Placed Order').inputValue()).toMatch(/^Automatic \(Placed Order/);
    await sidebar.getByLabel('Metric for Placed Order').selectOption({ index: 3 });
    await press('Save 1 change');
    await saved();
    await sidebar.getByLabel('Metric for Placed Order').selectOption('Automatic');
    await press('Save 1 change');
    await saved();
    expect(await sidebar.getByLabel('Metric for Placed Order').inputValue()).toMatch(/^Automatic \(Placed Order/);
    await sidebar.getByText(/^Metrics: \d+ of 16 recognized$/).click();
    // What is wrong is said at its field, and nothing of that press is saved.
    await sidebar.getByLabel('Planning window').fill('4000');
    await sidebar.getByLabel('Look-back').fill('many');
    await press('Save 2 changes');
    await sidebar.getByText('Planning window: 4000 is outside what is allowed: 7 to 365.').waitFor();
    await sidebar.getByText('Look-back: “many” is not a number; allowed: 3 to 60.').waitFor();
    expect(await sidebar.evaluate(() => document.activeElement?.id)).toBe('setting-planning-window');
    await sidebar.getByRole('button', { name: 'Undo' }).click();
    await sidebar.getByLabel('Planning window').fill('60');
    await sidebar.getByLabel('Main use case').selectOption('Reporting');
    await sidebar.getByRole('button', { name: 'Save 2 changes' }).click();
    await sidebar.getByText('Saved. The Settings tab has the same values.').waitFor();
    await sidebar.getByRole('button', { name: 'Next: refresh' }).click();
    await refresh(sidebar);
    const names = await sheet.column('Settings', 'Setting');
    const values = await sheet.column('Settings', 'Value');
    expect(values[names.indexOf('Planning window')]).toBe('60');
    expect(values[names.indexOf('Main use case')]).toBe('Reporting');
  });

  test('a metric that the account does not have is refused at once, and the name that was meant is told', async () => {
    const answer = (await sheet.preview.host.ask({
      kind: 'run',
      person: 'owner',
      function: 'callFromPage',
      parameters: ['saveSettings', JSON.stringify({ values: [{ name: 'Metric for Placed Order', value: 'Placed Ordr' }] })],
    })) as string;
    expect(JSON.parse(answer)).toMatchObject({
      ok: false,
      kind: 'setting',
      fields: [
        {
          name: 'Metric for Placed Order',
          problem: expect.stringMatching(/^“Placed Ordr” is no metric of this account\. Did you mean “Placed Order”\?$/) as unknown,
        },
      ],
    });
  });

  test('the results name coverage and first moves', async () => {
    await sidebar.getByRole('button', { name: 'See the results' }).click();
    await sidebar.getByText(/of \d+ applicable lifecycle audiences are covered/).waitFor();
    expect(await sidebar.getByRole('list', { name: 'First moves' }).getByRole('listitem').count()).toBe(5);
    await sidebar.getByRole('region', { name: 'What changed' }).getByText('This is the first reading').waitFor();
  });

  test('a filter of the sidebar hides rows of the tracker', async () => {
    const all = (await sheet.column('Tracker', 'Priority')).filter((text) => text !== '');
    await sidebar.getByRole('button', { name: 'Now', exact: true }).click();
    await sidebar.getByText(/Now: \d+ rows? shown in the tracker/).waitFor();
    const shown = (await sheet.column('Tracker', 'Priority')).filter((text) => text !== '');
    expect(shown.length).toBeLessThan(all.length);
    expect(new Set(shown)).toEqual(new Set(['P1']));
    await sidebar.getByRole('button', { name: 'All rows' }).click();
    await sidebar.getByText(/All rows: \d+ rows shown/).waitFor();
    expect((await sheet.column('Tracker', 'Priority')).filter((text) => text !== '')).toEqual(all);
  });

  test('the rows of one owner are shown, and an empty view has a way back', async () => {
    const owner = (await sheet.column('Tracker', 'Owner')).find((text) => text !== '') ?? '';
    await sidebar.getByLabel('Mine: rows of').selectOption(owner);
    await sidebar.getByText(new RegExp(`${owner}: \\d+ rows? shown`)).waitFor();
    expect(new Set((await sheet.column('Tracker', 'Owner')).filter((text) => text !== ''))).toEqual(new Set([owner]));
    await sidebar.getByRole('button', { name: 'Due for review' }).click();
    await sidebar.getByText('Due for review: 0 rows shown').waitFor();
    await sidebar.getByRole('button', { name: 'Show all rows again' }).click();
    await sidebar.getByText(/All rows: \d+ rows shown/).waitFor();
  });

  test('clean-up is ticked off together: approved in one go, or kept for good', async () => {
    const statuses = async (word: string): Promise<number> => (await sheet.column('Tracker', 'Status')).filter((text) => text === word).length;
    await sidebar.getByText(/to merge or retire, \d+ of them safe/).click();
    const boxes = sidebar.getByRole('region', { name: 'Clean-up' }).getByRole('checkbox');
    const before = await boxes.count();
    expect(before).toBeGreaterThan(2);
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await sidebar.getByRole('button', { name: 'Approve' }).click();
    await sidebar.getByText('2 rows approved.').waitFor();
    await boxes.nth(0).check();
    await sidebar.getByRole('button', { name: 'Keep for good' }).click();
    await sidebar.getByText('1 row kept for good.').waitFor();
    expect([await statuses('Approved'), await statuses('Rejected'), await boxes.count()]).toEqual([2, 1, before - 3]);
    // The counts below moved with it, without a refresh.
    expect(await countOf('Approved')).toBe('2');
    expect(await countOf('Rejected')).toBe('1');
  });

  test('a first move opens its row, selects it in the sheet and shows rule, evidence, near segments and click path', async () => {
    const move = sidebar.getByRole('list', { name: 'First moves' }).getByRole('button').first();
    title = (await move.innerText()).replace(/^P\d\s+\w+:\s*/, '').trim();
    await move.click();
    await sidebar.getByRole('heading', { level: 2, name: title }).waitFor();
    for (const part of ['How to do it in Klaviyo', 'Decide', 'Rule', 'Numbers', 'Use it for']) {
      await sidebar.getByRole('heading', { level: 3, name: part }).waitFor();
    }
    const { selected, rows } = await sheet.tab('Tracker');
    expect(rows.find(({ row }) => row === selected.row)?.cells.some((cell) => cell.text === title)).toBe(true);
    await page.getByRole('navigation', { name: 'Tabs of the workbook' }).locator('[aria-current]').getByText('Tracker').waitFor();
  });

  test('status and owner set in the sidebar stand in the cells of the row and are the person’s from then on', async () => {
    await sidebar.getByLabel('Status').selectOption('Approved');
    await sidebar.getByText('Set in the tracker.').waitFor();
    await sidebar.getByRole('textbox', { name: 'Owner' }).fill('Dana');
    await sidebar.getByRole('button', { name: 'Set owner' }).click();
    await sidebar.getByText('Set in the tracker.').waitFor();
    const place = (await sheet.column('Tracker', 'Segment')).indexOf(title);
    expect((await sheet.column('Tracker', 'Status'))[place]).toBe('Approved');
    expect((await sheet.column('Tracker', 'Owner'))[place]).toBe('Dana');
    await refresh(sidebar);
    const after = (await sheet.column('Tracker', 'Segment')).indexOf(title);
    expect((await sheet.column('Tracker', 'Status'))[after]).toBe('Approved');
    expect((await sheet.column('Tracker', 'Owner'))[after]).toBe('Dana');
  });

  test('next and previous walk the rows, and a row clicked in the sheet is shown', async () => {
    await tab('Row');
    const { id, rows } = await sheet.tab('Tracker');
    const segments = await sheet.column('Tracker', 'Segment');
    await sheet.hands({ kind: 'select', tab: id, row: rows[1]?.row ?? 2, column: 3 });
    await sidebar.getByRole('button', { name: 'Show the selected row' }).click();
    await sidebar.getByText(/Row 1 of \d+/).waitFor();
    await sidebar.getByRole('button', { name: 'Next row' }).click();
    await sidebar.getByText(/Row 2 of \d+/).waitFor();
    await sidebar.getByRole('heading', { level: 2, name: segments[1] ?? '' }).waitFor();
    await sidebar.getByRole('button', { name: 'Previous row' }).click();
    await sidebar.getByText(/Row 1 of \d+/).waitFor();
    expect(await sidebar.getByRole('button', { name: 'Previous row' }).isDisabled()).toBe(true);
  });

  test('a dropdown changed in the sheet stays through the next refresh', async () => {
    await page.getByRole('navigation', { name: 'Tabs of the workbook' }).getByRole('button', { name: 'Tracker' }).click();
    const segment = (await sheet.column('Tracker', 'Segment'))[3] ?? '';
    await page.locator('td select[aria-label^="Status, row 5:"]').selectOption('In review');
    await refresh(sidebar);
    const place = (await sheet.column('Tracker', 'Segment')).indexOf(segment);
    expect((await sheet.column('Tracker', 'Status'))[place]).toBe('In review');
  });

  test('a setting changed in the Settings tab is what the plan shows when it is opened', async () => {
    const { id, rows } = await sheet.tab('Settings');
    const place = (await sheet.column('Settings', 'Setting')).indexOf('Look-back');
    const column = rows[0]?.cells.find(({ text }) => text === 'Value')?.column ?? 2;
    await sheet.hands({ kind: 'type', tab: id, row: rows[1 + place]?.row ?? 0, column, text: '18' });
    await tab('Plan');
    await sidebar.locator('input').filter({ visible: true }).first().waitFor();
    await sidebar.waitForFunction(() => [...document.querySelectorAll('input')].some((input) => input.value === '18'));
    expect(await sidebar.getByLabel('Look-back').inputValue()).toBe('18');
  });

  test('nothing but the page’s own host was asked, and no page had an error', () => {
    expect([...sheet.asked]).toEqual([new URL(sheet.preview.url).host]);
    expect(sheet.errors).toEqual([]);
  });
});
