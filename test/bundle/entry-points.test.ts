import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Host } from '../../src/local/host/host';
import { builtBundle } from '../build/refreshed-sheet';

const root = resolve(__dirname, '../..');
const manifest = JSON.parse(readFileSync(resolve(root, 'dist/appsscript.json'), 'utf8')) as {
  runtimeVersion: string;
  oauthScopes: string[];
  urlFetchWhitelist: string[];
};

/** Items of the add-on's menu as shown. */
function items(host: Host): readonly { readonly caption: string; readonly handler: string }[] {
  return host.state.menus
    .flatMap(({ entries }) => entries)
    .filter((entry): entry is { caption: string; handler: string } => entry !== 'separator' && 'handler' in entry);
}

describe('[E] what clasp pushes', () => {
  test('asks for the fewest scopes: this sheet, its sidebar, requests, its timer, its own document', () => {
    expect([...manifest.oauthScopes].sort()).toEqual([
      'https://www.googleapis.com/auth/drive.file',
      'https://www.googleapis.com/auth/script.container.ui',
      'https://www.googleapis.com/auth/script.external_request',
      'https://www.googleapis.com/auth/script.scriptapp',
      'https://www.googleapis.com/auth/spreadsheets.currentonly',
    ]);
  });

  test('may reach Klaviyo, the contents of its own files in Drive and no other address', () => {
    expect(manifest.urlFetchWhitelist).toEqual(['https://a.klaviyo.com/', 'https://www.googleapis.com/drive/v3/files/']);
    expect(manifest.runtimeVersion).toBe('V8');
  });

  test.each(['NONE', 'LIMITED', 'FULL'] as const)('puts its menu up in authorization mode %s', (mode) => {
    const host = new Host({ bundle: builtBundle() });
    const report = host.open(mode);
    expect(report.error).toBeNull();
    expect(items(host).map(({ caption }) => caption)).toEqual(['Open', 'Refresh', 'Read everything again', 'Restore dismissed rows', 'Delete customer data']);
    // Nothing but the menu: in mode NONE any other service would be refused.
    expect([...report.meter.byName.keys()].filter((name) => !/^(SpreadsheetApp\.getUi|Ui\.createAddonMenu|Menu\.)/.test(name))).toEqual([]);
  });

  test('puts its menu up when it is installed, and every menu item names a function that exists', () => {
    const host = new Host({ bundle: builtBundle() });
    host.run('onInstall');
    const code = readFileSync(resolve(root, 'dist/Code.js'), 'utf8');
    expect(items(host).length).toBe(5);
    for (const { handler } of items(host)) expect(code).toContain(`function ${handler}()`);
  });

  test('opens the sidebar at the built page', () => {
    const host = new Host({ bundle: builtBundle() });
    host.run('showSidebar');
    expect(host.state.pages.map(({ kind, html }) => [kind, html.includes('<div id="app">')])).toEqual([['sidebar', true]]);
  });

  test("has no entry point but those that Google calls by name, and knows one address of Klaviyo's", () => {
    const code = readFileSync(resolve(root, 'dist/Code.js'), 'utf8');
    const entries = [...code.matchAll(/^function (\w+)\(\) \{ return segmentCoverage\.\1\.apply/gm)].map(([, name]) => name);
    expect(entries.sort()).toEqual([
      'callFromPage',
      'deleteDataFromMenu',
      'onInstall',
      'onOpen',
      'onTimer',
      'refreshAllFromMenu',
      'refreshFromMenu',
      'restoreFromMenu',
      'showSidebar',
    ]);
    expect(code).not.toMatch(/base.?url|local.?command|localRefresh|localhost|127\.0\.0\.1/i);
    expect(new Set(code.match(/https:\/\/a\.klaviyo\.com/g))).toEqual(new Set(['https://a.klaviyo.com']));
  });

  test('has neither the SDK nor the local host in it', () => {
    const code = readFileSync(resolve(root, 'dist/Code.js'), 'utf8');
    expect(code).not.toMatch(/klaviyo-api|src\/local\//);
    expect(code).not.toMatch(/\brequire\(/);
  });
});
