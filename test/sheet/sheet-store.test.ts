import * as fc from 'fast-check';
import { cloneWorkbook } from '../build/clone-workbook';
import { openWorld, zlibCodec } from '../build/workbook-world';
import { newWorkbook } from '../../src/local/host/workbook/workbook';
import type { Workbook } from '../../src/local/host/workbook/workbook';
import { createSheetStore, STORE_TAB } from '../../src/sheet/sheet-store';
import { allocate } from '../../src/sheet/store-manifest';

type Changes = ReadonlyMap<string, string | null>;
function commit(workbook: Workbook, changes: Changes, failAt?: number): { failed: boolean; calls: number } {
  const world = openWorld({ workbook, ...(failAt === undefined ? {} : { failAt }) });
  try {
    world.store.commit(changes);
    return { failed: false, calls: world.calls() };
  } catch {
    return { failed: true, calls: world.calls() };
  } finally {
    world.end();
  }
}
function contents(workbook: Workbook): Record<string, string | null> {
  const world = openWorld({ workbook });
  try {
    return Object.fromEntries(world.store.keys('').map((key) => [key, world.store.read(key)]));
  } finally {
    world.end();
  }
}
/** Text that packing cannot shrink. */
function noise(length: number, seed: number): string {
  const start = seed % 1_000;
  return NOISE.slice(start, start + length);
}
const NOISE = ((): string => {
  let state = 7;
  return Array.from({ length: 100_000 }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return String.fromCharCode(33 + ((state >>> 8) % 90));
  }).join('');
})();

describe('the store in a hidden tab', () => {
  test('gives back any text, whatever it begins with, and lists keys by prefix', () => {
    const workbook = newWorkbook();
    const texts = new Map([
      ['a/1', '=1+1'],
      ['a/2', "'"],
      ['b', ''],
      ['a/3', '123e5'],
      ['c', 'x\r\ny\u0000\ud800💡'],
      ['d', noise(95_000, 1)],
      ['e', '{"a":1}'.repeat(50_000)],
    ]);
    commit(workbook, texts);
    expect(contents(workbook)).toEqual(Object.fromEntries(texts));
    const world = openWorld({ workbook });
    expect([world.store.keys('a/'), world.store.read('none'), world.store.bytes(), world.store.damaged]).toEqual([
      ['a/1', 'a/2', 'a/3'],
      null,
      [...texts.values()].join('').length,
      null,
    ]);
    expect(workbook.tabByName(STORE_TAB)?.hidden).toBe(true);
    world.end();
  });

  test('keeps the old content whole when a commit fails at any call', () => {
    const start = newWorkbook();
    commit(
      start,
      new Map([
        ['a', noise(70_000, 2)],
        ['b', 'old'],
      ]),
    );
    const before = contents(start);
    const changes: Changes = new Map([
      ['a', noise(90_000, 3)],
      ['b', null],
      ['c', 'new'],
    ]);
    const whole = cloneWorkbook(start);
    const { calls } = commit(whole, changes);
    const after = contents(whole);
    expect(calls).toBeLessThanOrEqual(16);
    for (let failAt = 1; failAt <= calls; failAt += 1) {
      const workbook = cloneWorkbook(start);
      commit(workbook, changes, failAt);
      expect([before, after]).toContainEqual(contents(workbook));
    }
  });

  test('uses freed cells again: three hundred commits grow it to no more than three times its largest content', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(11), fc.nat(200_000)), { minLength: 300, maxLength: 300 }), (steps) => {
        const workbook = newWorkbook();
        const world = openWorld({ workbook });
        const live = new Map<string, number>();
        let most = 0;
        for (const [key, size] of steps) {
          world.store.commit(new Map([[`k${key}`, noise(size % 90_000, size)]]));
          live.set(`k${key}`, Math.ceil((size % 90_000) / 30_000) + 1);
          most = Math.max(
            most,
            [...live.values()].reduce((sum, cells) => sum + cells, 2),
          );
        }
        world.end();
        expect(workbook.tabByName(STORE_TAB)!.contentEnd().row).toBeLessThan(3 * most + 12);
      }),
      { numRuns: 1 },
    );
  });

  test('takes the longest free runs first and appends the rest', () => {
    expect(allocate(new Set([2, 5, 9]), 4)).toEqual([3, 4, 6, 7]);
    expect(allocate(new Set([2, 3]), 2)).toEqual([4, 5]);
    expect(allocate(new Set(), 1)).toEqual([2]);
  });

  test('counts as empty when its root or manifest was damaged, says so, and takes new content', () => {
    const workbook = newWorkbook();
    commit(workbook, new Map([['a', 'kept']]));
    const world = openWorld({ workbook });
    world.services.spreadsheet.getSheetByName(STORE_TAB)!.getRange(1, 1).setValue('something else');
    const store = createSheetStore(world.services.spreadsheet, zlibCodec);
    expect([store.keys(''), store.damaged]).toEqual([[], expect.stringContaining('damaged')]);
    store.commit(new Map([['b', 'new']]));
    world.end();
    expect(contents(workbook)).toEqual({ b: 'new' });
  });

  test('counts one key as missing when its cell was damaged', () => {
    const workbook = newWorkbook();
    commit(
      workbook,
      new Map([
        ['a', 'first'],
        ['b', 'second'],
      ]),
    );
    const world = openWorld({ workbook });
    world.services.spreadsheet.getSheetByName(STORE_TAB)!.getRange(2, 1).setValue('~changed');
    expect([world.store.read('a'), world.store.read('b'), world.store.damaged]).toEqual([null, 'second', expect.stringContaining('damaged')]);
    world.end();
  });

  test('is found again after a person renamed its tab, and holds twenty megabytes', () => {
    const workbook = newWorkbook();
    const parts = new Map(Array.from({ length: 20 }, (_, index) => [`part/${index}`, `${index}`.repeat(1_000_000 / String(index).length)]));
    commit(workbook, parts);
    workbook.renameTab(workbook.tabByName(STORE_TAB)!, 'Do not touch');
    expect(contents(workbook)['part/19']).toBe(parts.get('part/19'));
  });
});
