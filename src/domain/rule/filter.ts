/**
 * Filters compare one value with something. They keep Klaviyo's own shape (`type`, `operator`, value fields), validated: plain
 * data that is already the closed grammar of revision 2026-07-15 (schema `SegmentDefinition` and `FlowDefinition`).
 */
export type TimeUnit = 'hour' | 'day' | 'week';

export interface AfterOrBefore {
  readonly type: 'date';
  readonly operator: 'after' | 'before';
  readonly date: string;
}
export interface BetweenStatic {
  readonly type: 'date';
  readonly operator: 'between-static';
  readonly start: string;
  readonly end: string;
}
/** `at-least` means at least that long ago. */
export interface RelativeDate {
  readonly type: 'date';
  readonly operator: 'in-the-last' | 'at-least' | 'in-the-next';
  readonly unit: TimeUnit;
  readonly quantity: number;
}
/** Between `start` and `end` units ago. */
export interface RelativeRange {
  readonly type: 'date';
  readonly operator: 'between';
  readonly start: number;
  readonly end: number;
  readonly unit: TimeUnit;
}
export interface RelativeAnniversary {
  readonly type: 'date';
  readonly operator: 'anniversary-last' | 'anniversary-next';
  readonly unit: TimeUnit;
  readonly quantity: number;
}
/** Calendar month 1..12, of any year. */
export interface CalendarMonth {
  readonly type: 'date';
  readonly operator: 'calendar-month';
  readonly value: number;
}
/** The anniversary is today, or in this month. */
export interface Anniversary {
  readonly type: 'date';
  readonly operator: 'anniversary' | 'anniversary-month';
}
export interface Alltime {
  readonly type: 'date';
  readonly operator: 'alltime';
}
/** Since the profile entered the flow; flows only. */
export interface FlowStart {
  readonly type: 'date';
  readonly operator: 'flow-start';
}

export type DateFilter = AfterOrBefore | BetweenStatic | RelativeDate | RelativeRange | RelativeAnniversary | CalendarMonth | Anniversary | Alltime | FlowStart;

export type NumericOperator = 'equals' | 'not-equals' | 'greater-than' | 'greater-than-or-equal' | 'less-than' | 'less-than-or-equal';
export interface NumericFilter {
  readonly type: 'numeric';
  readonly operator: NumericOperator;
  readonly value: number;
}
export interface NumericRange {
  readonly type: 'numeric';
  readonly operator: 'between';
  readonly start: number;
  readonly end: number;
}

export type StringOperator =
  'equals' | 'not-equals' | 'contains' | 'not-contains' | 'starts-with' | 'not-starts-with' | 'ends-with' | 'not-ends-with' | 'regex' | 'nregex';
export interface StringFilter {
  readonly type: 'string';
  readonly operator: StringOperator;
  readonly value: string | null;
}
export interface StringArrayFilter {
  readonly type: 'string';
  readonly operator: 'in' | 'not-in' | 'phone-country-code-in' | 'phone-country-code-not-in';
  readonly value: readonly string[];
}
export interface BooleanFilter {
  readonly type: 'boolean';
  readonly operator: 'equals';
  readonly value: boolean;
}
export interface ExistenceFilter {
  readonly type: 'existence';
  readonly operator: 'is-set' | 'not-set';
}

export interface ListContains {
  readonly type: 'list';
  readonly operator: 'contains' | 'not-contains';
  readonly value: string | number | null;
}
export interface ListSet {
  readonly type: 'list';
  readonly operator: 'contains-any' | 'contains-all' | 'not-contains-any' | 'not-contains-all';
  readonly value: readonly string[];
}
export interface ListLength {
  readonly type: 'list';
  readonly operator: 'length-equals' | 'length-greater-than' | 'length-greater-than-or-equal' | 'length-less-than' | 'length-less-than-or-equal';
  readonly value: number;
}
export interface ListSubstring {
  readonly type: 'list';
  readonly operator: 'contains-substring' | 'not-contains-substring';
  readonly value: string | null;
}

/** A filter that this version does not know: kept as it came, equal only to itself. */
export interface UnknownFilter {
  readonly type: 'unknown';
  readonly source: unknown;
}

export type ValueFilter =
  NumericFilter | NumericRange | StringFilter | StringArrayFilter | BooleanFilter | ExistenceFilter | ListContains | ListSet | ListLength | ListSubstring;

export type Filter = DateFilter | ValueFilter | UnknownFilter;
/** Where the grammar asks for a date filter, or what came instead of one. */
export type TimeFilter = DateFilter | UnknownFilter;
/** Where the grammar asks for a number, or what came instead. */
export type NumberFilter = NumericFilter | UnknownFilter;

/** A condition on a property of the events that are counted. `filter` absent or null: the property is only named. */
export interface EventFilter {
  readonly property: string;
  readonly filter?: Filter | null;
}
