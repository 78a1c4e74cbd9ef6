import { assumed } from '../../../src/local/host/assumptions';
import { bundleOf } from '../../../src/local/host/bundle';
import { createVirtualClock } from '../../../src/local/host/clock';
import { createDirectWire, type DirectHandler } from '../../../src/local/host/direct-wire';
import { ExecutionKilled } from '../../../src/local/host/execution';
import { createHost, type HostOptions, ScriptFailure } from '../../../src/local/host/host';

const START = Date.UTC(2026, 2, 1, 12);

function hostOf(code: string, options: Partial<HostOptions> & { handler?: DirectHandler; whitelist?: string[] } = {}) {
  const clock = createVirtualClock(START);
  const { handler, whitelist, ...rest } = options;
  const wire = createDirectWire({ clock, handler: handler ?? (() => ({ status: 200, headers: {}, body: '{}' })) });
  const bundle = bundleOf(
    code,
    {
      urlFetchWhitelist: whitelist ?? ['https://a.klaviyo.com/'],
      dependencies: { enabledAdvancedServices: [{ userSymbol: 'Drive', serviceId: 'drive', version: 'v3' }] },
    },
    { sidebar: '<p>Hi</p>' },
  );
  return createHost({ bundle, clock, wire, cost: () => 0, ...rest });
}

describe('the script’s world', () => {
  test.each([
    'URL',
    'URLSearchParams',
    'TextEncoder',
    'TextDecoder',
    'fetch',
    'setTimeout',
    'setInterval',
    'crypto',
    'structuredClone',
    'atob',
    'btoa',
    'performance',
    'process',
    'require',
    'module',
    'Buffer',
    'global',
    'window',
    'queueMicrotask',
    'Blob',
    'FormData',
    'WebAssembly',
    'AbortController',
    'DOMException',
  ])('has no %s', (name) => {
    expect(hostOf(`function look() { return typeof ${name}; }`).run('look')).toBe('undefined');
  });

  test('has Intl, and Date and Math.random live by the host’s clock and seed', () => {
    const code =
      'function look() { return [typeof Intl, Date.now(), new Date().toISOString(), Math.random(), new Date() instanceof Date, new Date(5).getTime()]; }';
    const first = hostOf(code).run('look') as unknown[];
    expect(first.slice(0, 3)).toEqual(['object', START, '2026-03-01T12:00:00.000Z']);
    expect(first.slice(4)).toEqual([true, 5]);
    expect(hostOf(code).run('look')).toEqual(first);
  });

  test('is new in each execution: variables do not live on', () => {
    const host = hostOf('var n = 0; function count() { n += 1; return n; }');
    expect([host.run('count'), host.run('count')]).toEqual([1, 1]);
  });

  test('errors of services are Errors of the script with the name Exception', () => {
    const host = hostOf('function f() { try { SpreadsheetApp.getActive().getRange("A0"); } catch (e) { return [e instanceof Error, e.name, e.message]; } }');
    expect(host.run('f')).toEqual([true, 'Exception', 'Range not found: A0']);
  });

  test('dates from cells are Dates of the script', () => {
    const host = hostOf(
      'function f() { var r = SpreadsheetApp.getActiveSheet().getRange("A1"); r.setValue(new Date(0)); return r.getValue() instanceof Date && r.getValue().getTime(); }',
    );
    expect(host.run('f')).toBe(0);
  });

  test('an unknown service or member throws by name', () => {
    expect(() => hostOf('function f() { GmailApp.sendEmail("x"); }').run('f')).toThrow('GmailApp is not defined');
    expect(() => hostOf('function f() { Utilities.zip([]); }').run('f')).toThrow('Utilities.zip is not offered by the local host.');
    expect(() => hostOf('function f() { return LockService.getLock; }').run('f')).toThrow('LockService.getLock is not offered by the local host.');
    expect(() => hostOf('').run('nothing')).toThrow('Script function not found: nothing');
  });
});

describe('what passes between page and script', () => {
  const echo = hostOf(
    'function echo(x) { return x; } function date() { return { at: new Date() }; } function fun() { return [function () {}]; } function service() { return SpreadsheetApp.getActiveSheet(); } function circle() { var a = {}; a.a = a; return a; }',
  );
  test('plain data passes as its JSON reading', () => {
    expect(echo.run('echo', { a: [1, 'x', true, null, undefined] })).toEqual({ a: [1, 'x', true, null, null] });
    expect(echo.run('echo')).toBeUndefined();
  });
  test.each(['date', 'fun', 'service', 'circle'])('a %s does not', (name) => {
    expect(() => echo.run(name)).toThrow(/cannot be passed between page and script/);
  });
  test('a Date as argument does not', () => {
    expect(() => echo.run('echo', new Date(0))).toThrow('An argument holds a Date');
  });
});

describe('the time of one execution', () => {
  test('ends it at six minutes, whatever it catches, and nothing is written after', () => {
    const code = `function f() { for (;;) { try { Utilities.sleep(60000); } catch (e) { break; } }
      try { SpreadsheetApp.getActiveSheet().getRange('A1').setValue('late'); } catch (e) {} return 'done'; }`;
    const host = hostOf(code);
    const report = host.execute({ function: 'f' });
    expect(report).toMatchObject({ killed: true, error: 'Exceeded maximum execution time', value: undefined, endedAt: START + 360_000 });
    expect(host.hands().spreadsheet.getActiveSheet().getLastRow()).toBe(0);
  });

  test('cells cost by their letters, bytes by their number, and where it is asked for computing costs what a slower processor takes, up to the time limit', () => {
    const text = 'x'.repeat(20_000);
    const written = hostOf(
      `function f() { SpreadsheetApp.getActiveSheet().getRange("A1:A50").setValues(Array(50).fill(["${text}"])); return Date.now(); }
       function g() { SpreadsheetApp.getActiveSheet().getRange("A1:A50").getValues(); return Date.now(); }
       function h() { Utilities.base64Decode(Utilities.base64Encode("${text}")); return Date.now(); }`,
    );
    expect(written.run('f')).toBe(START + assumed('cellsWrittenMs'));
    expect(written.run('g')).toBe(START + assumed('cellsWrittenMs') + assumed('cellsReadMs'));
    expect(written.run('h')).toBe(START + assumed('cellsWrittenMs') + assumed('cellsReadMs') + 0.02 * assumed('byteArrayMs'));
    let seconds = 0;
    const computing = hostOf('function f() { SpreadsheetApp.getActiveSheet(); SpreadsheetApp.getActiveSheet(); return Date.now(); }', {
      processor: () => (seconds += 10),
    });
    const report = computing.execute({ function: 'f' });
    expect(report.endedAt - report.startedAt).toBeGreaterThanOrEqual(2 * 10_000 * assumed('slowerProcessor'));
    const endless = hostOf('function f() { for (;;) SpreadsheetApp.getActiveSheet(); }', { processor: () => (seconds += 60) });
    expect(endless.execute({ function: 'f' })).toMatchObject({ error: 'Exceeded maximum execution time', killed: true });
  });

  test('a slow answer counts, calls cost time, and a fault can end it anywhere', () => {
    const slow = hostOf('function f() { for (;;) UrlFetchApp.fetch("https://a.klaviyo.com/x"); }', {
      handler: () => ({ status: 200, headers: {}, body: '', latencyMs: 50_000 }),
    });
    expect(slow.execute({ function: 'f' })).toMatchObject({ killed: true, endedAt: START + 400_000 });
    const costly = hostOf('function f() { SpreadsheetApp.getActiveSheet().getRange("A1").getValue(); return Date.now(); }', {
      cost: (_service, method) => (method === 'getValue' ? 70 : 0),
    });
    expect(costly.run('f')).toBe(START + 70);
    const host = hostOf('function f() { var p = PropertiesService.getScriptProperties(); p.setProperty("a", "1"); p.setProperty("b", "2"); }', {
      faults: ({ method, index }) => {
        if (method === 'setProperty' && index === 2) throw new ExecutionKilled('killed by the test');
      },
    });
    expect(host.execute({ function: 'f' })).toMatchObject({ killed: true, error: 'killed by the test' });
    expect([...host.state.scriptProperties]).toEqual([['a', '1']]);
  });

  test('on the real clock a loop without end is ended too', () => {
    const host = createHost({ bundle: bundleOf('function f() { for (;;) {} }'), limits: { executionMs: 50 } });
    expect(host.execute({ function: 'f' })).toMatchObject({ killed: true, error: 'Exceeded maximum execution time' });
  });

  test('a sleep longer than five minutes is refused', () => {
    expect(() => hostOf('function f() { Utilities.sleep(300001); }').run('f')).toThrow('Sleep time must be between');
  });
});

describe('fetching', () => {
  const fetching = (code: string, options: Parameters<typeof hostOf>[1] = {}) => hostOf(`function f() { ${code} }`, options);
  test('all of a call go out together and come back in their order', () => {
    const host = fetching(
      'return UrlFetchApp.fetchAll([1, 2, 3].map(function (n) { return { url: "https://a.klaviyo.com/" + n, headers: { a: String(n) } }; })).map(function (r) { return r.getContentText() + r.getHeaders().b; }).concat(Date.now());',
      { handler: ({ url, headers }) => ({ status: 200, headers: { b: headers['a'] ?? '' }, body: url.slice(-1), latencyMs: 1000 }) },
    );
    expect(host.run('f')).toEqual(['11', '22', '33', START + 1000]);
    expect(host.meter.requests).toBe(3);
  });
  test('an error status throws unless it is muted; one failure fails the whole call', () => {
    const handler: DirectHandler = ({ url }) => (url.endsWith('broken') ? { status: 0, headers: {}, body: '' } : { status: 404, headers: {}, body: 'gone' });
    expect(() => fetching('UrlFetchApp.fetch("https://a.klaviyo.com/x")', { handler }).run('f')).toThrow(
      'Request failed for https://a.klaviyo.com/x returned code 404. Truncated server response: gone',
    );
    expect(fetching('return UrlFetchApp.fetch("https://a.klaviyo.com/x", { muteHttpExceptions: true }).getResponseCode()', { handler }).run('f')).toBe(404);
    expect(() =>
      fetching(
        'UrlFetchApp.fetchAll([{ url: "https://a.klaviyo.com/x", muteHttpExceptions: true }, { url: "https://a.klaviyo.com/broken", muteHttpExceptions: true }])',
        { handler },
      ).run('f'),
    ).toThrow('Address unavailable: https://a.klaviyo.com/broken');
  });
  test.each([
    ['an address outside the manifest’s list', 'UrlFetchApp.fetch("https://example.com/")', 'not on the manifest'],
    ['an address longer than 2 KB', 'UrlFetchApp.fetch("https://a.klaviyo.com/" + new Array(2048).join("x"))', 'URLFetch URL Length'],
    ['an unknown option', 'UrlFetchApp.fetch("https://a.klaviyo.com/", { timeout: 5 })', 'unknown: timeout'],
    ['a blank in the address', 'UrlFetchApp.fetch("https://a.klaviyo.com/a b")', 'Invalid argument'],
    ['a header that is not text', 'UrlFetchApp.fetch("https://a.klaviyo.com/", { headers: { a: 1 } })', 'Header:a'],
    ['a method that it does not know', 'UrlFetchApp.fetch("https://a.klaviyo.com/", { method: "options" })', 'invalid value: method'],
  ])('%s is refused', (_what, code, message) => {
    expect(() => fetching(code).run('f')).toThrow(message);
  });
  test('an answer that takes a minute fails, one over the size limit too', () => {
    expect(() =>
      fetching('UrlFetchApp.fetch("https://a.klaviyo.com/")', { handler: () => ({ status: 200, headers: {}, body: '', latencyMs: 70_000 }) }).run('f'),
    ).toThrow('Timeout');
    expect(() =>
      fetching('UrlFetchApp.fetch("https://a.klaviyo.com/")', {
        limits: { responseBytes: 10 },
        handler: () => ({ status: 200, headers: {}, body: 'x'.repeat(11) }),
      }).run('f'),
    ).toThrow('response size');
  });
  test('the daily quota ends and is whole again after a day', () => {
    const host = fetching('UrlFetchApp.fetchAll(["https://a.klaviyo.com/1", "https://a.klaviyo.com/2"]);', { limits: { urlFetchCallsPerDay: 3 } });
    host.run('f');
    expect(() => host.run('f')).toThrow('Service invoked too many times for one day: urlfetch.');
    host.passTime(86_400_000);
    host.run('f');
  });
});

describe('stores', () => {
  test('a property takes 9 KB, a store 500 KB, a day 50,000 calls', () => {
    const code = `function put(key, length) { PropertiesService.getScriptProperties().setProperty(key, new Array(length + 1).join('x')); }
      function fill() { for (var i = 0; i < 60; i++) put('k' + i, 9000); } function many() { for (var i = 0; i < 11; i++) PropertiesService.getUserProperties().getProperty('x'); }`;
    const host = hostOf(code, { limits: { propertyCallsPerDay: 60 } });
    host.run('put', 'a', 9 * 1024);
    expect(() => host.run('put', 'a', 9 * 1024 + 1)).toThrow('Argument too large: value');
    expect(() => host.run('fill')).toThrow('property storage quota');
    expect(() => host.run('many')).toThrow('too many times for one day: properties');
  });
  test('user properties are each person’s own, document properties everybody’s', () => {
    const host = hostOf(
      'function put(v) { PropertiesService.getUserProperties().setProperty("k", v); PropertiesService.getDocumentProperties().setProperty("k", v); } function get() { return [PropertiesService.getUserProperties().getProperty("k"), PropertiesService.getDocumentProperties().getProperty("k")]; }',
    );
    const other = { email: 'other@example.com', access: 'editor' } as const;
    host.run('put', 'mine');
    host.runAs(other, 'put', 'theirs');
    expect([host.run('get'), host.runAs(other, 'get')]).toEqual([
      ['mine', 'theirs'],
      ['theirs', 'theirs'],
    ]);
  });
  test('a cache forgets with time, takes 100 KB a value, and 1,000 entries', () => {
    const host = hostOf(`function put(k, v, s) { CacheService.getScriptCache().put(k, v, s); } function get(k) { return CacheService.getScriptCache().get(k); }
      function many() { var c = CacheService.getScriptCache(); for (var i = 0; i < 1001; i++) c.put('k' + i, 'v', 100 + i); return [c.get('k0'), c.get('k1000')]; }`);
    host.run('put', 'a', 'b', 10);
    expect(host.run('get', 'a')).toBe('b');
    host.passTime(10_000);
    expect(host.run('get', 'a')).toBeNull();
    expect(() => host.run('put', 'a', 'x'.repeat(100 * 1024 + 1), 10)).toThrow('Argument too large: value');
    expect(() => host.run('put', 'a'.repeat(251), 'x', 10)).toThrow('Argument too large: key');
    expect(() => host.run('put', 'a', 'x', 21_601)).toThrow('expiration');
    expect(host.run('many')).toEqual([null, 'v']);
  });
});

describe('locks', () => {
  const code = `function hold() { var l = LockService.getDocumentLock(); l.waitLock(1000); SpreadsheetApp.getActiveSheet().getRange('A1').setValue(1); return l.hasLock(); }
    function attempt() { var l = LockService.getDocumentLock(); var before = Date.now(); return [l.tryLock(5000), Date.now() - before]; } function wait() { LockService.getDocumentLock().waitLock(5000); }`;
  test('what one execution holds another cannot have, and waits for in vain', () => {
    const host = hostOf(code);
    let inner: unknown;
    host.faults = ({ method }) => {
      if (method === 'setValue') {
        host.faults = null;
        inner = host.runAs({ email: 'b@example.com', access: 'editor' }, 'attempt');
      }
    };
    expect(host.run('hold')).toBe(true);
    expect(inner).toEqual([false, 5000]);
  });
  test('the end of an execution frees its locks, and a wait ends when the holder does', () => {
    const host = hostOf(code);
    host.run('hold');
    expect(host.run('attempt')).toEqual([true, 0]);
    host.holdLock('document', START + 3000);
    expect(host.run('attempt')).toEqual([true, 3000]);
    host.holdLock('document', Infinity);
    expect(() => host.run('wait')).toThrow('Lock timeout: another process was holding the lock for too long.');
  });
});

describe('time triggers', () => {
  const code = `function go() { SpreadsheetApp.getActiveSheet().appendRow([Date.now()]); } function after(ms) { ScriptApp.newTrigger('go').timeBased().after(ms).create(); }
    function minutes(n) { ScriptApp.newTrigger('go').timeBased().everyMinutes(n).create(); } function hours() { ScriptApp.newTrigger('go').timeBased().everyHours(1).create(); }
    function month() { ScriptApp.newTrigger('go').timeBased().onMonthDay(1).atHour(5).inTimezone('Europe/Berlin').create(); }
    function clear() { ScriptApp.getProjectTriggers().forEach(function (t) { ScriptApp.deleteTrigger(t); }); } function list() { return ScriptApp.getProjectTriggers().map(function (t) { return t.getHandlerFunction(); }); }
    function slow() { Utilities.sleep(250000); } function slowly() { ScriptApp.newTrigger('slow').timeBased().everyMinutes(1).create(); } function lost() { ScriptApp.newTrigger('nowhere'); } function ui() { SpreadsheetApp.getUi(); }
    function uiLater() { ScriptApp.newTrigger('ui').timeBased().after(1).create(); }`;
  const times = (host: ReturnType<typeof hostOf>) => host.hands().spreadsheet.getActiveSheet().getDataRange().getValues().flat();
  test('of a bound script fire within minutes, once or again and again', () => {
    const host = hostOf(code, { mode: 'bound' });
    host.run('after', 60_000);
    expect(host.passTime(59_999)).toHaveLength(0);
    expect(host.passTime(1)).toHaveLength(1);
    expect(host.run('list')).toEqual([]);
    host.run('minutes', 10);
    host.passTime(30 * 60_000);
    expect(times(host)).toHaveLength(4);
    expect(() => host.run('minutes', 7)).toThrow('not a value that the platform takes');
  });
  test('of a published add-on run hourly at most, one per person and document', () => {
    const host = hostOf(code);
    expect(() => host.run('after', 60_000)).toThrow('at most once per hour');
    expect(() => host.run('minutes', 30)).toThrow('at most once per hour');
    host.run('hours');
    expect(() => host.run('hours')).toThrow('too many time-based triggers');
    host.runAs({ email: 'b@example.com', access: 'editor' }, 'hours');
    expect(host.passTime(3 * 3_600_000)).toHaveLength(6);
    host.run('clear');
    expect(host.run('list')).toEqual([]);
  });
  test('by day of month keep to their zone over the change of clocks', () => {
    const host = hostOf(code);
    host.run('month');
    host.passTime(62 * 86_400_000);
    expect(times(host).map((at) => new Date(at as number).toISOString())).toEqual(['2026-04-01T03:00:00.000Z', '2026-05-01T03:00:00.000Z']);
  });
  test('are 20 at most, need a function, get no page, and 90 minutes a day', () => {
    const host = hostOf(code, { mode: 'bound' });
    for (let n = 0; n < 20; n += 1) host.run('after', 1e9);
    expect(() => host.run('after', 1e9)).toThrow('too many triggers');
    expect(() => host.run('lost')).toThrow('cannot be found: nowhere');
    host.run('clear');
    host.run('uiLater');
    expect(host.passTime(1)[0]?.error).toBe('Cannot call SpreadsheetApp.getUi() from this context.');
    host.run('slowly');
    const reports = host.passTime(8 * 3_600_000);
    expect(reports.filter(({ error }) => error === null)).toHaveLength(22);
    expect(reports.some(({ error }) => error === 'Service using too much computer time for one day')).toBe(true);
  });
});

describe('authorization', () => {
  const code = `function onOpen(e) { SpreadsheetApp.getUi().createAddonMenu().addItem('Open', 'show').addSeparator().addToUi(); if (e.authMode !== ScriptApp.AuthMode.NONE) work(); }
    function work() { PropertiesService.getDocumentProperties().setProperty('a', 'b'); } function show() { SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile('sidebar').setTitle('T')); }`;
  test('NONE allows the menu, LIMITED the document too', () => {
    const host = hostOf(code);
    expect([host.open('NONE').error, host.open('LIMITED').error]).toEqual([null, null]);
    expect(host.state.menus[0]).toEqual({ caption: '', addon: true, entries: [{ caption: 'Open', handler: 'show' }, 'separator'] });
    expect(host.execute({ function: 'work', authMode: 'NONE' }).error).toBe('You do not have permission to call PropertiesService.getDocumentProperties.');
    expect(host.execute({ function: 'show', authMode: 'LIMITED' }).error).toBe('You do not have permission to call Ui.showSidebar.');
    host.run('show');
    expect(host.state.pages).toEqual([{ kind: 'sidebar', title: 'T', html: '<p>Hi</p>' }]);
  });
});

describe('utilities, session and Drive', () => {
  test('bytes are signed, text is UTF-8, compression comes back', () => {
    const host = hostOf(`function f() { var z = Utilities.gzip(Utilities.newBlob('häßlich', 'text/plain', 'n'));
      return [Utilities.computeDigest(Utilities.DigestAlgorithm.MD5, 'ä')[0], Utilities.base64Encode('ä'), Utilities.newBlob(Utilities.base64Decode('w6Q=')).getDataAsString(),
      Utilities.ungzip(z).getDataAsString(), Utilities.base64EncodeWebSafe([-1, -1]), /^[0-9a-f-]{36}$/.test(Utilities.getUuid())]; } function bad() { Utilities.ungzip(Utilities.newBlob([1, 2], 'text/plain')); }`);
    expect(host.run('f')).toEqual([-124, 'w6Q=', 'ä', 'häßlich', '__8=', true]);
    expect(() => host.run('bad')).toThrow('application/x-gzip');
  });
  test('dates are written as Java writes them', () => {
    const host = hostOf(`function f(zone, format) { return Utilities.formatDate(new Date(Date.UTC(2026, 6, 4, 5, 6, 7)), zone, format); }`);
    expect(host.run('f', 'America/New_York', "EEE, MMM d yyyy 'at' h:mm a Z")).toBe('Sat, Jul 4 2026 at 1:06 AM -0400');
    expect(host.run('f', 'Etc/UTC', "yyyy-MM-dd'T'HH:mm:ss.SSSX")).toBe('2026-07-04T05:06:07.000Z');
    expect(() => host.run('f', 'Mars/Base', 'yyyy')).toThrow('Invalid argument: timeZone');
  });
  test('a document made from HTML is the person’s own', () => {
    const host =
      hostOf(`function make() { return Drive.Files.create({ name: 'Doc', mimeType: 'application/vnd.google-apps.document' }, Utilities.newBlob('<h1>A</h1>', 'text/html')).id; }
      function update(id) { Drive.Files.update({}, id, Utilities.newBlob('<h1>B</h1>', 'text/html')); return Drive.Files.get(id).name; }`);
    const id = host.run('make') as string;
    expect(host.run('update', id)).toBe('Doc');
    expect(host.state.files.get(id)?.html).toBe('<h1>B</h1>');
    expect(() => host.runAs({ email: 'b@example.com', access: 'editor' }, 'update', id)).toThrow('File not found');
  });
  test('failures tell whether the script threw or was ended', () => {
    try {
      hostOf('function f() { throw new Error("mine"); }').run('f');
    } catch (error) {
      expect(error).toMatchObject({ message: 'mine', killed: false });
      expect(error).toBeInstanceOf(ScriptFailure);
    }
    expect.assertions(2);
  });
});
