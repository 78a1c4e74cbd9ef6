import { execFileSync } from 'node:child_process';
import path from 'node:path';

test('the local host offers every member of Google’s services that the bundle calls', () => {
  const printed = execFileSync(process.execPath, [path.resolve(__dirname, '../build/host-offers.mjs')], { encoding: 'utf8', maxBuffer: 1 << 24 });
  const { called, offered } = JSON.parse(printed) as { readonly called: Readonly<Record<string, string>>; readonly offered: readonly string[] };
  expect(Object.keys(called).length).toBeGreaterThan(100);
  const known = new Set(offered);
  expect(
    Object.entries(called)
      .filter(([member]) => !known.has(member.slice(member.indexOf('.') + 1)))
      .map(([member, file]) => `${member} (${file})`),
  ).toEqual([]);
});
