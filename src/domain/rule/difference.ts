import { kindOf } from './conditions/table';
import type { Names } from './names';
import type { Rule } from './rule';
import { all, any, isCondition } from './rule';
import { describeCondition, describeRule } from './describe';
import { canonicalJson } from './json';

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

const keys = new WeakMap<Rule, string>();
/** Absent, null and empty mean the same where parts are matched. */
function keyOf(rule: Rule): string {
  const known = keys.get(rule);
  if (known !== undefined) return known;
  const filled = JSON.stringify(rule, (_, value: unknown) => (value === null || (Array.isArray(value) && value.length === 0) ? undefined : value));
  const key = canonicalJson(JSON.parse(filled) as unknown);
  keys.set(rule, key);
  return key;
}

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
  return kindOf(rule).topic(rule);
}

function pairDifference(own: Rule, theirs: Rule, names: Names): readonly string[] {
  if (own.kind === 'any' && theirs.kind === 'any') {
    return partDifferences(own.of, theirs.of, names).map((difference) => `${difference} among its alternatives`);
  }
  if (isCondition(own) && isCondition(theirs)) {
    const told = own.kind === theirs.kind ? kindOf(own).difference(own, theirs, names) : null;
    if (told !== null) return told;
  }
  return [`asks for ${nameOf(own, names)} instead of ${nameOf(theirs, names)}`];
}

function nameOf(rule: Rule, names: Names): string {
  const text = isCondition(rule) ? describeCondition(rule, names) : describeRule(rule, names);
  if (isCondition(rule) && kindOf(rule).isConsent) return `the consent condition (${text})`;
  if (rule.kind === 'any') return `one of the alternatives (${text.charAt(0).toLowerCase()}${text.slice(1)})`;
  return `the condition (${text.charAt(0).toLowerCase()}${text.slice(1)})`;
}
