import type { StoredFlow } from '../../klaviyo/account-data';
import type { Json } from './definition';
import type { Step } from './flow-builder';
import { flowDefinition } from './flow-builder';
import { DAY, id } from './shop';

export interface FlowSpec {
  readonly key: string;
  readonly name: string;
  readonly status: 'live' | 'manual' | 'draft';
  readonly archived?: boolean;
  readonly trigger: Json;
  readonly profileFilter?: Json;
  readonly steps: readonly Step[];
  readonly tags?: readonly string[];
  readonly age?: number;
  readonly changed?: number;
  readonly again?: Json;
}

export const flowId = (key: string): string => id('flow', key);

export const onMetric = (metricId: string, filter: Json | null = null): Json => ({ type: 'metric', id: metricId, trigger_filter: filter });
export const onList = (listId: string): Json => ({ type: 'list', id: listId });
export const onSegment = (segmentId: string): Json => ({ type: 'segment', id: segmentId });
export const onDate = (property: string, daysBefore: number): Json => ({
  type: 'date',
  date_field_type: 'profile-property',
  date_profile_property: property,
  timedelta_unit_before_date: 'days',
  timedelta_value_before_date: daysBefore,
  recurrence_frequency: 'annually',
  timezone: 'profile',
  trigger_time: '10:00:00',
});

/** A filter on the event that started the flow. */
export function eventIs(metricId: string, field: string, filter: Json): Json {
  return { condition_groups: [{ conditions: [{ type: 'metric-property', metric_id: metricId, field, filter }] }] };
}

export const notInFlow = (timeframe: Json): Json => ({ type: 'profile-not-in-flow', timeframe_filter: timeframe });
export const sample = (percentage: number): Json => ({ type: 'profile-sample', percentage });

const TYPES: Readonly<Record<string, string>> = {
  list: 'Added to List',
  metric: 'Metric',
  date: 'Date Based',
  'price-drop': 'Price Drop',
  'low-inventory': 'Low Inventory',
  // Klaviyo has no word of its own for flows that a segment starts.
  segment: 'Added to List',
};

/** Stored flows with their dates, as of `today`. */
export function storedFlows(specs: readonly FlowSpec[], today: number): readonly StoredFlow[] {
  return specs.map((spec, place) => {
    const age = spec.age ?? 560 - place * 13;
    const changed = spec.changed ?? 20 + ((place * 53) % 260);
    return {
      id: flowId(spec.key),
      name: spec.name,
      status: spec.status,
      archived: spec.archived === true,
      created: today - age * DAY + 59_000_000,
      updated: today - Math.min(age, changed) * DAY + 62_000_000,
      triggerType: TYPES[String(spec.trigger.type)] ?? 'Unconfigured',
      definition: flowDefinition(
        {
          key: spec.key,
          status: spec.status,
          trigger: spec.trigger,
          profileFilter: spec.profileFilter ?? null,
          again: spec.again ?? { duration: 30, unit: 'day' },
        },
        spec.steps,
      ),
      tagIds: (spec.tags ?? []).map((name) => id('tag', name)),
    };
  });
}
