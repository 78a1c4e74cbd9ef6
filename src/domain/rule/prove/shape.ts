import type { EventTest } from './event-set';
import type { FilterTest } from './filter-test';
import type { NormalForm } from './normal-form';
import type { NumberSet } from './number-set';
import type { Values } from './values';
import type { Literal } from './vocabulary';
import type { Window } from './windows';

/** The normal form's key with thresholds, windows and compared values left blank: two rules of one shape differ in those alone. */
export function shapeOf(form: NormalForm): string {
  if (form.clauses.length === 0 || form.clauses.some((clause) => clause.length === 0)) return form.key;
  return form.clauses
    .map((clause) => clause.map(literalShape).sort().join(' or '))
    .sort()
    .join(' | ');
}

function literalShape({ variable, values, missing, key }: Literal): string {
  const { meaning } = variable;
  const end = `${valuesShape(values)}${missing ? ' or none' : ''}`;
  switch (meaning.type) {
    case 'count':
    case 'sum':
      return `${meaning.type} ${JSON.stringify(meaning.metric)} ${windowShape(meaning.events.window)} ${meaning.events.where.map(eventShape).join('&')} ${end}`;
    case 'facet':
      return `${JSON.stringify(meaning.property)} ${meaning.facet} ${meaning.axis ?? ''} ${end}`;
    case 'pattern':
      return meaning.pattern.text === '' ? key : `${JSON.stringify(meaning.property)} ${meaning.pattern.how} ${end}`;
    case 'item':
      return `${JSON.stringify(meaning.property)} item ${end}`;
    case 'distance':
    case 'predicted':
      return `${variable.subject} ${end}`;
    case 'consent':
    case 'region':
    case 'existence':
    case 'member':
    case 'open question':
    case 'opaque':
      return key;
  }
}

function valuesShape(values: Values): string {
  switch (values.type) {
    case 'counts':
      return values.cuts[0] === 0 && values.cuts[2] === 1 && values.cuts.length === 4 ? 'none' : spanShape(values.cuts, 0, 1);
    case 'numbers':
      return spanShape(values.cuts, -Infinity, 0);
    case 'texts':
      return values.out ? 'other than' : 'one of';
    case 'flag':
      return `${values.no ? 'no' : ''}${values.yes ? 'yes' : ''}`;
  }
}

function spanShape(set: NumberSet, least: number, step: number): string {
  if (set.length !== 4) return 'several spans';
  const [from, , to] = set as readonly [number, number, number];
  if (to === Infinity) return 'at least';
  if (from === least) return 'at most';
  return to - from <= step ? 'exactly' : 'between';
}

function windowShape(window: Window): string {
  if (window.axis === 'all' || window.axis === 'opaque') return window.key;
  const [from, , to] = window.at as readonly [number, number, number];
  if (from === -Infinity) return `${window.axis} until`;
  if (to === Infinity) return `${window.axis} since`;
  return window.axis === 'moving' && to === 0 ? 'in the last' : `${window.axis} ${from === 0 ? 'next' : 'between'}`;
}

const eventShape = ({ property, test }: EventTest): string => `${JSON.stringify(property)} ${testShape(test)}`;

function testShape(test: FilterTest): string {
  switch (test.type) {
    case 'values':
      return `${test.facet} ${valuesShape(test.values)}`;
    case 'window':
      return windowShape(test.window);
    case 'pattern':
      return `${test.holds ? '' : 'not '}${test.pattern.how}`;
    case 'items':
      return `${test.holds ? '' : 'not '}${test.every ? 'all' : 'any'}`;
    case 'existence':
      return test.set ? 'set' : 'not set';
    case 'opaque':
      return test.key;
  }
}
