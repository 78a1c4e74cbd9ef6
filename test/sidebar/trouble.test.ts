import type { Page } from 'playwright-core';
import { connect, finished, KEY, KEYS, openStage, PARTIAL_KEY, refresh, smallAccount, TEAM_KEY, type Sheet, type Stage } from '../build/sidebar-stage';

let stage: Stage;
let sheet: Sheet;
const mine: Page[] = [];

beforeAll(async () => {
  stage = await openStage();
  sheet = await stage.open();
});
afterAll(() => stage?.close());
afterEach(async () => {
  for (const opened of mine.splice(0)) await opened.close();
  sheet.klaviyo.klaviyo.setFaults(null);
  sheet.klaviyo.klaviyo.setKeys(KEYS);
});

/** A page for one test. */
const openPage = async (person: 'owner' | 'teammate' = 'owner') => {
  const opened = await sheet.sidebar(person);
  mine.push(opened);
  return opened;
};
const alertOf = (page: Page) => page.getByRole('alert');
const disconnect = async (page: Page) => {
  await page.getByRole('tab', { name: 'Account' }).click();
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('button', { name: 'Yes, disconnect' }).click();
  await page.getByLabel('Private API key').waitFor();
};

describe('before a key works', () => {
  test('without a key, Refresh leads to the place where one is connected', async () => {
    const page = await openPage();
    await page.getByRole('tab', { name: 'Refresh' }).click();
    await page.getByText('connect your own Klaviyo key first').waitFor();
    await page.getByRole('button', { name: 'Connect a key' }).click();
    await page.getByLabel('Private API key').waitFor();
  });

  test('results and row say that there is nothing yet and what to do', async () => {
    const page = await openPage();
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByText('There are no results yet.').waitFor();
    await page.getByRole('button', { name: 'Go to Refresh' }).waitFor();
    await page.getByRole('tab', { name: 'Row' }).click();
    await page.getByRole('button', { name: 'Show the selected row' }).click();
    expect(await alertOf(page).innerText()).toMatch(/Refresh/);
  });

  test.each([
    ['malformed', 'what is this', /pk_|private/i],
    ['public', 'AbC123', /public/i],
    ['wrong', 'pk_made_up_for_tests_unknown', /key/i],
  ])('a %s key is refused in one sentence, is not kept in the page, and another can be pasted at once', async (_kind, key, sentence) => {
    const page = await openPage();
    await connect(page, key);
    expect(await alertOf(page).innerText()).toMatch(sentence);
    expect(await page.getByLabel('Private API key').inputValue()).toBe('');
    expect(await page.content()).not.toContain(key);
  });

  test('Klaviyo being down is told as such, and the key may be tried again', async () => {
    sheet.klaviyo.klaviyo.setFaults({ serverError: 1 });
    const page = await openPage();
    await connect(page);
    expect(await alertOf(page).innerText()).toMatch(/Klaviyo/);
    sheet.klaviyo.klaviyo.setFaults(null);
    await connect(page);
    await page.getByText('Juniper & Salt').waitFor();
    await disconnect(page);
  });

  test('each missing scope is named with what it would bring', async () => {
    const page = await openPage();
    await connect(page, PARTIAL_KEY);
    await page.getByText('2 read scopes are missing').waitFor();
    const lines = await page.locator('.scopes .missing').count();
    expect(lines).toBe(2);
    expect(await page.locator('.scopes').first().innerText()).toMatch(/flows:read missing\s*Brings flows[\s\S]*forms:read missing\s*Brings/);
    await page.getByText('8 of 10 present').click();
    await page.getByText('segments:read').waitFor();
    await disconnect(page);
  });
});

describe('during a refresh', () => {
  let page: Page;
  beforeAll(async () => {
    page = await sheet.sidebar();
    await connect(page);
    await page.getByText('Juniper & Salt').waitFor();
  });

  const begin = async () => {
    await page.getByRole('tab', { name: 'Refresh' }).click();
    await page.getByRole('button', { name: 'Refresh now' }).click();
    await page.getByRole('button', { name: 'Cancel refresh' }).waitFor();
  };
  const slowly = () => sheet.klaviyo.klaviyo.setFaults({ slow: { share: 1, milliseconds: 60 } });

  test('a key that is revoked midway ends it with one sentence, and the sheet is as it was', async () => {
    const { klaviyo } = sheet.klaviyo;
    klaviyo.setFaults({ slow: { share: 1, milliseconds: 60 }, revokeAfter: klaviyo.total() + 25 });
    await begin();
    expect(await alertOf(page).innerText()).toMatch(/stopped accepting the key during the refresh/);
    const book = (await sheet.preview.host.ask({ kind: 'book' })) as { tabs: { name: string }[] };
    expect(book.tabs.map(({ name }) => name)).not.toContain('Tracker');
  });

  test('Klaviyo that goes down midway ends it with one sentence', async () => {
    slowly();
    await begin();
    sheet.klaviyo.klaviyo.setFaults({ serverError: 1 });
    await page.getByRole('alert').filter({ hasText: 'Klaviyo' }).waitFor({ timeout: 240_000 });
  });

  test('Cancel stops it, says so, and leaves the sheet as it was', async () => {
    slowly();
    await begin();
    await page.getByRole('button', { name: 'Cancel refresh' }).click();
    await page.getByText('The refresh was cancelled; the sheet is as it was.').waitFor();
    await page.getByRole('button', { name: 'Refresh now' }).waitFor();
    const book = (await sheet.preview.host.ask({ kind: 'book' })) as { tabs: { name: string }[] };
    expect(book.tabs.map(({ name }) => name)).not.toContain('Tracker');
  });

  test('Cancel is answered while Klaviyo still keeps an answer back, and the next press refreshes once the sheet is free', async () => {
    sheet.klaviyo.klaviyo.setFaults({ slow: { share: 1, milliseconds: 15_000 } });
    await begin();
    // An execution waits for Klaviyo by now, as it does most of the time.
    await page.waitForTimeout(1_500);
    const answered = sheet.klaviyo.klaviyo.total();
    await page.getByRole('button', { name: 'Cancel refresh' }).click();
    await page.getByText('The refresh was cancelled; the sheet is as it was.').waitFor();
    expect(sheet.klaviyo.klaviyo.total()).toBe(answered);
    slowly();
    await begin();
    await page.getByRole('button', { name: 'Cancel refresh' }).click();
    await page.getByText('The refresh was cancelled; the sheet is as it was.').waitFor();
  });

  test('reloaded in the middle, the page takes it up; a second person sees it and may not start another', async () => {
    slowly();
    await begin();
    await page.reload();
    await page.getByRole('button', { name: 'Cancel refresh' }).waitFor();
    expect(await page.getByRole('tab', { name: 'Refresh' }).getAttribute('aria-selected')).toBe('true');
    const other = await openPage('teammate');
    await other.getByText('by another person').waitFor();
    await other.getByText('Another person is refreshing this sheet').waitFor();
    expect(await other.getByRole('button', { name: 'Refresh now' }).count()).toBe(0);
    sheet.klaviyo.klaviyo.setFaults(null);
    await finished(page);
    await finished(other);
    await other.getByRole('tab', { name: 'Results' }).click();
    await other.getByText(/applicable lifecycle audiences are covered/).waitFor();
    await other.getByRole('tab', { name: 'Refresh' }).click();
    await other.getByRole('button', { name: 'Connect a key' }).waitFor();
  });

  test('a second person connects a key of their own and never sees the first one’s connection', async () => {
    const other = await openPage('teammate');
    await other.getByRole('tab', { name: 'Account' }).click();
    await other.getByText('This sheet belongs to').waitFor();
    await connect(other, TEAM_KEY);
    await other.getByText('Juniper & Salt').waitFor();
    await refresh(other);
  });

  test('a key of another account is refused once the sheet belongs to one', async () => {
    await disconnect(page);
    const account = smallAccount(Date.now());
    sheet.klaviyo.klaviyo.setAccount({ ...account, account: { ...account.account, id: 'OtHeR1', organization: 'Another Shop' } });
    await connect(page, KEY);
    expect(await alertOf(page).innerText()).toMatch(/Another Shop/);
    sheet.klaviyo.klaviyo.setAccount(account);
    await connect(page, KEY);
    await page.getByText('All 10 read scopes').waitFor();
  });
});

test('rows deleted from the tracker are counted and come back at a press', async () => {
  const page = await openPage();
  const { id, rows } = await sheet.tab('Tracker');
  const gone = (await sheet.column('Tracker', 'Segment'))[0] ?? '';
  await sheet.hands({ kind: 'delete row', tab: id, row: rows[1]?.row ?? 2 });
  await refresh(page);
  await page.getByText('One row that was deleted from the tracker').waitFor();
  expect(await sheet.column('Tracker', 'Segment')).not.toContain(gone);
  await page.getByRole('button', { name: 'Put it back' }).click();
  await page.getByText('1 row is back in the tracker.').waitFor();
  expect(await sheet.column('Tracker', 'Segment')).toContain(gone);
});
