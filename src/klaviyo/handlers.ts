import type { Failure } from './failure';
import type { Handler, ReadingContext, Shape } from './reading-context';
import type { EndpointName } from './endpoints';
import { readAccount, readForms } from './read-account';
import { readCampaignPage } from './read-campaigns';
import { readEventProbe, readEvents } from './read-events';
import { readFlowDefinition, readFlowPage } from './read-flows';
import { readListJoins, readListMembers, readListPage, readListSize } from './read-lists';
import { readSegmentMembers } from './read-members';
import { readMappedMetrics, readMetricActivity, readMetricPage, readMetricProperties } from './read-metrics';
import { readProfileProbe } from './probe-profiles';
import { readProfiles, readProfileUpdates } from './read-profiles';
import { readCampaignReport, readFlowReport } from './read-reports';
import { readSegmentPage, readSegmentReport, readSegmentSize } from './read-segments';
import type { Work, WorkKind } from './work-item';

const HANDLERS: { readonly [Kind in WorkKind]: Handler<Kind> } = {
  account: readAccount,
  'list-page': readListPage,
  'list-size': readListSize,
  'list-members': readListMembers,
  'list-joins': readListJoins,
  'segment-page': readSegmentPage,
  'segment-report': readSegmentReport,
  'segment-size': readSegmentSize,
  'segment-members': readSegmentMembers,
  'flow-page': readFlowPage,
  'flow-definition': readFlowDefinition,
  'flow-report': readFlowReport,
  'campaign-page': readCampaignPage,
  'campaign-report': readCampaignReport,
  'metric-page': readMetricPage,
  'mapped-metrics': readMappedMetrics,
  'metric-activity': readMetricActivity,
  'metric-properties': readMetricProperties,
  'form-page': readForms,
  'event-probe': readEventProbe,
  events: readEvents,
  'profile-probe': readProfileProbe,
  profiles: readProfiles,
  'profile-updates': readProfileUpdates,
};

/** The handler of a work item, seen as one of any kind: its kind was looked up by the work itself. */
function handlerOf(work: Work): Handler<WorkKind> {
  return HANDLERS[work.kind] as unknown as Handler<WorkKind>;
}

export function endpointFor(work: Work, context: ReadingContext): EndpointName {
  return handlerOf(work).endpoint(work as never, context);
}

export function shapeFor(work: Work, context: ReadingContext): Shape {
  return handlerOf(work).shape(work as never, context);
}

export function takeAnswer(work: Work, answer: unknown, next: string | null, context: ReadingContext): Work | null {
  return handlerOf(work).answer(work as never, answer, next, context);
}

export function takeFailure(work: Work, failure: Failure, context: ReadingContext): Work | null {
  return handlerOf(work).failed(work as never, failure, context);
}

/** True where a reading without it would be wrong rather than incomplete. */
export function isEssential(work: Work): boolean {
  return handlerOf(work).essential;
}
