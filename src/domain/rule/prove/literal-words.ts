import type { Names } from '../names';
import { groupName } from '../names';
import type { NumberSet } from './number-set';
import type { Values } from './values';
import type { Literal } from './vocabulary';
import type { Window } from './windows';
import { describeWhere, propertyName } from '../describe-filter';
import { plainMoment } from '../../text/dates';
import { joined } from '../../text/lists';
import { numbered, plainNumber } from '../../text/numbers';
import { quoted } from '../wording';

/** A literal in plain words, for the reason of a decision; null where there is nothing short to say. */
export function literalWords({ variable, values, missing }: Literal, names: Names): string | null {
  const { meaning } = variable;
  if (missing) return null;
  switch (meaning.type) {
    case 'count': {
      if (values.type !== 'counts' || /^(object|sent|in this flow)/.test(meaning.metric)) return null;
      const metric = names.metric(meaning.metric);
      const tail = `${windowWords(meaning.events.window)}${describeWhere(meaning.events.original)}`;
      return isNone(values.cuts) ? `no ${metric}${meaning.events.window.axis === 'all' ? ' ever' : ''}${tail}` : `${metric} ${countWords(values.cuts)}${tail}`;
    }
    case 'sum': return values.type === 'numbers' ? `a total ${names.metric(meaning.metric)} value of ${amountWords(values.cuts)}${windowWords(meaning.events.window)}` : null;
    case 'facet':
      if (meaning.property.startsWith('@')) return null;
      if (meaning.facet === 'date' && values.type === 'numbers') return dateWords(values.cuts, meaning.axis ?? 'fixed', propertyName(meaning.property));
      return `${propertyName(meaning.property)} ${valueWords(values)}`;
    case 'existence': return `${propertyName(meaning.property)} ${values.type === 'flag' && values.yes ? 'set' : 'not set'}`;
    case 'member': return `${values.type === 'flag' && values.yes ? 'being in' : 'not being in'} ${groupName(meaning.groupId, names)}`;
    case 'consent':
      if (values.type !== 'texts' || values.out || values.items.length > 1) return null;
      return meaning.part === 'receive' ? `${values.items.includes('can') ? 'being able' : 'not being able'} to receive ${meaning.channel} marketing` : `${meaning.channel} status ${values.items.join(' or ').replace(/_/g, ' ')}`;
    case 'predicted': return meaning.of.includes(' ') || meaning.of === 'gender' ? null : `${meaning.of.replace(/_/g, ' ')} ${valueWords(values)}`;
    case 'pattern':
    case 'item':
    case 'region':
    case 'distance':
    case 'open question':
    case 'opaque': return null;
  }
}

const isNone = (set: NumberSet): boolean => set.length === 4 && set[0] === 0 && set[2] === 1;

function countWords(set: NumberSet): string {
  if (set.length !== 4) return 'a certain number of times';
  const [from, , to] = set as readonly [number, number, number];
  const times = (count: number): string => (count === 1 ? 'once' : `${plainNumber(count)} times`);
  if (to === Infinity) return `at least ${times(from)}`;
  if (from === 0) return `at most ${times(to - 1)}`;
  return to - from === 1 ? `exactly ${times(from)}` : `${plainNumber(from)} to ${times(to - 1)}`;
}

function amountWords(set: NumberSet): string {
  if (set.length !== 4) return 'certain amounts';
  const [from, fromSide, to, toSide] = set as readonly [number, number, number, number];
  if (from === -Infinity && to === Infinity) return 'any number';
  if (to === Infinity) return `${fromSide === 0 ? 'at least' : 'more than'} ${plainNumber(from)}`;
  if (from === -Infinity) return `${toSide === 1 ? 'at most' : 'less than'} ${plainNumber(to)}`;
  return from === to ? `exactly ${plainNumber(from)}` : `${plainNumber(from)} to ${plainNumber(to)}`;
}

function valueWords(values: Values): string {
  switch (values.type) {
    case 'numbers': return amountWords(values.cuts);
    case 'counts': return amountWords(values.cuts);
    case 'texts': return values.items.length === 0 ? 'being there' : `${values.out ? 'other than' : 'being'} ${joined(values.items.map(quoted), 'or')}`;
    case 'flag': return values.yes ? 'being there' : 'missing';
  }
}

function windowWords(window: Window): string {
  if (window.axis === 'all') return '';
  return window.axis === 'opaque' ? ' in its own time frame' : ` ${spanWords(window.at, window.axis)}`;
}

function dateWords(set: NumberSet, axis: 'moving' | 'fixed', name: string): string {
  return set.length === 4 ? `${name} ${spanWords(set, axis)}` : `${name} at other times`;
}

function spanWords(set: NumberSet, axis: 'moving' | 'fixed'): string {
  const [from, , to] = set as readonly [number, number, number];
  if (from === -Infinity && to === Infinity) return 'at any time';
  const date = (at: number): string => plainMoment(at);
  if (axis === 'fixed') {
    if (to === Infinity) return `after ${date(from)}`;
    return from === -Infinity ? `before ${date(to)}` : `between ${date(from)} and ${date(to)}`;
  }
  if (from === -Infinity) return `more than ${ago(-to)} ago`;
  if (to === 0) return `in the last ${ago(-from)}`;
  if (to === Infinity) return `later than ${ago(-from)} ago`;
  return from >= 0 ? `in the next ${ago(to)}` : `between ${ago(-to)} and ${ago(-from)} ago`;
}

function ago(milliseconds: number): string {
  const hours = milliseconds / 3_600_000;
  const [count, unit]: readonly [number, string] = hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour'];
  return numbered(count, unit);
}
