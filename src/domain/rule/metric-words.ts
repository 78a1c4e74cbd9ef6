import type { Names } from './names';
import type { EventFilter, NumberFilter, TimeFilter } from './filter';
import { describeTime, describeWhere } from './describe-filter';

/** What is counted or summed of a metric's events. */
interface Counted {
  readonly metricId: string;
  readonly measurement: 'count' | 'sum';
  readonly measure: NumberFilter;
  readonly timeframe: TimeFilter;
  readonly where?: readonly EventFilter[] | null;
}

/** Whether a count asks for no event at all, for at least one, or for something else. */
export function countMeaning({ measurement, measure }: Counted): 'none' | 'some' | 'other' {
  if (measurement !== 'count' || measure.type !== 'numeric') return 'other';
  const { operator, value } = measure;
  if (operator === 'equals' && value === 0) return 'none';
  return (operator === 'greater-than-or-equal' && value === 1) || (operator === 'greater-than' && value === 0) ? 'some' : 'other';
}

/** Whether all time is meant. */
export const isAllTime = (timeframe: TimeFilter): boolean => timeframe.type === 'date' && timeframe.operator === 'alltime';

/** Words that end in -ed and say nothing of what somebody did. */
const NO_DEEDS = /^(Bed|Embed|Feed|Hundred|Need|Red|Seed|Shed|Speed|Sped|Wed)$/;
const DEEDS_OF_THEIR_OWN =
  /^(Began|Bought|Built|Came|Chose|Did|Gave|Got|Had|Left|Lost|Made|Met|Paid|Read|Rang|Ran|Said|Saw|Seen|Sent|Sold|Spent|Spoke|Took|Went|Won|Wrote)$/;

/** A metric as what somebody has done: `Placed Order`, `been Active on Site`, `had the event Checkout Started`. */
export function happened(metric: string): string {
  if (metric.startsWith('a metric ')) return `had an event of ${metric}`;
  const first = /^[A-Z][a-z]+(?= |$)/.exec(metric)?.[0] ?? '';
  if (first === 'Active') return `been ${metric}`;
  const isDeed = DEEDS_OF_THEIR_OWN.test(first) || (/ed$/.test(first) && !NO_DEEDS.test(first));
  return isDeed ? metric : `had the event ${metric}`;
}

/** At least one event, ever or more than N days ago, and none in the last N days, of the same events: together they tell when the last one was. */
export interface LastTime {
  readonly last: Counted;
  readonly since: Counted;
}

/** `last Placed Order more than 365 days ago`; where the one event is asked for by its own age, `has Placed Order, the last time more than 365 days ago`. */
export function describeLastTime({ last, since }: LastTime, names: Names): string {
  const span = `more than ${describeTime(since.timeframe, names.formats).replace('in the last ', '')} ago`;
  const metric = names.metric(last.metricId);
  const where = describeWhere(last.where, names.formats);
  if (!isAllTime(last.timeframe)) return `has ${happened(metric)}, the last time ${span}${where}`;
  const deed = happened(metric);
  return `${deed.startsWith('been ') ? `was last ${deed.slice('been '.length)}` : `last ${deed}`} ${span}${where}`;
}
