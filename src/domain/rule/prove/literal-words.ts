import type { Names, RuleFormats } from '../names';
import { groupName } from '../names';
import type { NumberSet } from './number-set';
import type { Values } from './values';
import type { Literal } from './vocabulary';
import type { Window } from './windows';
import { describeWhere, propertyName } from '../describe-filter';
import { joined } from '../../text/lists';
import { inQuotes } from '../../text/quotes';

/** A literal in plain words, for the reason of a decision; null where there is nothing short to say. */
export function literalWords({ variable, values, missing }: Literal, names: Names): string | null {
  const { meaning } = variable;
  const { formats } = names;
  if (missing) return null;
  switch (meaning.type) {
    case 'count': {
      if (values.type !== 'counts' || /^(object|sent|in this flow)/.test(meaning.metric)) return null;
      const metric = names.metric(meaning.metric);
      const tail = `${windowWords(meaning.events.window, formats)}${describeWhere(meaning.events.original, formats)}`;
      return isNone(values.cuts)
        ? `no ${metric}${meaning.events.window.axis === 'all' ? ' ever' : ''}${tail}`
        : `${metric} ${countWords(values.cuts, formats)}${tail}`;
    }
    case 'sum':
      return values.type === 'numbers'
        ? `a total ${names.metric(meaning.metric)} value of ${amountWords(values.cuts, formats)}${windowWords(meaning.events.window, formats)}`
        : null;
    case 'facet':
      if (meaning.property.startsWith('@')) return null;
      if (meaning.facet === 'date' && values.type === 'numbers')
        return dateWords(values.cuts, meaning.axis ?? 'fixed', propertyName(meaning.property), formats);
      return `${propertyName(meaning.property)} ${valueWords(values, formats)}`;
    case 'existence':
      return `${propertyName(meaning.property)} ${values.type === 'flag' && values.yes ? 'set' : 'not set'}`;
    case 'member':
      return `${values.type === 'flag' && values.yes ? 'being in' : 'not being in'} ${groupName(meaning.groupId, names)}`;
    case 'consent':
      if (values.type !== 'texts' || values.out || values.items.length > 1) return null;
      return meaning.part === 'receive'
        ? `${values.items.includes('can') ? 'being able' : 'not being able'} to receive ${meaning.channel} marketing`
        : `${meaning.channel} status ${values.items.join(' or ').replace(/_/g, ' ')}`;
    case 'predicted':
      return meaning.of.includes(' ') || meaning.of === 'gender' ? null : `${meaning.of.replace(/_/g, ' ')} ${valueWords(values, formats)}`;
    case 'pattern':
    case 'item':
    case 'region':
    case 'distance':
    case 'open question':
    case 'opaque':
      return null;
  }
}

const isNone = (set: NumberSet): boolean => set.length === 4 && set[0] === 0 && set[2] === 1;

function countWords(set: NumberSet, formats: RuleFormats): string {
  if (set.length !== 4) return 'a certain number of times';
  const [from, , to] = set as readonly [number, number, number];
  const times = (count: number): string => (count === 1 ? 'once' : `${formats.exact(count)} times`);
  if (to === Infinity) return `at least ${times(from)}`;
  if (from === 0) return `at most ${times(to - 1)}`;
  return to - from === 1 ? `exactly ${times(from)}` : `${formats.exact(from)} to ${times(to - 1)}`;
}

function amountWords(set: NumberSet, formats: RuleFormats): string {
  if (set.length !== 4) return 'certain amounts';
  const [from, fromSide, to, toSide] = set as readonly [number, number, number, number];
  if (from === -Infinity && to === Infinity) return 'any number';
  if (to === Infinity) return `${fromSide === 0 ? 'at least' : 'more than'} ${formats.exact(from)}`;
  if (from === -Infinity) return `${toSide === 1 ? 'at most' : 'less than'} ${formats.exact(to)}`;
  return from === to ? `exactly ${formats.exact(from)}` : `${formats.exact(from)} to ${formats.exact(to)}`;
}

function valueWords(values: Values, formats: RuleFormats): string {
  switch (values.type) {
    case 'numbers':
      return amountWords(values.cuts, formats);
    case 'counts':
      return amountWords(values.cuts, formats);
    case 'texts':
      return values.items.length === 0 ? 'being there' : `${values.out ? 'other than' : 'being'} ${joined(values.items.map(inQuotes), 'or')}`;
    case 'flag':
      return values.yes ? 'being there' : 'missing';
  }
}

function windowWords(window: Window, formats: RuleFormats): string {
  if (window.axis === 'all') return '';
  return window.axis === 'opaque' ? ' in its own time frame' : ` ${spanWords(window.at, window.axis, formats)}`;
}

function dateWords(set: NumberSet, axis: 'moving' | 'fixed', name: string, formats: RuleFormats): string {
  return set.length === 4 ? `${name} ${spanWords(set, axis, formats)}` : `${name} at other times`;
}

function spanWords(set: NumberSet, axis: 'moving' | 'fixed', formats: RuleFormats): string {
  const [from, , to] = set as readonly [number, number, number];
  if (from === -Infinity && to === Infinity) return 'at any time';
  const date = (at: number): string => formats.utc(at);
  if (axis === 'fixed') {
    if (to === Infinity) return `after ${date(from)}`;
    return from === -Infinity ? `before ${date(to)}` : `between ${date(from)} and ${date(to)}`;
  }
  if (from === -Infinity) return `more than ${ago(-to, formats)} ago`;
  if (to === 0) return `in the last ${ago(-from, formats)}`;
  if (to === Infinity) return `later than ${ago(-from, formats)} ago`;
  return from >= 0 ? `in the next ${ago(to, formats)}` : `between ${ago(-to, formats)} and ${ago(-from, formats)} ago`;
}

function ago(milliseconds: number, { exact }: RuleFormats): string {
  const hours = milliseconds / 3_600_000;
  const [count, unit]: readonly [number, string] = hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour'];
  return `${exact(count)} ${unit}${count === 1 ? '' : 's'}`;
}
