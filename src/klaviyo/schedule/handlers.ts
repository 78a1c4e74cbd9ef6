import type { Failure } from './failure';
import type { Handler, ReadingContext, Shape } from './context';
import type { EndpointName } from '../http/endpoints';
import { readAccount, readForms } from '../collections/account';
import { readCampaignPage } from '../collections/campaigns';
import { readEventProbe, readEvents } from '../collections/events';
import { readFlowDefinition, readFlowPage } from '../collections/flows';
import { readListJoins, readListMembers, readListPage, readListSize } from '../collections/lists';
import { readSegmentMembers } from '../collections/members';
import { readMappedMetrics, readMetricActivity, readMetricPage, readMetricProperties } from '../collections/metrics';
import { readProfileProbe } from '../collections/profiles/probe';
import { readProfiles, readProfileUpdates } from '../collections/profiles/profiles';
import { readCampaignReport, readFlowReport } from '../collections/results';
import { readSegmentPage, readSegmentReport, readSegmentSize } from '../collections/segments';
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
