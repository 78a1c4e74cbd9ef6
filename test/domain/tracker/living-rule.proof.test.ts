import * as fc from 'fast-check';
import { runsOf } from '../../build/sample-of';
import { trackerCommands } from '../../build/tracker-commands';
import type { Driven } from '../../build/tracker-commands';
import { TrackerModel } from '../../build/tracker-model';
import { PlainSheet } from '../../build/tracker-plain-sheet';

const RUNS = runsOf(2_000, 400);

describe('the living sheet, driven in any order against a simple model', () => {
  test(`a changed cell stays, an unchanged one follows, a cleared one is filled again, and nothing of a person's is touched, in ${RUNS.numRuns} runs`, () => {
    fc.assert(
      fc.property(fc.commands([...trackerCommands()], { size: 'medium', maxCommands: 30 }), (commands) => {
        fc.modelRun(() => ({ model: new TrackerModel(), real: { sheet: new PlainSheet(), day: 0 } satisfies Driven }), commands);
      }),
      RUNS,
    );
  });
});
