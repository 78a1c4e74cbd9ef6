import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { kindOf, parseCondition } from '../../../src/domain/rule/conditions/table';
import type { Condition } from '../../../src/domain/rule/rule';
import { ALL_EXAMPLES } from '../../build/rule-grammar';

const folder = join(__dirname, '../../../src/domain/rule/conditions');
const files = readdirSync(folder)
  .filter((file) => file !== 'table.ts')
  .map((file) => file.replace('.ts', ''));
const EXAMPLES = ALL_EXAMPLES.map(({ json }) => parseCondition(json));

test('every file that declares a kind stands in the table under its own name', () => {
  const declared = files.map((file) => /readonly kind: '([^']+)'/.exec(readFileSync(join(folder, `${file}.ts`), 'utf8'))?.[1]);
  expect(declared).toEqual(files);
  for (const kind of files) expect([kind, kindOf({ kind } as Condition)]).toEqual([kind, expect.objectContaining({ parse: expect.any(Object) as object })]);
});

test('the grammar has an example of every kind but the unknown one, and each is read by its own kind alone', () => {
  expect([...new Set(EXAMPLES.map(({ kind }) => kind))].sort()).toEqual(files.filter((file) => file !== 'unknown').sort());
  for (const { json } of ALL_EXAMPLES) {
    const source = json as { readonly type: string };
    const readers = files.map((kind) => kindOf({ kind } as Condition).parse[source.type]?.(source as never) ?? null).filter((read) => read !== null);
    expect(readers).toEqual([parseCondition(json)]);
  }
});

test('only metrics are exchanged, and what has none stays itself', () => {
  for (const condition of EXAMPLES) {
    const evidence = kindOf(condition).evidence(condition);
    const changed = kindOf(condition).withMetrics(condition, (id) => `other ${id}`);
    if (evidence.from !== 'events') expect(changed).toBe(condition);
    else expect(kindOf(changed).evidence(changed)).toEqual({ from: 'events', metricIds: evidence.metricIds.map((id) => `other ${id}`) });
  }
});
