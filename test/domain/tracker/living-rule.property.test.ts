import * as fc from 'fast-check';
import { trackerCommands } from '../../build/tracker-commands';
import type { Driven } from '../../build/tracker-commands';
import { TrackerModel } from '../../build/tracker-model';
import { PlainSheet } from '../../build/tracker-plain-sheet';

const RUNS = Number(process.env.TRACKER_RUNS ?? 2_000);

describe('the living sheet, driven in any order against a simple model', () => {
  test(`a changed cell stays, an unchanged one follows, a cleared one is filled again, and nothing of a person's is touched, in ${RUNS} runs`, () => {
    fc.assert(fc.property(fc.commands([...trackerCommands()], { size: 'medium', maxCommands: 30 }), (commands) => {
      fc.modelRun(() => ({ model: new TrackerModel(), real: { sheet: new PlainSheet(), day: 0 } satisfies Driven }), commands);
    }), { numRuns: RUNS });
  });
});
