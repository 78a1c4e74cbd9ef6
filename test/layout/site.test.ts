import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const site = resolve(root, 'docs/site');
const pages = readdirSync(site).filter((name) => name.endsWith('.html'));
const read = (name: string): string => readFileSync(resolve(site, name), 'utf8');
const publishing = readFileSync(resolve(root, 'docs/publishing.md'), 'utf8');

describe('[I] the pages of a listing', () => {
  test('are the four that the console asks for; every link between them leads somewhere, and nothing is loaded from elsewhere', () => {
    expect(pages.sort()).toEqual(['index.html', 'privacy.html', 'support.html', 'terms.html']);
    for (const page of pages) {
      const links = [...read(page).matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link]) => link ?? '');
      for (const link of links.filter((one) => !one.startsWith('https://'))) expect([link, existsSync(resolve(site, link))]).toEqual([link, true]);
      expect(read(page)).not.toMatch(/<script|src="https?:/);
    }
  });

  test('leave open only who publishes', () => {
    const open = new Set(pages.flatMap((page) => read(page).match(/\b(?:TODO|TBD|XXX|[A-Z]{4,}(?:-[A-Z]+)+|PUBLISHER)\b/g) ?? []));
    expect([...open].sort()).toEqual(['PUBLISHER', 'PUBLISHER-ADDRESS', 'SUPPORT-ADDRESS']);
  });

  test('the privacy policy names every place in which the add-on keeps something, and how it is deleted', () => {
    for (const place of ['user properties', 'one file in your Google Drive', 'hidden tab', 'document properties', 'Delete customer data', 'Limited Use'])
      expect(read('privacy.html')).toContain(place);
  });

  test('every scope of the manifest has its reason, and texts keep to the listing’s limits', () => {
    const { oauthScopes } = JSON.parse(readFileSync(resolve(root, 'appsscript.json'), 'utf8')) as { oauthScopes: readonly string[] };
    for (const scope of oauthScopes)
      expect(publishing).toMatch(new RegExp(`\\| \`${scope.replace('https://www.googleapis.com/auth/', '').replace('.', '\\.')}\` \\| \\S`));
    const cell = (field: string): string => new RegExp(`\\| ${field} \\| [^|]* \\| ([^|]*) \\|`).exec(publishing)?.[1]?.trim() ?? '';
    expect([cell('Application name').length <= 50, cell('Application name').length > 0]).toEqual([true, true]);
    expect([cell('Short description').length <= 200, cell('Short description').length > 50]).toEqual([true, true]);
    expect(read('description.txt').length).toBeLessThan(16_000);
  });

  test('pictures have the sizes that the console takes', () => {
    const sizes: Readonly<Record<string, readonly [number, number]>> = {
      'icon-32.png': [32, 32],
      'icon-128.png': [128, 128],
      'banner.png': [220, 140],
      'screen-tracker.png': [1280, 800],
      'screen-summary.png': [1280, 800],
    };
    for (const [name, size] of Object.entries(sizes)) {
      const png = readFileSync(resolve(site, name));
      expect([name, png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([name, ...size]);
    }
  });
});

test('[I] npm run push -- --addon without a script id says how to get one and builds nothing', () => {
  const { status, stderr } = spawnSync(process.execPath, ['build.mjs', '--push', '--addon'], { cwd: root, encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('--project .clasp.addon.json create-script --type standalone');
});
