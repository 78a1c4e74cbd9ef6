import type { Movement, StoredSegment } from './account-data';
import type { Call } from './document';
import { isoDate } from './document';
import { badBody } from './refusal';
import type { Row } from './report-request';
import { namesOf, reportAttributes, reportDocument, reportFilter, seriesStarts, timeframeOf } from './report-request';
import type { Route } from './routes';
import type { Timeframe } from './timeframe';

const MEMBER_STATISTICS: Readonly<Record<string, (movement: Movement) => number>> = {
  members_added: (movement) => movement.added,
  members_removed: (movement) => movement.removed,
  net_members_changed: (movement) => movement.added - movement.removed,
  total_members: (movement) => movement.total,
};

/** Klaviyo keeps no member counts from before. */
const FIRST_COUNTS = Date.UTC(2023, 5, 1);

function reportedSegments(attributes: Readonly<Record<string, unknown>>, call: Call): readonly StoredSegment[] {
  const [only] = reportFilter(attributes, { segment_id: ['equals', 'any'] });
  if (!only) return call.account.segments;
  const ids = new Set(only.values.map(({ value }) => String(value)));
  return call.account.segments.filter((segment) => ids.has(segment.id));
}

function checkedTimeframe(attributes: Readonly<Record<string, unknown>>, call: Call): Timeframe {
  const timeframe = timeframeOf(attributes, call);
  if (timeframe.from < FIRST_COUNTS) throw badBody('/data/attributes/timeframe', 'Data is unavailable before June 1st, 2023.');
  return timeframe;
}

const segmentValues: Route = (call) => {
  const type = 'segment-values-report';
  const attributes = reportAttributes(call, type);
  const statistics = namesOf(attributes, 'statistics', Object.keys(MEMBER_STATISTICS), null);
  const { from, to } = checkedTimeframe(attributes, call);
  const rows = reportedSegments(attributes, call).map((segment): Row => {
    const movement = call.account.membership.movement(segment.id, from, to);
    return {
      groupings: { segment_id: segment.id },
      statistics: Object.fromEntries(statistics.map((name) => [name, MEMBER_STATISTICS[name]?.(movement) ?? 0])),
    };
  });
  return reportDocument(type, rows, call, null, false);
};

const segmentSeries: Route = (call) => {
  const type = 'segment-series-report';
  const attributes = reportAttributes(call, type);
  const statistics = namesOf(attributes, 'statistics', Object.keys(MEMBER_STATISTICS), null);
  const timeframe = checkedTimeframe(attributes, call);
  const starts = seriesStarts(attributes, timeframe, call);
  const rows = reportedSegments(attributes, call).map((segment): Row => {
    const movements = starts.map((start, place) => call.account.membership.movement(segment.id, start, starts[place + 1] ?? timeframe.to));
    return {
      groupings: { segment_id: segment.id },
      statistics: Object.fromEntries(statistics.map((name) => [name, movements.map((movement) => MEMBER_STATISTICS[name]?.(movement) ?? 0)])),
    };
  });
  return reportDocument(type, rows, call, starts.map(isoDate), false);
};

interface FormCounts {
  readonly views: number;
  readonly submits: number;
}

const FORM_STATISTICS: Readonly<Record<string, (counts: FormCounts) => number>> = {
  closed_form: ({ views, submits }) => views - submits,
  closed_form_uniques: ({ views, submits }) => views - submits,
  qualified_form: ({ views }) => views,
  qualified_form_uniques: ({ views }) => views,
  submit_rate: ({ views, submits }) => (views > 0 ? submits / views : 0),
  submits: ({ submits }) => submits,
  submitted_form_step: ({ submits }) => submits,
  submitted_form_step_uniques: ({ submits }) => submits,
  viewed_form: ({ views }) => views,
  viewed_form_step: ({ views }) => views,
  viewed_form_step_uniques: ({ views }) => views,
  viewed_form_uniques: ({ views }) => views,
};

function formReport(type: 'form-values-report' | 'form-series-report'): Route {
  return (call) => {
    const attributes = reportAttributes(call, type);
    const statistics = namesOf(attributes, 'statistics', Object.keys(FORM_STATISTICS), null);
    const timeframe = timeframeOf(attributes, call);
    const groups = namesOf(attributes, 'group_by', ['form_id', 'form_version_id'], ['form_id']);
    if (!groups.includes('form_id')) throw badBody('/data/attributes/group_by', 'form_version_id needs form_id.');
    const comparisons = reportFilter(attributes, { form_id: ['equals', 'any'], form_version_id: ['equals', 'any'] });
    const starts = type === 'form-series-report' ? seriesStarts(attributes, timeframe, call) : null;
    const rows = call.account.forms
      .map((form) => ({ form, groupings: { form_id: form.id, form_version_id: `${form.id}1` } }))
      .filter(({ groupings }) => comparisons.every(({ field, values }) => values.some(({ value }) => value === groupings[field as keyof typeof groupings])))
      .map(({ form, groupings }): Row => {
        const counts = (starts ?? [timeframe.from]).map((from, place) => call.account.results.form(form.id, from, starts?.[place + 1] ?? timeframe.to));
        return {
          groupings: Object.fromEntries(groups.map((name) => [name, groupings[name as keyof typeof groupings]])),
          statistics: Object.fromEntries(
            statistics.map((name) => {
              const values = counts.map((count) => FORM_STATISTICS[name]?.(count) ?? 0);
              return [name, starts ? values : (values[0] ?? 0)];
            }),
          ),
        };
      });
    return reportDocument(type, rows, call, starts ? starts.map(isoDate) : null, false);
  };
}

/** Answers of segment and form reports. */
export const GROUP_REPORT_ROUTES: Readonly<Record<string, Route>> = {
  'POST segment-values-reports': segmentValues,
  'POST segment-series-reports': segmentSeries,
  'POST form-values-reports': formReport('form-values-report'),
  'POST form-series-reports': formReport('form-series-report'),
};
