import type { Instant } from '../account/known';
import type { References } from './condition-kind';
import { kindOf } from './conditions/table';
import type { Filter } from './filter';
import type { Rule } from './rule';

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

const RELATIVE = [
  'in-the-last',
  'at-least',
  'in-the-next',
  'between',
  'anniversary-last',
  'anniversary-next',
  'anniversary',
  'anniversary-month',
  'calendar-month',
];

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

  const notes = (negated: boolean): References => ({
    metric: (id, happens) => {
      metricIds.add(id);
      if (happens !== null && happens !== negated) happened.add(id);
    },
    group: (id, isMember) => {
      groupIds.add(id);
      if (isMember === negated) excluded.add(id);
    },
    property: (name) => properties.add(name),
    channel: (name, reachable) => {
      channels.add(name);
      if (reachable && !negated) asksReachable = true;
    },
    filter,
    unknown: () => {
      unknownParts += 1;
    },
  });
  const [plain, contrary] = [notes(false), notes(true)];
  const visit = (node: Rule, negated: boolean): void => {
    if (node.kind === 'all' || node.kind === 'any') node.of.forEach((part) => visit(part, negated));
    else if (node.kind === 'not') visit(node.of, !negated);
    else kindOf(node).refer(node, negated ? contrary : plain);
  };
  visit(rule, false);
  return {
    metricIds: [...metricIds],
    groupIds: [...groupIds],
    excludedGroupIds: [...excluded],
    properties: [...properties],
    fixedDates,
    hasRelativeTime,
    hasConsent: channels.size > 0,
    consentChannels: [...channels],
    asksReachable,
    happenedMetricIds: [...happened],
    unknownParts,
  };
}
