import { writeFileSync } from 'node:fs';
import { createSampleAccount } from '../../src/local/demo/sample/sample-account';
import type { Workbook } from '../../src/local/host/workbook/workbook';
import { NOW, openWorld } from './refreshed-sheet';

/** A workbook as text: a line for every cell that holds something, with its content, note, links, looks and validation, then what lies on each tab. */
export function workbookText(workbook: Workbook): string {
  return workbook.tabs
    .flatMap((tab) => {
      const lines = [`=== ${tab.name}${tab.hidden ? ' (hidden)' : ''}: ${tab.rows} × ${tab.columns}, frozen ${tab.frozenRows} × ${tab.frozenColumns}`];
      for (let row = 1; row <= tab.rows; row += 1) {
        for (let column = 1; column <= tab.columns; column += 1) {
          const cell = tab.cell(row, column);
          const text = JSON.stringify(cell, (_key, value: unknown) => (value instanceof Date ? value.toISOString() : value));
          if (text !== '{"value":"","style":{}}') lines.push(`${tab.name} R${row}C${column} ${text}`);
        }
      }
      const parts = {
        conditional: tab.conditionalRules,
        protections: tab.protections,
        bandings: tab.bandings,
        charts: tab.charts,
        merges: tab.merges,
        metadata: tab.metadata,
        filter: tab.filter?.region,
      };
      return [...lines, ...Object.entries(parts).map(([name, part]) => `${tab.name} ${name} ${JSON.stringify(part)}`)];
    })
    .join('\n');
}

/**
 * Two refreshes of the sample account by the built bundle on a fixed clock, the second six weeks after the first: what the workbook, the summary and
 * the document say. A change that should change nothing a person sees is held to it: dump before and after, and compare the two files.
 *
 *     node build.mjs --quiet && npx esbuild test/build/dump-workbook.ts --bundle --platform=node --outfile=build/local/dump.cjs && node build/local/dump.cjs FILE [PEOPLE]
 */
export function sampleText(people: number): string {
  const world = openWorld(createSampleAccount({ seed: 3, now: NOW, people }));
  const first = world.refresh();
  const before = workbookText(world.host.state.workbook);
  world.clock.sleep(42 * 86_400_000);
  const second = world.refresh();
  const said = [first, second].map(({ state, sentence, summary, markdown }) => [state, sentence, summary, markdown].join('\n'));
  return [said[0], before, said[1], workbookText(world.host.state.workbook)].join('\n##########\n');
}

const [, , target, people] = process.argv;
if (require.main === module && target !== undefined) writeFileSync(target, sampleText(Number(people ?? 500)));
