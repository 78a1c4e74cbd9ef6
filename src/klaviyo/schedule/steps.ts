import { CHANNELS, settleCampaigns } from '../collections/campaigns';
import { askEventProbe, askEvents, settleEvents } from '../collections/events';
import { settleFlows } from '../collections/flows';
import { settleLists } from '../collections/lists';
import { settleOverlaps } from '../collections/members';
import { askCandidates, askReferenced, settleMetrics } from '../collections/metrics';
import { askProfiles, settleProfiles } from '../collections/profiles/profiles';
import { askReports } from '../collections/results';
import { askMissingMembers, askMissingSizes, askSegments, settleSegments } from '../collections/segments';
import type { ReadingContext } from './context';
import type { Head } from '../state/head';
import type { WorkKind } from './work-item';

/** One step of a reading: begins when those it comes after have ended, and ends when none of its work is open. */
export interface Step {
  readonly name: string;
  /** In a marketer's words. */
  readonly label: string;
  readonly after: (head: Head) => readonly string[];
  readonly begin: (context: ReadingContext) => void;
  readonly end?: (context: ReadingContext) => void;
}

const nothing = (): void => undefined;

/** Work that answers of a listing lead to has a step of its own, so that the listing's end does not wait for it. */
export const OWN_STEP: Partial<Record<WorkKind, string>> = {
  'list-size': 'list sizes', 'list-members': 'list sizes', 'flow-definition': 'flow definitions',
};

/**
 * The reading as a graph of steps. What draws on a scarce endpoint (sizes of lists, definitions of flows, reports) begins
 * as soon as what it needs is known, and nothing else waits for it.
 */
export function readingSteps(askNeeds: (context: ReadingContext) => void, askOverlaps: (context: ReadingContext) => void): readonly Step[] {
  const after = (...names: readonly string[]) => (): readonly string[] => names;
  return [
    { name: 'account', label: 'Reading the account', after: after(), begin: (context) => context.add({ kind: 'account' }) },
    { name: 'segment report', label: 'Reading sizes of segments', after: after('account'), begin: (context) => context.add({ kind: 'segment-report', ids: null }) },
    { name: 'lists', label: 'Reading lists', after: after('account'), begin: (context) => context.add({ kind: 'list-page' }), end: settleLists },
    { name: 'list sizes', label: 'Reading sizes of lists', after: after('lists', 'list joins'), begin: nothing },
    {
      name: 'flows', label: 'Reading flows', after: after('account'),
      begin: (context) => [false, true].forEach((archived) => context.add({ kind: 'flow-page', archived })), end: settleFlows,
    },
    { name: 'flow definitions', label: 'Reading the rules inside flows', after: after('flows'), begin: nothing, end: settleFlows },
    { name: 'metrics', label: 'Reading metrics', after: after('account'), begin: (context) => { context.add({ kind: 'metric-page' }); context.add({ kind: 'mapped-metrics' }); }, end: settleMetrics },
    {
      name: 'campaigns', label: 'Reading campaigns', after: after('account'),
      begin: (context) => CHANNELS.forEach((channel) => [false, true].forEach((archived) => context.add({ kind: 'campaign-page', channel, archived }))),
      end: settleCampaigns,
    },
    { name: 'reports', label: 'Reading results of campaigns and flows', after: after('metrics'), begin: askReports },
    { name: 'candidates', label: 'Reading the activity of metrics', after: after('metrics'), begin: askCandidates },
    // A first reading lists segments at once; a later one first learns from the report which are new or gone.
    { name: 'segments', label: 'Reading segments', after: (head) => (head.previousAt === null ? ['account'] : ['account', 'segment report']), begin: askSegments },
    { name: 'new segments', label: 'Reading segments', after: after('segments', 'segment report'), begin: settleSegments },
    { name: 'segment gaps', label: 'Reading sizes of segments', after: after('new segments'), begin: askMissingMembers },
    { name: 'segment sizes', label: 'Reading sizes of segments', after: after('segment gaps'), begin: askMissingSizes },
    { name: 'referenced', label: 'Reading the activity of metrics', after: after('candidates', 'segments'), begin: askReferenced },
    {
      name: 'list joins', label: 'Reading joins of lists', after: after('metrics', 'lists'),
      begin: (context) => {
        const metricId = context.metricsToRead().listJoins;
        if (metricId !== null && context.records.lists.size > 0) context.add({ kind: 'list-joins', metricId });
      },
    },
    { name: 'forms', label: 'Reading sign-up forms', after: after('account'), begin: (context) => context.add({ kind: 'form-page' }) },
    // Segments' rules tell how the account spells its properties.
    { name: 'needs', label: 'Choosing which events to read', after: after('candidates', 'new segments'), begin: askNeeds },
    { name: 'overlaps', label: 'Comparing members of segments', after: after('needs', 'lists', 'segment sizes'), begin: askOverlaps, end: settleOverlaps },
    { name: 'event probe', label: 'Reading events', after: after('needs'), begin: askEventProbe },
    { name: 'events', label: 'Reading events', after: after('event probe'), begin: askEvents, end: settleEvents },
    { name: 'profiles', label: 'Reading profiles', after: after('needs'), begin: askProfiles, end: settleProfiles },
  ];
}
