import type { Rule } from './rule';

/** What starts a flow. Ids may be null: not configured yet. */
export type FlowTrigger =
  | { readonly kind: 'list'; readonly groupId: string | null }
  | { readonly kind: 'segment'; readonly groupId: string | null }
  | { readonly kind: 'metric'; readonly metricId: string | null; readonly filter: Rule | null }
  | { readonly kind: 'date-property'; readonly property: string; readonly timing: DateTiming }
  | { readonly kind: 'date-object'; readonly label: string; readonly propertyId: number | null; readonly timing: DateTiming }
  | {
      readonly kind: 'price-drop';
      readonly amount: number | null;
      readonly amountUnit: 'percent' | 'currency' | null;
      readonly audience: readonly string[];
      readonly days: number | null;
      readonly filter: Rule | null;
    }
  | {
      readonly kind: 'low-inventory';
      readonly level: string | null;
      readonly count: number | null;
      readonly audience: readonly string[];
      readonly days: number | null;
      readonly filter: Rule | null;
    }
  | { readonly kind: 'unknown'; readonly source: unknown };

/** How long before a date a date-based flow starts, and how often. */
export interface DateTiming {
  readonly before: number | null;
  readonly unit: 'days' | 'weeks' | 'months' | null;
  readonly recurrence: 'annually' | 'monthly' | 'never' | 'weekly' | null;
  /** `HH:MM:SS` as Klaviyo gives it. */
  readonly time: string | null;
}

/** A place in a flow where an audience rule stands. */
export interface FlowBranch {
  /** `Conditional split 2`, `Multi-branch split “Tier”`: what a person finds in the flow builder. */
  readonly where: string;
  readonly actionId: string | null;
  readonly kind: 'conditional-split' | 'trigger-split' | 'multi-branch-split' | 'action-output-split';
  /** `yes`, the branch's name in quotation marks, or `branch 2` where it has none. */
  readonly label: string;
  readonly rule: Rule;
}

export interface FlowMessageFilter {
  readonly where: string;
  readonly actionId: string | null;
  readonly rule: Rule;
}
/** `adds`: true adds the profile to the list, false removes it, null not told. */
export interface FlowListUpdate {
  readonly where: string;
  readonly listId: string;
  readonly adds: boolean | null;
}

/** Where a flow names a list or segment. */
export interface FlowGroupReference {
  readonly groupId: string;
  readonly how: 'flow trigger' | 'flow filter' | 'flow branch' | 'flow message filter' | 'flow list update';
  readonly where: string;
}

/** Audience logic of one flow, whatever parts of its definition were there. */
export interface FlowLogic {
  readonly triggers: readonly FlowTrigger[];
  /** The triggers' own filter; null when there is none (with several triggers: only if each of them has one, ORed). */
  readonly triggerFilter: Rule | null;
  readonly profileFilter: Rule | null;
  readonly branches: readonly FlowBranch[];
  readonly messageFilters: readonly FlowMessageFilter[];
  readonly listUpdates: readonly FlowListUpdate[];
  /** Once per place. */
  readonly groupReferences: readonly FlowGroupReference[];
  /** Metrics in triggers, filters and branches, without duplicates. */
  readonly metricIds: readonly string[];
  /** How soon a profile may enter again; null when not told. */
  readonly reentry: { readonly duration: number; readonly unit: 'hour' | 'day' | 'week' | 'alltime' } | null;
  /** All its time delays together, in days: whoever started longer ago has been written to. Of branches that wait side by side each counts. */
  readonly delayDays: number;
  /** Number of actions of the flow. */
  readonly actions: number;
  /** Parts that this version does not know (action types, trigger types), by name. */
  readonly unknownParts: readonly string[];
}
