import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ASSUMED, ASSUMPTIONS } from '../../../src/local/host/assumptions';
import { PLATFORM_LIMITS } from '../../../src/local/host/limits';

describe('[U] the table of assumptions', () => {
  test('gives every figure its source: a page of Google’s, or the plain word that nobody measured it', () => {
    for (const [name, { value, source }] of Object.entries(ASSUMPTIONS))
      expect([name, value > 0, source.startsWith('developers.google.com/') || source.startsWith(ASSUMED)]).toEqual([name, true, true]);
  });

  test('is the only place of the host in which limits and prices stand', () => {
    for (const [name, value] of Object.entries(PLATFORM_LIMITS)) expect([name, value]).toEqual([name, ASSUMPTIONS[name as keyof typeof ASSUMPTIONS].value]);
    const host = resolve(__dirname, '../../../src/local/host');
    const named = readdirSync(host)
      .filter((file) => file.endsWith('.ts') && file !== 'assumptions.ts')
      .map((file) => readFileSync(resolve(host, file), 'utf8'))
      .join('\n');
    const unread = Object.keys(ASSUMPTIONS).filter((name) => !named.includes(`assumed('${name}')`));
    expect(unread).toEqual([]);
  });
});
