import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');

describe('[I] npm run push', () => {
  test('points clasp at dist', () => {
    expect(JSON.parse(readFileSync(resolve(root, '.clasp.json'), 'utf8'))).toMatchObject({ rootDir: 'dist' });
  });

  test('without a script id says how to get one and builds nothing', () => {
    const { scriptId } = JSON.parse(readFileSync(resolve(root, '.clasp.json'), 'utf8')) as { scriptId?: string };
    // Whoever pushed from this checkout has one: then there is nothing to refuse.
    expect(scriptId ?? '').toBe('');
    const { status, stderr } = spawnSync(process.execPath, ['build.mjs', '--push'], { cwd: root, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('npx clasp create-script --type sheets');
    expect(stderr).toContain('Script ID');
  });
});
