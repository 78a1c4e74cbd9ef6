import { findBrowser, type Machine } from '../../../src/local/demo/preview/find-browser';

const machine = (platform: NodeJS.Platform, environment: Record<string, string>, ...files: string[]): Machine => ({
  platform,
  environment,
  exists: (path) => files.includes(path),
});

test.each([
  ['Linux, anywhere on the path', machine('linux', { PATH: '/home/me/bin:/usr/bin' }, '/home/me/bin/google-chrome')],
  ['Linux, beside the path', machine('linux', { PATH: '' }, '/opt/google/chrome/chrome')],
  ['Linux with Edge alone', machine('linux', { PATH: '/usr/bin' }, '/usr/bin/microsoft-edge')],
  ['a Mac', machine('darwin', { HOME: '/Users/me' }, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome')],
  ['a Mac without rights to install for all', machine('darwin', { HOME: '/Users/me' }, '/Users/me/Applications/Chromium.app/Contents/MacOS/Chromium')],
  ['Windows', machine('win32', { PROGRAMFILES: 'C:\\Program Files' }, 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe')],
  [
    'Windows as it comes',
    machine(
      'win32',
      { PROGRAMFILES: 'C:\\Program Files', 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' },
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    ),
  ],
])('finds the browser of %s', (_name, given) => {
  const found = findBrowser(given);
  expect(found).not.toBeNull();
  expect(given.exists(found ?? '')).toBe(true);
});

test.each(['linux', 'darwin', 'win32'] as const)('finds none where there is none on %s', (platform) => {
  expect(findBrowser(machine(platform, { PATH: '/usr/bin', HOME: '/home/me', PROGRAMFILES: 'C:\\Program Files' }))).toBeNull();
});

test('prefers the one that is first on the path', () => {
  expect(findBrowser(machine('linux', { PATH: '/mine:/usr/bin' }, '/usr/bin/chromium', '/mine/chromium'))).toBe('/mine/chromium');
});
