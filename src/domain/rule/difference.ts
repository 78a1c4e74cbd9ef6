import type { EventFilter, TimeFilter } from './filter';
import type { Names } from './names';
import type { Condition, MetricCondition, Rule } from './rule';
import { all, any } from './rule';
import { describeCondition } from './describe-condition';
import { describeRule } from './describe';
import { describeAmount, describeCount, describeFilter, describeTime, describeWhere, propertyName } from './describe-filter';
import { canonicalJson } from './json';
import { plainNumber } from '../text/numbers';

/**
 * How the first rule differs from the second, in plain words, as the rest of a sentence about the first: `uses 60 days instead of 90 days for
 * Placed Order; lacks the consent condition (can receive email marketing and is subscribed)`. Says so where they are written alike.
 */
export function explainDifference(first: Rule, second: Rule, names: Names): string {
  const words = partDifferences(partsOf(first, 'all'), partsOf(second, 'all'), names);
  return words.length === 0 ? 'asks for the same conditions' : words.join('; ');
}

/** The parts joined by AND (or by OR), nested ones included. */
function partsOf(rule: Rule, kind: 'all' | 'any'): readonly Rule[] {
  if (rule.kind !== kind) return [rule];
  const flat = kind === 'all' ? all(rule.of) : any(rule.of);
  return flat.kind === kind ? flat.of : [flat];
}

/** Absent, null and empty mean the same where parts are matched. */
function keyOf(rule: Rule): string {
  const filled = JSON.stringify(rule, (_, value: unknown) => (value === null || (Array.isArray(value) && value.length === 0) ? undefined : value));
  return canonicalJson(JSON.parse(filled) as unknown);
}

const isCondition = (rule: Rule): rule is Condition => rule.kind !== 'all' && rule.kind !== 'any' && rule.kind !== 'not';

function partDifferences(own: readonly Rule[], theirs: readonly Rule[], names: Names): readonly string[] {
  const known = new Set(theirs.map(keyOf));
  const mine = new Set(own.map(keyOf));
  const extra = own.filter((part) => !known.has(keyOf(part)));
  const missing = theirs.filter((part) => !mine.has(keyOf(part)));
  const words: string[] = [];
  const added: Rule[] = [];
  for (const part of extra) {
    const place = missing.findIndex((other) => topicOf(other) === topicOf(part));
    const other = missing[place];
    if (other === undefined) {
      added.push(part);
      continue;
    }
    missing.splice(place, 1);
    words.push(...pairDifference(part, other, names));
  }
  words.push(...missing.map((part) => `lacks ${nameOf(part, names)}`), ...added.map((part) => `also asks for ${nameOf(part, names)}`));
  return words;
}

/** Two parts of one topic are the same condition with other values. */
function topicOf(rule: Rule): string {
  if (rule.kind === 'not') return `not ${topicOf(rule.of)}`;
  if (rule.kind === 'all' || rule.kind === 'any') return `${rule.kind} ${[...new Set(rule.of.map(topicOf))].sort().join('|')}`;
  switch (rule.kind) {
    // Wanting it to have happened and wanting it not to have happened are two topics.
    case 'metric': return `metric ${rule.metricId} ${rule.measurement} ${rule.measure.type === 'numeric' && rule.measure.operator === 'equals' && rule.measure.value === 0}`;
    case 'property': return `property ${rule.property}`;
    case 'consent':
    case 'permission': return `consent ${rule.channel} ${rule.kind}`;
    case 'predicted-number': return `predicted ${rule.dimension}`;
    case 'membership': return `membership ${rule.isMember} ${[...rule.groupIds].sort().join(',')}`;
    case 'affinity-rank':
    case 'affinity-priority': return `${rule.kind} ${rule.channel}`;
    case 'unknown': return canonicalJson(rule);
    default: return rule.kind;
  }
}

function pairDifference(own: Rule, theirs: Rule, names: Names): readonly string[] {
  if (own.kind === 'metric' && theirs.kind === 'metric') return metricDifference(own, theirs, names);
  if (own.kind === 'property' && theirs.kind === 'property') {
    return [`asks that ${propertyName(own.property)} ${describeFilter(own.filter)} instead of ${describeFilter(theirs.filter)}`];
  }
  if (own.kind === 'any' && theirs.kind === 'any') {
    return partDifferences(own.of, theirs.of, names).map((difference) => `among its alternatives ${difference}`);
  }
  if (isCondition(own) && isCondition(theirs)) return [`asks that someone ${describeCondition(own, names)} instead of ${describeCondition(theirs, names)}`];
  return [`asks for ${nameOf(own, names)} instead of ${nameOf(theirs, names)}`];
}

function metricDifference(own: MetricCondition, theirs: MetricCondition, names: Names): readonly string[] {
  const metric = names.metric(own.metricId);
  const words: string[] = [];
  if (canonicalJson(own.measure) !== canonicalJson(theirs.measure)) {
    words.push(own.measurement === 'count'
      ? `asks for ${metric} ${describeCount(own.measure)} instead of ${describeCount(theirs.measure)}`
      : `asks for a total ${metric} value of ${describeAmount(own.measure)} instead of ${describeAmount(theirs.measure)}`);
  }
  if (canonicalJson(own.timeframe) !== canonicalJson(theirs.timeframe)) {
    const [mine, other] = timeDifference(own.timeframe, theirs.timeframe);
    words.push(`uses ${mine} instead of ${other} for ${metric}`);
  }
  const where = (filters: readonly EventFilter[] | null | undefined): string => describeWhere(filters).trim();
  if (where(own.where) !== where(theirs.where)) {
    words.push(`counts ${metric} ${where(own.where) || 'without an event filter'} instead of ${where(theirs.where) || 'without an event filter'}`);
  }
  return words;
}

/** `60 days` and `90 days` where only the number differs, the whole time frames otherwise. */
function timeDifference(own: TimeFilter, theirs: TimeFilter): readonly [string, string] {
  if (own.type === 'date' && theirs.type === 'date' && own.operator === theirs.operator && 'quantity' in own && 'quantity' in theirs) {
    const say = (filter: { readonly quantity: number; readonly unit: string }): string => `${plainNumber(filter.quantity)} ${filter.unit}${filter.quantity === 1 ? '' : 's'}`;
    return [say(own), say(theirs)];
  }
  return [`“${describeTime(own)}”`, `“${describeTime(theirs)}”`];
}

function nameOf(rule: Rule, names: Names): string {
  const text = isCondition(rule) ? describeCondition(rule, names) : describeRule(rule, names);
  if (rule.kind === 'consent' || rule.kind === 'permission') return `the consent condition (${text})`;
  if (rule.kind === 'any') return `one of the alternatives (${text.charAt(0).toLowerCase()}${text.slice(1)})`;
  return `the condition (${text.charAt(0).toLowerCase()}${text.slice(1)})`;
}
