import type { Instant } from '../account/known';
import type { EventFilter, Filter } from './filter';
import type { Condition, ConsentFilter, Rule } from './rule';

/** A fixed calendar date that a rule holds to. */
export interface FixedDate {
  /** What is dated: `metric <id>`, `property <name>`, `consent`, `membership`, … */
  readonly of: string;
  readonly operator: 'after' | 'before' | 'between-static';
  /** Start (or the only date) and end; null where the operator has none. */
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** What a rule speaks of. Lists are without duplicates, in order of appearance. */
export interface RuleReferences {
  readonly metricIds: readonly string[];
  /** Lists and segments; `excludedGroupIds` are those that it asks not to be in. */
  readonly groupIds: readonly string[];
  readonly excludedGroupIds: readonly string[];
  /** Profile properties as named in the rule. */
  readonly properties: readonly string[];
  readonly fixedDates: readonly FixedDate[];
  /** True when some window moves with time (`in the last`, `at least … ago`, …). */
  readonly hasRelativeTime: boolean;
  readonly hasConsent: boolean;
  readonly consentChannels: readonly string[];
  /** True when it asks that marketing can be received (email, SMS, push or WhatsApp). */
  readonly asksReachable: boolean;
  /** Metrics that the rule wants to have happened (count or sum above zero), as against not happened. */
  readonly happenedMetricIds: readonly string[];
  /** Number of conditions that this version does not know, whole or in part. */
  readonly unknownParts: number;
}

const RELATIVE = ['in-the-last', 'at-least', 'in-the-next', 'between', 'anniversary-last', 'anniversary-next', 'anniversary', 'anniversary-month', 'calendar-month'];

/** Collects what the rule speaks of; nothing is resolved (a segment's own rule is not entered). */
export function referencesOf(rule: Rule): RuleReferences {
  const metricIds = new Set<string>();
  const happened = new Set<string>();
  const groupIds = new Set<string>();
  const excluded = new Set<string>();
  const properties = new Set<string>();
  const channels = new Set<string>();
  const fixedDates: FixedDate[] = [];
  let hasRelativeTime = false;
  let asksReachable = false;
  let unknownParts = 0;

  const filter = (of: string, value: Filter | null | undefined): void => {
    if (value === null || value === undefined) return;
    if (value.type === 'unknown') unknownParts += 1;
    if (value.type !== 'date') return;
    if (value.operator === 'after') fixedDates.push({ of, operator: value.operator, from: Date.parse(value.date), to: null });
    else if (value.operator === 'before') fixedDates.push({ of, operator: value.operator, from: null, to: Date.parse(value.date) });
    else if (value.operator === 'between-static') fixedDates.push({ of, operator: value.operator, from: Date.parse(value.start), to: Date.parse(value.end) });
    else if (RELATIVE.includes(value.operator)) hasRelativeTime = true;
  };
  const events = (filters: readonly EventFilter[] | null | undefined): void => filters?.forEach((item) => filter('event', item.filter));
  const consents = (filters: readonly ConsentFilter[] | null | undefined): void => filters?.forEach((item) => filter('consent', item.filter));

  const condition = (node: Condition, negated: boolean): void => {
    switch (node.kind) {
      case 'membership':
        node.groupIds.forEach((id) => groupIds.add(id));
        if (node.isMember === negated) node.groupIds.forEach((id) => excluded.add(id));
        return filter('membership', node.timeframe);
      case 'metric':
        metricIds.add(node.metricId);
        if (asksForSome(node) !== negated) happened.add(node.metricId);
        filter('measure', node.measure);
        filter(`metric ${node.metricId}`, node.timeframe);
        return events(node.where);
      case 'consent':
        channels.add(node.channel);
        if (node.canReceive && !negated) asksReachable = true;
        return consents(node.filters);
      case 'permission':
        channels.add(node.channel);
        if (node.status.endsWith('_reachable') && !negated) asksReachable = true;
        return consents(node.filters);
      case 'property':
        properties.add(node.property);
        return filter(`property ${node.property}`, node.filter);
      case 'funnel':
        node.steps.forEach((step) => {
          metricIds.add(step.metricId);
          if (step.exists !== negated) happened.add(step.metricId);
          events(step.where);
        });
        return filter('funnel', node.timeframe);
      case 'custom-object':
        node.filters.forEach((item) => filter('custom object', item.filter));
        return filter('measure', node.filter);
      case 'predicted-date': return filter('expected next purchase', node.filter);
      case 'predicted-number':
      case 'affinity-priority':
      case 'distance':
      case 'object-trigger-property':
      case 'object-property':
      case 'action-output': return filter(node.kind, node.filter);
      case 'not-sent':
      case 'not-in-flow': return filter(node.kind, node.timeframe);
      case 'trigger-property':
        if (typeof node.metricId === 'string') metricIds.add(node.metricId);
        return filter('trigger', node.filter);
      case 'unknown':
        unknownParts += 1;
        return;
      case 'predicted-gender':
      case 'affinity-rank':
      case 'region':
      case 'sample':
        return;
    }
  };
  const visit = (node: Rule, negated: boolean): void => {
    if (node.kind === 'all' || node.kind === 'any') node.of.forEach((part) => visit(part, negated));
    else if (node.kind === 'not') visit(node.of, !negated);
    else condition(node, negated);
  };
  visit(rule, false);
  return {
    metricIds: [...metricIds], groupIds: [...groupIds], excludedGroupIds: [...excluded], properties: [...properties], fixedDates, hasRelativeTime,
    hasConsent: channels.size > 0, consentChannels: [...channels], asksReachable, happenedMetricIds: [...happened], unknownParts,
  };
}

/** True unless the condition is also met by a profile without any such event. */
function asksForSome(condition: Extract<Condition, { kind: 'metric' }>): boolean {
  if (condition.measure.type === 'unknown') return true;
  const { operator, value } = condition.measure;
  switch (operator) {
    case 'equals': return value !== 0;
    case 'not-equals': return value === 0;
    case 'greater-than': return value >= 0;
    case 'greater-than-or-equal': return value > 0;
    case 'less-than': return value <= 0;
    case 'less-than-or-equal': return value < 0;
  }
}
