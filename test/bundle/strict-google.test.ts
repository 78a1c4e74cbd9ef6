import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { newWorkbook } from '../../src/local/host/workbook/workbook';
import { createQuarterShop } from '../build/accounts/quarter-shop';
import { picture, trackerHands } from '../build/people-at-work';
import { refreshedWorld } from '../build/refreshed-world';
import { KEY, NOW, openWorld, type World, type WorldOptions } from '../build/refreshed-sheet';
import { sampleOf } from '../build/sample-of';

const account = createQuarterShop({ seed: 6, now: NOW, odd: true, people: 80 });
const undisturbed = refreshedWorld(account);
const expected = picture(undisturbed);

type Answer = { readonly ok: boolean; readonly value: Record<string, unknown>; readonly sentence: string; readonly kind: string; readonly link: string | null };
const page = (world: World, call: string, argument: unknown = null): Answer =>
  JSON.parse(String(world.host.run('callFromPage', call, JSON.stringify(argument)))) as Answer;
const SCOPE = 'https://www.googleapis.com/auth/';
const property = (world: World, name: string): string => world.host.workbook.documentProperties.get(name) ?? '';

describe('[E] a permission that was left out at Google’s consent screen', () => {
  const without = (scope: string, options: WorldOptions = {}): World => {
    const world = openWorld(account, options);
    world.host.leftOut = new Set([SCOPE + scope]);
    return world;
  };

  test('timers: the refresh ends well, the sidebar says to keep it open, and settings are saved', () => {
    const world = without('script.scriptapp');
    const begun = world.start();
    expect(begun.sentence).toContain('Keep this sidebar open');
    expect(world.finish()).toMatchObject({ state: 'done' });
    expect(picture(world)).toEqual(expected);
    expect(page(world, 'saveSettings', { values: [{ name: 'Scheduled refresh', value: 'Monthly' }] }).ok).toBe(true);
    world.start();
    expect(page(world, 'cancelRefresh').value).toMatchObject({ state: 'cancelled' });
  });

  test('requests: connecting says what is missing, with the link that mends it, and nothing about the sheet’s owner', () => {
    const world = without('script.external_request');
    const answer = page(world, 'connect', { key: KEY });
    expect(answer).toMatchObject({ ok: false, kind: 'consent', link: 'https://accounts.google.com/o/oauth2/consent' });
    expect(answer.sentence).not.toMatch(/owner/);
    world.host.leftOut = new Set();
    expect(page(world, 'connect', { key: KEY }).ok).toBe(true);
  });

  test('Drive: a refresh does not begin, says what is missing, and begins once it is given', () => {
    const world = without('drive.file');
    expect(page(world, 'connect', { key: KEY }).ok).toBe(true);
    expect(page(world, 'startRefresh', { full: false })).toMatchObject({ ok: false, kind: 'consent', link: 'https://accounts.google.com/o/oauth2/consent' });
    world.host.leftOut = new Set();
    expect(world.refresh().state).toBe('done');
  });
});

describe('[E] errors of Google’s in other languages', () => {
  test.each([
    ['Range', 'setValues', 'Dienst „Tabellen“ ist vorübergehend nicht verfügbar: 4711'],
    ['Range', 'getValues', 'Se ha producido un error inesperado'],
    ['Properties', 'setProperty', 'サーバーエラーが発生しました'],
    ['SpreadsheetApp', 'flush', 'Unexpected error while getting the method or property getRange on object SpreadsheetApp.Sheet.'],
  ])('%s.%s that fails for a while costs a pause, never the refresh', (service, method, words) => {
    const world = openWorld(account);
    world.start();
    let failing = 6;
    let calls = 0;
    world.host.faults = (call) => {
      if (call.service !== service || call.method !== method) return;
      calls += 1;
      if (calls > 3 && failing > 0) {
        failing -= 1;
        throw new Error(words);
      }
    };
    const answer = world.finish();
    expect(failing).toBe(0);
    expect(answer).toMatchObject({ state: 'done' });
    // Pauses move the minute that notes name.
    const keys = (of: World): readonly string[] => [...trackerHands(of).keys()].sort();
    expect(keys(world)).toEqual(keys(undisturbed));
  });

  test('a sheet that fails for good is given up after growing pauses; while a write is half done nobody says that the sheet is as it was', () => {
    const world = openWorld(account);
    world.start();
    const pauses: number[] = [];
    const sentences: string[] = [];
    world.host.faults = ({ service, method }) => {
      if (service === 'Range' && method === 'setRichTextValues') throw new Error('Ein Fehler ist aufgetreten.');
    };
    for (let turn = 0; turn < 40; turn += 1) {
      const answer = world.step();
      sentences.push(answer.sentence);
      if (answer.state !== 'more') break;
      if (answer.notBefore !== null && answer.notBefore > world.clock.now()) {
        pauses.push(Math.round((answer.notBefore - world.clock.now()) / 60_000));
        world.clock.moveTo(answer.notBefore);
      }
    }
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses.length).toBeGreaterThanOrEqual(4);
    expect(sentences[sentences.length - 1]).toMatch(/given up; what was being written is finished the next time/);
    expect(sentences.join(' ')).not.toMatch(/as it was/);
    const report = String(page(world, 'getReport').value.text);
    expect(report).toContain('Ein Fehler ist aufgetreten.');
    expect(report.split('\n').length).toBeLessThanOrEqual(4);
    expect(report).not.toContain(KEY);
    world.host.faults = null;
    expect(world.refresh().state).toBe('done');
    expect([...trackerHands(world).keys()].sort()).toEqual([...trackerHands(undisturbed).keys()].sort());
  });
});

describe('[E] requests that Google refuses', () => {
  test('for bandwidth pass within seconds: smaller calls, no day of waiting', () => {
    const world = openWorld(account);
    world.start();
    let refused = 0;
    world.host.faults = ({ service, method }) => {
      if (service === 'UrlFetchApp' && method === 'fetchAll' && refused < 4) {
        refused += 1;
        throw new Error('Bandwidth quota exceeded: https://a.klaviyo.com/api/events. Try reducing the rate of data transfer.');
      }
    };
    const answer = world.finish();
    expect(answer.state).toBe('done');
    expect(refused).toBe(4);
    expect(world.clock.now() - NOW).toBeLessThan(30 * 60_000);
    expect(picture(world)).toEqual(expected);
  });

  test('one address that fails costs its own share: what was sent with it is asked again in its turn, never one by one', () => {
    const world = openWorld(account);
    world.start();
    let broken = 5;
    const handle = world.klaviyo.handle.bind(world.klaviyo);
    world.klaviyo.handle = (request, at) => {
      if (request.url.includes('/api/forms') && broken > 0) {
        broken -= 1;
        return { status: 0, headers: {}, body: '' };
      }
      return handle(request, at);
    };
    let single = 0;
    // One alone for each reading of the person's own file, with a token; none of Klaviyo's.
    world.host.faults = ({ service, method }) => {
      single += service === 'UrlFetchApp' && method === 'fetch' ? 1 : service === 'ScriptApp' && method === 'getOAuthToken' ? -1 : 0;
    };
    expect(world.finish().state).toBe('done');
    expect(broken).toBe(0);
    expect(single).toBe(0);
    expect(picture(world)).toEqual(expected);
  });

  test('in a language that nobody here reads, it waits and goes on; Klaviyo is not blamed', () => {
    const world = openWorld(account);
    world.start();
    let refused = 0;
    world.host.faults = ({ service, method }) => {
      if (service === 'UrlFetchApp' && method === 'fetchAll' && refused < 14) {
        refused += 1;
        throw new Error('Der Dienst wurde an einem Tag zu oft aufgerufen: urlfetch.');
      }
    };
    const first = world.step();
    expect(first.state).toBe('more');
    expect(first.sentence).not.toMatch(/status\.klaviyo/);
    expect(first.notBefore).toBeGreaterThan(world.clock.now());
    expect(world.finish().state).toBe('done');
    expect(picture(world)).toEqual(expected);
  });
});

describe('[E] the menu’s Refresh', () => {
  test.each([
    ['refreshFromMenu', 'refresh'],
    ['refreshAllFromMenu', 'full refresh'],
  ])('%s marks the page with an element that Google keeps', (handler, start) => {
    const world = openWorld(account);
    world.host.run(handler);
    const html = world.host.state.pages[0]?.html ?? '';
    expect(html).toContain(`data-start="${start}"`);
    expect(html).not.toMatch(/<meta/i);
  });
});

describe('[E] timers', () => {
  test('of another sheet of the same person are left alone, and their turn does nothing here', () => {
    const world = openWorld(account, { mode: 'bound' });
    const foreign = {
      id: 'trigger-of-sheet-b',
      owner: 'owner@example.com',
      handler: 'onTimer',
      rhythm: { kind: 'hours', every: 1 } as const,
      zone: 'Etc/UTC',
      nextAt: NOW + 60_000,
    };
    world.host.state.triggers.push(foreign);
    world.host.state.userProperties('owner@example.com').set('timers:sheet-b', JSON.stringify({ hourly: foreign.id }));
    expect(world.refresh().state).toBe('done');
    expect(world.host.state.triggers.map(({ id }) => id)).toEqual([foreign.id]);
    page(world, 'saveSettings', { values: [{ name: 'Scheduled refresh', value: 'Monthly' }] });
    expect(world.host.state.triggers.length).toBe(2);
    const before = world.klaviyo.total();
    world.clock.moveTo(world.clock.now() + 60 * 86_400_000);
    const own = world.host.state.triggers.find(({ id }) => id !== foreign.id);
    if (own) own.nextAt = Infinity;
    world.host.fireDue();
    expect(world.klaviyo.total()).toBe(before);
  });

  test('for a bound script: one recurring timer for the life of a job, made by the person’s click and by no timer’s run', () => {
    const world = openWorld(account, { mode: 'bound', latencyMs: 45_000 });
    world.start();
    const [timer] = world.host.state.triggers;
    expect(timer?.rhythm).toEqual({ kind: 'minutes', every: 1 });
    let made = 0;
    world.host.faults = ({ service, method }) => {
      if (service === 'ClockTriggerBuilder' && method === 'create') made += 1;
    };
    const reports = world.host.passTime(6 * 3_600_000);
    expect(JSON.parse(property(world, 'refresh-job'))).toMatchObject({ phase: 'done' });
    expect(reports.length).toBeGreaterThan(1);
    expect(made).toBe(0);
    expect(world.host.state.triggers).toEqual([]);
    expect(trackerHands(world).keys().sort()).toEqual(trackerHands(undisturbed).keys().sort());
  });
});

describe('[E] what is written beside a refresh', () => {
  test.each(sampleOf([1, 2, 3, 5], 2))('settings saved at its %i. flush are kept, and the refresh ends as ever', (place) => {
    const world = openWorld(account);
    world.start();
    let flushes = 0;
    let saved: Answer | null = null;
    world.host.faults = ({ service, method }) => {
      if (service !== 'SpreadsheetApp' || method !== 'flush' || saved !== null) return;
      flushes += 1;
      if (flushes === place) {
        saved = { ok: false } as Answer;
        saved = page(world, 'saveSettings', { values: [{ name: 'Look-back', value: '18' }] });
      }
    };
    expect(world.finish().state).toBe('done');
    expect(saved).toMatchObject({ ok: true });
    expect(trackerHands(world).keys().length).toBe(trackerHands(undisturbed).keys().length);
    const settings = world.values('Settings');
    expect(settings.find(([name]) => name === 'Look-back')?.[1]).toBe(18);
    expect(world.refresh().state).toBe('done');
    expect(property(world, 'waiting-settings')).toBe('');
  });

  test('restoring rows waits for the refresh, and says so', () => {
    const world = refreshedWorld(account);
    const tracker = world.host.hands().spreadsheet.getSheetByName('Tracker');
    tracker?.deleteRow(2);
    world.clock.moveTo(world.clock.now() + 3_600_000);
    world.refresh();
    world.clock.moveTo(world.clock.now() + 3_600_000);
    world.start();
    let restored: Answer | null = null;
    world.host.faults = ({ service, method }) => {
      if (service !== 'SpreadsheetApp' || method !== 'flush' || restored !== null) return;
      restored = { ok: true } as Answer;
      restored = page(world, 'restoreDismissed');
    };
    expect(world.finish().state).toBe('done');
    expect(restored).toMatchObject({ ok: false, kind: 'busy' });
    expect(page(world, 'restoreDismissed').value).toEqual({ restored: 1 });
  });
});

describe('[E] the recommendation document', () => {
  const files = (world: World) => [...world.host.state.files.values()].filter(({ html }) => html !== '');
  const again = (world: World): void => {
    world.clock.moveTo(world.clock.now() + 3_600_000);
  };

  test('is never doubled by a passing error, is made anew from the bin, and is each person’s own', () => {
    const world = refreshedWorld(account);
    expect(files(world).length).toBe(1);
    again(world);
    let refused = 0;
    world.host.faults = ({ service, method }) => {
      if (service === 'Drive.Files' && method === 'update' && refused < 1) {
        refused += 1;
        throw new Error('Limite de taux dépassée');
      }
    };
    expect(world.refresh().sentence).toContain('could not be written');
    expect(files(world).length).toBe(1);
    world.host.faults = null;
    again(world);
    const [first] = files(world);
    if (first) first.trashed = true;
    world.refresh();
    expect(files(world).map(({ trashed }) => trashed)).toEqual([true, false]);
    const link = String(page(world, 'getState').value.documentUrl);
    expect(link).toContain(files(world)[1]?.id);
  });
});

test.each(sampleOf(['de_DE', 'tr_TR', 'ja_JP'], 2))(
  '[E] in a spreadsheet of the locale %s the refresh writes the same sheet, settings saved beside it count, and a person’s cell stays',
  (locale) => {
    const world = openWorld(account, { workbook: Object.assign(newWorkbook(), { locale }) });
    world.start();
    let saved = false;
    world.host.faults = ({ service, method }) => {
      if (saved || service !== 'Drive.Files' || method !== 'create') return;
      saved = true;
      page(world, 'saveSettings', { values: [{ name: 'Extra review', value: 'None' }] });
    };
    expect(world.finish().state).toBe('done');
    expect(saved).toBe(true);
    world.host.faults = null;
    // What was saved is a person's own from then on, which the Settings tab says.
    const { Settings: _one, ...tabs } = picture(world);
    const { Settings: _other, ...others } = expected;
    expect(tabs).toEqual(others);
    const [key = ''] = trackerHands(world).keys();
    trackerHands(world).set(key, 'Notes', '5.5');
    const typed = trackerHands(world).get(key, 'Notes');
    world.clock.moveTo(world.clock.now() + 600_000);
    expect(world.refresh().state).toBe('done');
    expect(trackerHands(world).get(key, 'Notes')).toEqual(typed);
  },
);

test('[E] a document that people commented on is kept with its comments, and the next refresh writes a new one; resolved comments hold nothing up', () => {
  const world = openWorld(account);
  const documents = () => [...world.host.state.files.values()].filter(({ html }) => html !== '');
  world.refresh();
  const [first] = documents();
  if (first === undefined) throw new Error('There is no document.');
  first.comments = [{ resolved: true, deleted: false }];
  world.clock.moveTo(world.clock.now() + 3_600_000);
  world.refresh();
  expect(documents()).toHaveLength(1);
  first.comments = [
    { resolved: true, deleted: false },
    { resolved: false, deleted: false },
  ];
  const commentedOn = first.html;
  world.clock.moveTo(world.clock.now() + 3_600_000);
  world.refresh();
  expect(documents().map(({ name }) => name.endsWith('(kept for its comments)'))).toEqual([true, false]);
  expect(first.html).toBe(commentedOn);
  expect(String(page(world, 'getState').value.documentUrl)).toContain(documents()[1]?.id);
});

describe('[E] what is pushed', () => {
  test('uses nothing younger than the platform’s documents name, and no text that HtmlService cuts', () => {
    const dist = resolve(__dirname, '../../dist');
    const code = readFileSync(resolve(dist, 'Code.js'), 'utf8');
    expect(code.match(/Object\.hasOwn\(|\.replaceAll\(|\.findLast\(|structuredClone\(|\bArray\.fromAsync\(/g)).toBeNull();
    // HtmlService has been seen to take `//` and comment marks in template literals for comments.
    const literals = readFileSync(resolve(dist, 'sidebar.html'), 'utf8').match(/`[^`]*`/g) ?? [];
    expect(literals.filter((literal) => /\/\/|\/\*/.test(literal))).toEqual([]);
  });
});

describe('[E] keys by spreadsheet', () => {
  test('the key of one sheet is not another’s, one kept by an earlier version still counts, and forgetting it here holds', () => {
    const world = openWorld(account);
    const mine = world.host.state.userProperties('owner@example.com');
    mine.set('klaviyo-private-key', KEY);
    expect(page(world, 'startRefresh', { full: false }).ok).toBe(true);
    page(world, 'cancelRefresh');
    page(world, 'disconnect');
    expect(page(world, 'startRefresh', { full: false })).toMatchObject({ ok: false, kind: 'no-key' });
    expect(mine.get('klaviyo-private-key')).toBe(KEY);
    page(world, 'connect', { key: KEY });
    expect([...mine.keys()].filter((name) => name.startsWith('klaviyo-private-key:'))).toEqual([`klaviyo-private-key:${world.host.workbook.id}`]);
  });
});
