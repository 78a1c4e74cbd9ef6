import * as fc from 'fast-check';
import { runsOf } from '../build/sample-of';
import { trackerCommands } from '../build/tracker-commands';
import type { Driven } from '../build/tracker-commands';
import { DESIGN_HEADERS, TrackerModel } from '../build/tracker-model';
import { WorkbookSheet } from '../build/tracker-workbook-sheet';

const RUNS = runsOf(40, 12);

describe('the living sheet in a real workbook, driven in any order against the same model', () => {
  test(`holds the one rule through every service call, in ${RUNS.numRuns} runs`, () => {
    fc.assert(
      fc.property(fc.commands([...trackerCommands()], { size: 'medium', maxCommands: 20 }), (commands) => {
        fc.modelRun(() => {
          const model = new TrackerModel();
          model.titles = [...DESIGN_HEADERS];
          return { model, real: { sheet: new WorkbookSheet(), day: 0 } satisfies Driven };
        }, commands);
      }),
      RUNS,
    );
  });
});
