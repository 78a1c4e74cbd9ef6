import type { EventFilter, Filter, NumberFilter, TimeFilter } from './filter';

/**
 * An audience rule: a tree of conditions over one profile. Plain readonly data that survives JSON. Optional keys that are
 * absent in Klaviyo's JSON stay absent and `null` stays `null`, so that writing gives back what was read.
 */
export type Rule = All | Any | Not | Condition;

/** Every one of them; `all([])` is everyone. */
export interface All { readonly kind: 'all'; readonly of: readonly Rule[] }
/** At least one of them; `any([])` is no one. */
export interface Any { readonly kind: 'any'; readonly of: readonly Rule[] }
/** Everyone who does not meet it. */
export interface Not { readonly kind: 'not'; readonly of: Rule }

export type Condition =
  | MembershipCondition | MetricCondition | ConsentCondition | DistanceCondition | PropertyCondition | RegionCondition
  | PredictedDateCondition | PredictedNumberCondition | PredictedGenderCondition | AffinityPriorityCondition | AffinityRankCondition
  | CustomObjectCondition | PermissionCondition | FunnelCondition | SampleCondition | NotSentCondition | NotInFlowCondition
  | TriggerPropertyCondition | CustomObjectTriggerCondition | CustomObjectPropertyCondition | ActionOutputCondition | UnknownCondition;

/** Member of lists or segments. `timeframe` (when it joined) only where `isMember`. */
export interface MembershipCondition {
  readonly kind: 'membership'; readonly isMember: boolean; readonly groupIds: readonly string[]; readonly timeframe?: TimeFilter | null;
}
/** Count, or sum of the event value, of a metric's events in a window. Several `where` are ANDed (inferred from Klaviyo's builder). */
export interface MetricCondition {
  readonly kind: 'metric'; readonly metricId: string; readonly measurement: 'count' | 'sum'; readonly measure: NumberFilter;
  readonly timeframe: TimeFilter; readonly where?: readonly EventFilter[] | null;
}
export type ConsentChannel = 'email' | 'sms' | 'push';
export type Subscription = 'any' | 'subscribed' | 'unsubscribed' | 'never_subscribed';
/** Sub-filter of consent: when, how, why. `method` only where `field` is `method` or `subscribe_method`. */
export interface ConsentFilter { readonly field: string; readonly method?: string; readonly filter?: Filter | null }
export interface ConsentCondition {
  readonly kind: 'consent'; readonly channel: ConsentChannel; readonly canReceive: boolean; readonly subscription: Subscription;
  readonly filters?: readonly ConsentFilter[] | null;
}
export interface DistanceCondition {
  readonly kind: 'distance'; readonly countryCode: string; readonly postalCode: string; readonly unit: 'kilometers' | 'miles'; readonly filter: NumberFilter;
}
/** `property` is a well-known name (`email`, `location['country']`) or `properties['name']`. */
export interface PropertyCondition { readonly kind: 'property'; readonly property: string; readonly filter: Filter }
export interface RegionCondition { readonly kind: 'region'; readonly inRegion: boolean; readonly region: 'european_union' | 'united_states' }

export type PredictedNumber =
  | 'average_days_between_orders' | 'average_order_value' | 'churn_probability' | 'historic_clv' | 'historic_number_of_orders'
  | 'predicted_clv' | 'predicted_number_of_orders' | 'total_clv';
export type AffinityChannel = 'email' | 'push' | 'sms' | 'whatsapp';
/** Expected date of the next purchase. */
export interface PredictedDateCondition { readonly kind: 'predicted-date'; readonly filter: TimeFilter }
export interface PredictedNumberCondition { readonly kind: 'predicted-number'; readonly dimension: PredictedNumber; readonly filter: NumberFilter }
export interface PredictedGenderCondition {
  readonly kind: 'predicted-gender'; readonly operator: 'equals' | 'not-equals'; readonly value: 'likely_female' | 'likely_male' | 'uncertain';
}
export interface AffinityPriorityCondition { readonly kind: 'affinity-priority'; readonly channel: AffinityChannel; readonly filter: NumberFilter }
export interface AffinityRankCondition {
  readonly kind: 'affinity-rank'; readonly channel: AffinityChannel; readonly operator: 'equals' | 'not-equals'; readonly value: 'high' | 'medium' | 'low';
}
export interface ObjectFilter { readonly propertyId: number; readonly filter: Filter }
/** How many custom objects of a type, meeting the filters, are related to the profile. */
export interface CustomObjectCondition {
  readonly kind: 'custom-object'; readonly objectTypeId: string; readonly relationshipId: string; readonly filter: NumberFilter;
  readonly filters: readonly ObjectFilter[];
}
export type PermissionChannel = 'whatsapp_marketing' | 'whatsapp_transactional';
export type Reachable =
  | 'explicitly_reachable' | 'implicitly_reachable' | 'implicitly_or_explicitly_reachable'
  | 'explicitly_unreachable' | 'implicitly_unreachable' | 'implicitly_or_explicitly_unreachable';
export interface PermissionCondition {
  readonly kind: 'permission'; readonly channel: PermissionChannel; readonly status: Reachable; readonly filters?: readonly ConsentFilter[] | null;
}
export type CompletionWindow = 'HOURS_1' | 'DAYS_1' | 'DAYS_3' | 'DAYS_5' | 'WEEKS_1' | 'DAYS_30' | 'DAYS_90' | 'DAYS_180' | 'YEARS_1';
export interface FunnelStep { readonly exists: boolean; readonly metricId: string; readonly where?: readonly EventFilter[] | null }
export interface FunnelCondition {
  readonly kind: 'funnel'; readonly timeframe: TimeFilter; readonly window?: CompletionWindow | null; readonly steps: readonly FunnelStep[];
}
/** A random share of profiles, 0..100; flows only. */
export interface SampleCondition { readonly kind: 'sample'; readonly percentage: number }
/** Was not sent a message of the channel in the window; flows only. */
export interface NotSentCondition { readonly kind: 'not-sent'; readonly channel: 'email' | 'sms' | 'push'; readonly timeframe: TimeFilter }
/** Was not in this flow in the window; flows only. */
export interface NotInFlowCondition { readonly kind: 'not-in-flow'; readonly timeframe: TimeFilter }
/** A property of the event that started the flow. */
export interface TriggerPropertyCondition {
  readonly kind: 'trigger-property'; readonly trigger: 'metric' | 'price-drop' | 'low-inventory';
  /** May be absent or null for price drop and low inventory. */
  readonly metricId?: string | null; readonly field: string; readonly filter: Filter;
}
/** A property, by id, of the custom object that started the flow. */
export interface CustomObjectTriggerCondition { readonly kind: 'object-trigger-property'; readonly propertyId: number; readonly filter: Filter }
/** A property, by name, of a custom object, in a trigger split. */
export interface CustomObjectPropertyCondition { readonly kind: 'object-property'; readonly label: string; readonly field: string; readonly filter: Filter }
/** A field of what an earlier action of the flow gave back. */
export interface ActionOutputCondition { readonly kind: 'action-output'; readonly outputId: number; readonly field: string; readonly filter: Filter }
/**
 * What this version does not know: a condition, a group of conditions or a whole definition, kept as it came. Equal only to
 * itself, never dropped, never counted as true.
 */
export interface UnknownCondition { readonly kind: 'unknown'; readonly level: 'condition' | 'group' | 'definition'; readonly source: unknown }

export const EVERYONE: All = { kind: 'all', of: [] };
export const NO_ONE: Any = { kind: 'any', of: [] };

/** Every one of the rules: nested `all` flattened, a single rule unwrapped. */
export function all(rules: readonly Rule[]): Rule {
  const of = rules.flatMap((rule) => (rule.kind === 'all' ? rule.of : [rule]));
  return of.length === 1 ? of[0]! : { kind: 'all', of };
}

/** At least one of the rules: nested `any` flattened, a single rule unwrapped. */
export function any(rules: readonly Rule[]): Rule {
  const of = rules.flatMap((rule) => (rule.kind === 'any' ? rule.of : [rule]));
  return of.length === 1 ? of[0]! : { kind: 'any', of };
}

/** Everyone outside the rule; a double negation is undone. */
export function not(rule: Rule): Rule {
  return rule.kind === 'not' ? rule.of : { kind: 'not', of: rule };
}

/** The conditions of a rule, in the order in which they stand. */
export function conditionsOf(rule: Rule): readonly Condition[] {
  const found: Condition[] = [];
  const open: Rule[] = [rule];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'all' || node.kind === 'any') for (let at = node.of.length - 1; at >= 0; at -= 1) open.push(node.of[at]!);
    else if (node.kind === 'not') open.push(node.of);
    else found.push(node);
  }
  return found;
}
