import { estimatedTotal, stretchesOf, type Piece } from './sketch';
import type { ReadingContext } from '../../schedule/context';
import { sampleWindows } from './sample-windows';

/**
 * Draws the sample and queues its windows.
 * @param correction how many times the allowed number the estimate would have to be taken for
 */
export function beginSample(sketch: readonly Piece[], correction: number, context: ReadingContext): void {
  const { head } = context;
  context.collector.restartProfiles();
  const most = (head.needs?.profilesAtMost ?? 0) * correction;
  const sample = sampleWindows(stretchesOf(sketch, head.readAt), most, () => context.random());
  const plan = head.profilePlan;
  head.profilePlan = {
    mode: sample.weight === 1 ? 'complete' : 'sample',
    estimated: estimatedTotal(sketch, head.readAt).total,
    splits: 0,
    pages: 0,
    from: sketch[0]?.[0] ?? null,
    sketch,
    rows: 0,
    draws: (plan?.draws ?? 0) + 1,
    windows: sample.windows.length,
    share: correction,
  };
  for (const { window, stratum } of sample.windows)
    context.add({ kind: 'profiles', window, weight: stratum === null ? 1 : sample.weight, ...(stratum === null ? {} : { stratum }) });
}
