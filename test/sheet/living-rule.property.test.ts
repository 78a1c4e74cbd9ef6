import * as fc from 'fast-check';
import { trackerCommands } from '../build/tracker-commands';
import type { Driven } from '../build/tracker-commands';
import { DESIGN_HEADERS, TrackerModel } from '../build/tracker-model';
import { WorkbookSheet } from '../build/tracker-workbook-sheet';

const RUNS = Number(process.env.TRACKER_WORKBOOK_RUNS ?? 40);

describe('the living sheet in a real workbook, driven in any order against the same model', () => {
  test(`holds the one rule through every service call, in ${RUNS} runs`, () => {
    fc.assert(fc.property(fc.commands([...trackerCommands()], { size: 'medium', maxCommands: 20 }), (commands) => {
      fc.modelRun(() => {
        const model = new TrackerModel();
        model.titles = [...DESIGN_HEADERS];
        return { model, real: { sheet: new WorkbookSheet(), day: 0 } satisfies Driven };
      }, commands);
    }), { numRuns: RUNS });
  });
});
