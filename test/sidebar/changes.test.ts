import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { connect, openStage, refresh, WRITE_KEY, type Sheet, type Stage } from '../build/sidebar-stage';

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
  sheet.klaviyo.klaviyo.forget();
});
afterAll(() => stage?.close());

async function expectGoodView(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(300);
}

const writes = (): number => ['POST segments', 'PATCH segments/{id}'].reduce((sum, name) => sum + (sheet.klaviyo.klaviyo.requests.get(name)?.requests ?? 0), 0);
const columnOf = async (header: string): Promise<number> => (await sheet.tab('Tracker')).rows[0]?.cells.find(({ text }) => text === header)?.column ?? 0;
/** Places of the tracker's rows of an action that the add-on can carry out. */
async function rowsFor(action: string): Promise<readonly number[]> {
  const [actions, names, statuses] = await Promise.all(['Action', 'Segment', 'Status'].map((header) => sheet.column('Tracker', header)));
  const { segments } = sheet.klaviyo.klaviyo.current();
  const goes = (name: string): boolean =>
    segments.some(
      (segment) => segment.isActive && segment.name === name && !segments.some(({ definition }) => JSON.stringify(definition).includes(segment.id)),
    );
  return actions!.flatMap((one, place) =>
    one === action && statuses![place] === 'Proposed' && (action === 'Create' || goes(names![place] ?? '')) ? [place] : [],
  );
}
const segmentNamed = (name: string) => sheet.klaviyo.klaviyo.current().segments.filter((segment) => segment.name === name);
async function select(place: number): Promise<void> {
  const { id, rows } = await sheet.tab('Tracker');
  await sheet.hands({ kind: 'select', tab: id, row: rows[1 + place]?.row ?? 0, column: await columnOf('Segment') });
  await page.getByRole('tab', { name: 'Row' }).click();
  await page.getByRole('button', { name: 'Show the selected row' }).click();
  const name = (await sheet.column('Tracker', 'Segment'))[place] ?? '';
  await page.getByRole('heading', { level: 2 }).filter({ hasText: name }).waitFor();
}
const statusOf = async (place: number): Promise<string> => (await sheet.column('Tracker', 'Status'))[place] ?? '';
/** Presses a button as a keyboard does, once it can be pressed: while the page works on something else it takes no presses. */
async function press(name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name, disabled: false });
  await button.focus();
  await page.keyboard.press('Enter');
}

test('changes are off, and their own step says what they can do and never do', async () => {
  await page.getByRole('tab', { name: 'Account' }).click();
  const step = page.getByRole('region', { name: 'Changes in Klaviyo' });
  await step.getByText('Off: this add-on only reads.').waitFor();
  await step.getByText('What it can do, and what it never does').click();
  expect(await step.innerText()).toContain('It never edits or deletes a segment');
  await expectGoodView();
});

test('without the switch, an approved row only says where the switch is', async () => {
  const [place = -1] = await rowsFor('Create');
  await select(place);
  await page.getByLabel('Status').selectOption('Approved');
  await page.getByText('This can be done from here once changes are switched on.').waitFor();
  expect(await page.getByRole('button', { name: 'Create in Klaviyo…' }).count()).toBe(0);
  await expectGoodView();
  await press('Go to Changes in Klaviyo');
});

test('the switch and a second key of one’s own are asked for, by keyboard', async () => {
  await press('Allow changes in Klaviyo');
  await page.getByText('Switched on, but without a second key nothing can be changed.').waitFor();
  await expectGoodView();
  await page.getByLabel('Second private API key').fill(WRITE_KEY);
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.keyboard.press('Enter');
  await page.getByText('On. The journal of changes names you as').waitFor();
  expect(await page.content()).not.toContain(WRITE_KEY);
  await expectGoodView();
  expect(writes()).toBe(0);
});

test('one approved segment is shown in full, can be left, and is created once when agreed to', async () => {
  const place = (await sheet.column('Tracker', 'Status')).indexOf('Approved');
  await select(place);
  await press('Create in Klaviyo…');
  const agree = page.getByRole('group', { name: 'Agree' });
  await agree.waitFor();
  await agree.getByText('Definition, exactly as it is sent').click();
  const shown = await agree.innerText();
  for (const words of [
    (await sheet.column('Tracker', 'Segment'))[place] ?? '?',
    'People in it, by the last refresh',
    'No campaign, flow, list or profile is changed',
  ])
    expect(shown).toContain(words);
  const sent = JSON.parse(await agree.getByRole('textbox').inputValue()) as unknown;
  await expectGoodView();
  await press('Not now');
  expect([await agree.count(), writes()]).toEqual([0, 0]);
  await press('Create in Klaviyo…');
  await press('Yes, create it');
  await page.getByText('Created, read back and proven to mean what was approved.').waitFor();
  expect([writes(), await statusOf(place)]).toEqual([1, 'Created']);
  expect(segmentNamed((await sheet.column('Tracker', 'Segment'))[place] ?? '').map(({ definition }) => definition)).toEqual([sent]);
  await expectGoodView();
});

test('all approved ones are shown together and created in one ask', async () => {
  const places = (await rowsFor('Create')).slice(0, 2);
  for (const place of places) {
    const { id, rows } = await sheet.tab('Tracker');
    await sheet.hands({ kind: 'type', tab: id, row: rows[1 + place]?.row ?? 0, column: await columnOf('Status'), text: 'Approved' });
  }
  await page.getByRole('tab', { name: 'Results' }).click();
  await press('Create all approved (2)…');
  await expectGoodView();
  await press('Yes, create all 2');
  await page.getByText('Created, read back and proven to mean what was approved.').nth(1).waitFor();
  expect([writes(), await statusOf(places[0]!), await statusOf(places[1]!)]).toEqual([3, 'Created', 'Created']);
});

test('a retired segment is made inactive after it was shown, and Undo makes it active again', async () => {
  const [place = -1] = await rowsFor('Retire');
  const name = (await sheet.column('Tracker', 'Segment'))[place] ?? '';
  const isActive = (): boolean | undefined => segmentNamed(name)[0]?.isActive;
  await select(place);
  await page.getByLabel('Status').selectOption('Approved');
  await press('Make inactive in Klaviyo…');
  expect(await page.getByRole('group', { name: 'Agree' }).innerText()).toContain('nothing is deleted');
  await press('Yes, make it inactive');
  await page.getByText('Inactive now; read back').waitFor();
  expect([isActive(), await statusOf(place)]).toEqual([false, 'Done']);
  await expectGoodView();
  await press('Undo: make it active again');
  await page.getByText('Active again; read back').waitFor();
  expect([isActive(), await statusOf(place), writes()]).toEqual([true, 'In review', 5]);
});

test('the switch and the key can be taken back, and the page had no error', async () => {
  await page.getByRole('tab', { name: 'Account' }).click();
  await press('Forget the second key');
  await page.getByText('The second key is forgotten.').waitFor();
  await press('Switch changes off');
  await page.getByText('Off: this add-on only reads.').waitFor();
  expect(sheet.errors).toEqual([]);
});
