import type { Page } from 'playwright-core';
import { connect, openStage, refresh, type Sheet, type Stage } from '../build/sidebar-stage';

let stage: Stage;
let sheet: Sheet;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  sheet = await stage.open();
  page = await sheet.sidebar();
  await connect(page);
  await page.getByText('Juniper & Salt').waitFor();
  await refresh(page);
  await page.getByRole('tab', { name: 'Row' }).click();
});
afterAll(() => stage?.close());

const columnAt = async (header: string): Promise<number> => {
  const { rows } = await sheet.tab('Tracker');
  return rows[0]?.cells.find(({ text }) => text === header)?.column ?? 0;
};
/** Sheet row of the first cell in `Segment` with that text. */
const rowOf = async (segment: string): Promise<number> => {
  const place = (await sheet.column('Tracker', 'Segment')).indexOf(segment);
  const { rows } = await sheet.tab('Tracker');
  return rows[1 + place]?.row ?? 0;
};
const type = async (row: number, header: string, text: string): Promise<void> =>
  sheet.hands({ kind: 'type', tab: (await sheet.tab('Tracker')).id, row, column: await columnAt(header), text });
const click = async (row: number): Promise<void> => sheet.hands({ kind: 'select', tab: (await sheet.tab('Tracker')).id, row, column: 3 });
const cell = async (segment: string, header: string): Promise<string> =>
  (await sheet.column('Tracker', header))[(await sheet.column('Tracker', 'Segment')).indexOf(segment)] ?? '';
/** What the browser does when a person comes back from the sheet to the sidebar. */
const comeBack = (): Promise<void> =>
  page.evaluate(() => {
    dispatchEvent(new Event('focus'));
  });
/** The heading that names the row: a link where the row is about a segment that exists. */
const title = (name: string) =>
  page.getByRole('heading', { level: 2, name: new RegExp(`^${name.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')}( \\(opens in a new tab\\))?$`, 'u') });
const approve = async (status: string): Promise<void> => {
  await page.getByLabel('Status').selectOption(status);
  await page.getByText('Set in the tracker.').waitFor();
};
const OWN = 'My spring sale audience';

describe('the Row view writes to the row that it shows', () => {
  let first = '';
  let below = 0;
  beforeAll(async () => {
    first = (await sheet.column('Tracker', 'Segment'))[0] ?? '';
    below = 2 + (await sheet.column('Tracker', 'Segment')).length;
    await type(below, 'Segment', OWN);
    await click(2);
    await page.getByRole('button', { name: 'Show the selected row' }).click();
    await title(first).waitFor();
  });

  test('a row of one’s own that is clicked takes the place of the earlier one and is decided on', async () => {
    const before = await cell(first, 'Status');
    await click(below);
    await comeBack();
    await title(OWN).waitFor();
    await page.getByText('Your own row').waitFor();
    expect(await page.getByText('No existing segment has a rule that comes near this one.').count()).toBe(0);
    await approve('Approved');
    await page.getByRole('textbox', { name: 'Owner' }).fill('Dana');
    await page.getByRole('button', { name: 'Set owner' }).click();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#row-owner')?.value === 'Dana');
    await page.getByText('Set in the tracker.').waitFor();
    expect([await cell(OWN, 'Status'), await cell(OWN, 'Owner')]).toEqual(['Approved', 'Dana']);
    expect(await cell(first, 'Status')).toBe(before);
  });

  test('rows that moved meanwhile are found: by their key, one’s own by what stands in it', async () => {
    const tracker = await sheet.tab('Tracker');
    await sheet.hands({ kind: 'insert row', tab: tracker.id, row: 2 });
    await approve('Rejected');
    expect(await cell(OWN, 'Status')).toBe('Rejected');
    await click(await rowOf(first));
    await comeBack();
    await title(first).waitFor();
    await sheet.hands({ kind: 'delete row', tab: tracker.id, row: 2 });
    await approve('In review');
    expect(await cell(first, 'Status')).toBe('In review');
    expect(await cell(OWN, 'Status')).toBe('Rejected');
  });

  test('one’s own row that was rewritten meanwhile is not guessed at: nothing is set and it says what to do', async () => {
    await click(await rowOf(OWN));
    await comeBack();
    await title(OWN).waitFor();
    await type(await rowOf(OWN), 'Segment', 'Another idea');
    const before = await sheet.column('Tracker', 'Status');
    await page.getByLabel('Status').selectOption('Done');
    expect(await page.getByRole('alert').innerText()).toContain('nothing was set');
    expect(await sheet.column('Tracker', 'Status')).toEqual(before);
  });

  test('with the cursor in the header no row is shown, so none can be changed by mistake; from another tab the shown one stays', async () => {
    await click(await rowOf(first));
    await comeBack();
    await title(first).waitFor();
    await sheet.hands({ kind: 'open tab', tab: (await sheet.tab('Gaps')).id });
    await type(await rowOf(first), 'Owner', 'Sam');
    await comeBack();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#row-owner')?.value === 'Sam');
    await click(1);
    await comeBack();
    await page.getByText('No row selected').waitFor();
    expect(await page.getByLabel('Status').count()).toBe(0);
  });

  test('without the column it says that nothing was set', async () => {
    await click(await rowOf(first));
    await comeBack();
    await title(first).waitFor();
    const tracker = await sheet.tab('Tracker');
    await sheet.hands({ kind: 'type', tab: tracker.id, row: 1, column: await columnAt('Owner'), text: 'Who' });
    await page.getByRole('textbox', { name: 'Owner' }).fill('Dana');
    await page.getByRole('button', { name: 'Set owner' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('no column Owner');
  });
});
