import type { DateFilter, Filter, TimeUnit } from '../../src/domain/rule/filter';
import type { Condition, MetricCondition, Rule } from '../../src/domain/rule/rule';
import type { Chance } from './rule-random';
import type { Family } from './rule-universe';

const isCondition = (rule: Rule): rule is Condition => rule.kind !== 'all' && rule.kind !== 'any' && rule.kind !== 'not';
const twice = (rule: Rule): Rule => ({ kind: 'not', of: { kind: 'not', of: rule } });
const no = (rule: Rule): Rule => ({ kind: 'not', of: rule });

/** A rule of a few groups, ANDed, of a few conditions, ORed, now and then negated or nested deeper. */
export function randomRule(pool: readonly Condition[], chance: Chance): Rule {
  const condition = (): Rule => (chance.often(0.15) ? no(chance.pick(pool)) : chance.pick(pool));
  const group = (): Rule => {
    if (chance.often(0.55)) return condition();
    const any: Rule = { kind: 'any', of: Array.from({ length: 2 + chance.below(2) }, condition) };
    if (chance.often(0.1)) return no(any);
    return chance.often(0.12) ? { kind: 'any', of: [condition(), { kind: 'all', of: [condition(), condition()] }] } : any;
  };
  const groups = Array.from({ length: chance.pick([1, 1, 2, 2, 3]) }, group);
  return groups.length === 1 ? groups[0]! : { kind: 'all', of: groups };
}

/** Families that choose from conditions drawn beforehand: the same condition returns in many pairs and is evaluated once. */
export function drawnFamilies(families: readonly Family[], chance: Chance, each: number): readonly Family[] {
  return families.map((family) => {
    const drawn = Array.from({ length: each }, () => family(chance));
    return (pickFrom: Chance) => pickFrom.pick(drawn);
  });
}

/** Draws the conditions that the rules of one pair are made of: from few families, so that they bear on one another. */
export function randomPool(families: readonly Family[], chance: Chance): readonly Condition[] {
  const chosen = Array.from({ length: 1 + chance.below(3) }, () => chance.pick(families));
  return Array.from({ length: 3 + chance.below(3) }, () => chance.pick(chosen)(chance));
}

/** A rule near to the given one: a part less, a part more, another condition, the contrary, or the same in other words. */
export function neighbour(rule: Rule, pool: readonly Condition[], chance: Chance): Rule {
  switch (chance.below(6)) {
    case 0:
      return rewrite(rule, pool, chance, 2);
    case 1:
      return { kind: 'all', of: [rule, chance.pick(pool)] };
    case 2:
      return { kind: 'any', of: [chance.pick(pool), rule] };
    case 3:
      return rule.kind === 'all' || rule.kind === 'any' ? { kind: rule.kind, of: rule.of.slice(1) } : chance.pick(pool);
    case 4:
      return replaceOne(rule, pool, chance);
    default:
      return chance.often(0.5) ? no(rule) : { kind: 'all', of: [no(rule), chance.pick(pool)] };
  }
}

function replaceOne(rule: Rule, pool: readonly Condition[], chance: Chance): Rule {
  if (rule.kind === 'all' || rule.kind === 'any') {
    const place = chance.below(rule.of.length);
    return { kind: rule.kind, of: rule.of.map((part, index) => (index === place ? replaceOne(part, pool, chance) : part)) };
  }
  return rule.kind === 'not' ? no(replaceOne(rule.of, pool, chance)) : chance.pick(pool);
}

/** The same meaning in other words: that many random changes of order, nesting, negation, units, repetition or distribution. */
export function rewrite(rule: Rule, pool: readonly Condition[], chance: Chance, changes: number): Rule {
  let current = rule;
  for (let left = changes; left > 0; left -= 1) current = change(current, pool, chance);
  return current;
}

function change(rule: Rule, pool: readonly Condition[], chance: Chance): Rule {
  if (!isCondition(rule) && chance.often(0.5)) {
    if (rule.kind === 'not') return no(change(rule.of, pool, chance));
    if (rule.of.length > 0) {
      const place = chance.below(rule.of.length);
      return { kind: rule.kind, of: rule.of.map((part, index) => (index === place ? change(part, pool, chance) : part)) };
    }
  }
  const other = chance.pick(pool);
  switch (chance.below(8)) {
    case 0:
      return twice(rule);
    case 1:
      return rule.kind === 'all' || rule.kind === 'any' ? { kind: rule.kind, of: chance.shuffle(rule.of) } : { kind: 'all', of: [rule, rule] };
    case 2:
      return { kind: chance.pick(['all', 'any']), of: [rule, rule] };
    case 3:
      return { kind: 'all', of: [rule, { kind: 'any', of: [other, rule] }] };
    case 4:
      return {
        kind: 'any',
        of: [
          { kind: 'all', of: [rule, other] },
          { kind: 'all', of: [no(other), rule] },
        ],
      };
    case 5:
      return distribute(rule);
    case 6:
      return deMorgan(rule);
    default:
      return isCondition(rule) ? restate(rule, chance) : rule;
  }
}

function distribute(rule: Rule): Rule {
  if (rule.kind !== 'all' && rule.kind !== 'any') return rule;
  const inner = rule.kind === 'all' ? 'any' : 'all';
  const place = rule.of.findIndex((part) => part.kind === inner && part.of.length > 0);
  const group = rule.of[place];
  if (group === undefined || (group.kind !== 'all' && group.kind !== 'any')) return rule;
  const rest = rule.of.filter((_, index) => index !== place);
  return { kind: inner, of: group.of.map((part) => ({ kind: rule.kind, of: [...rest, part] })) };
}

function deMorgan(rule: Rule): Rule {
  if (rule.kind !== 'all' && rule.kind !== 'any') return twice(rule);
  return no({ kind: rule.kind === 'all' ? 'any' : 'all', of: rule.of.map(no) });
}

const HOURS: Readonly<Record<TimeUnit, number>> = { hour: 1, day: 24, week: 168 };

/** The same time in another unit where it comes out even. */
export function otherUnits(filter: DateFilter, chance: Chance): DateFilter {
  if ('quantity' in filter) {
    const unit = chance.pick(['hour', 'day', 'week'] as const);
    const quantity = (filter.quantity * HOURS[filter.unit]) / HOURS[unit];
    return Number.isInteger(quantity) ? { ...filter, unit, quantity } : filter;
  }
  if (filter.operator === 'between') {
    const unit = chance.pick(['hour', 'day', 'week'] as const);
    const [start, end] = [(filter.start * HOURS[filter.unit]) / HOURS[unit], (filter.end * HOURS[filter.unit]) / HOURS[unit]];
    return Number.isInteger(start) && Number.isInteger(end) ? { ...filter, unit, start, end } : filter;
  }
  return filter;
}

/** One condition said in another way. */
export function restate(condition: Condition, chance: Chance): Rule {
  const units = <F extends Filter>(filter: F): F => (filter.type === 'date' ? (otherUnits(filter, chance) as F) : filter);
  switch (condition.kind) {
    case 'metric': {
      if (chance.often(0.3)) return { ...condition, timeframe: units(condition.timeframe) };
      if (chance.often(0.4)) {
        const apart = chance.often(0.5) ? byValue(condition) : byWindow(condition, chance);
        if (apart !== null) return apart;
      }
      if (condition.measurement !== 'count' || condition.measure.type === 'unknown') return condition;
      const { operator, value } = condition.measure;
      const counted = (next: typeof operator, than: number): Condition => ({ ...condition, measure: { type: 'numeric', operator: next, value: than } });
      if (operator === 'equals' && value === 0)
        return chance.pick([counted('less-than', 1), no(counted('greater-than-or-equal', 1)), counted('less-than-or-equal', 0)]);
      if (operator === 'greater-than-or-equal')
        return chance.pick([counted('greater-than', value - 1), no(counted('less-than', value)), counted('greater-than', value - 0.5)]);
      if (operator === 'equals') return { kind: 'all', of: [counted('greater-than-or-equal', value), counted('less-than-or-equal', value)] };
      return operator === 'not-equals' ? { kind: 'any', of: [counted('greater-than', value), counted('less-than', value)] } : condition;
    }
    case 'property': {
      const { filter } = condition;
      if (filter.type === 'date') return { ...condition, filter: units(filter) };
      if (filter.type === 'string' && filter.operator === 'equals' && filter.value !== null)
        return { ...condition, filter: { type: 'string', operator: 'in', value: [filter.value] } };
      if (filter.type === 'string' && filter.operator === 'in') {
        return { kind: 'any', of: chance.shuffle(filter.value).map((value) => ({ ...condition, filter: { type: 'string', operator: 'equals', value } })) };
      }
      if (filter.type === 'string' && filter.operator === 'not-equals' && filter.value !== null)
        return { ...condition, filter: { type: 'string', operator: 'not-in', value: [filter.value] } };
      if (filter.type === 'string' && filter.operator === 'not-in') {
        return { kind: 'all', of: chance.shuffle(filter.value).map((value) => ({ ...condition, filter: { type: 'string', operator: 'not-equals', value } })) };
      }
      if (filter.type === 'numeric' && filter.operator === 'between') {
        const bound = (operator: 'greater-than-or-equal' | 'less-than-or-equal', value: number): Condition => ({
          ...condition,
          filter: { type: 'numeric', operator, value },
        });
        return { kind: 'all', of: [bound('less-than-or-equal', filter.end), bound('greater-than-or-equal', filter.start)] };
      }
      if (filter.type === 'existence')
        return no({ ...condition, filter: { type: 'existence', operator: filter.operator === 'is-set' ? 'not-set' : 'is-set' } });
      return condition;
    }
    case 'membership':
      if (condition.groupIds.length > 1 || condition.timeframe) return condition;
      return no({ kind: 'membership', isMember: !condition.isMember, groupIds: condition.groupIds });
    case 'consent':
      if (!condition.filters || condition.filters.length === 0) return { ...condition, filters: chance.pick([[], null]) };
      return { ...condition, filters: condition.filters.map((item) => (item.filter ? { ...item, filter: units(item.filter) } : item)) };
    case 'predicted-date':
      return { ...condition, filter: units(condition.filter) };
    case 'not-sent':
    case 'not-in-flow':
      return { ...condition, timeframe: units(condition.timeframe) };
    case 'custom-object':
      return { ...condition, filters: chance.shuffle(condition.filters).map((item) => ({ ...item, filter: units(item.filter) })) };
    case 'funnel':
      return {
        ...condition,
        timeframe: units(condition.timeframe),
        window: condition.window ?? null,
        steps: condition.steps.map((step) =>
          (step.where ?? []).length > 0 ? { ...step, where: chance.shuffle(step.where!) } : { ...step, where: chance.pick([[], null]) },
        ),
      };
    default:
      return condition;
  }
}

/** None of a or b: none of a and none of b. Some of a or b: some of a or some of b. Null where there is no list of values. */
function byValue(condition: MetricCondition): Rule | null {
  const { where, measurement, measure } = condition;
  const place = (where ?? []).findIndex(
    ({ filter }) => (filter?.type === 'string' && filter.operator === 'in') || (filter?.type === 'list' && filter.operator === 'contains-any'),
  );
  const filter = where?.[place]?.filter;
  const kind = measurement === 'count' ? countKind(measure) : null;
  if (kind === null || !where || (filter?.type !== 'string' && filter?.type !== 'list') || !Array.isArray(filter.value)) return null;
  const of = (filter.value as readonly string[]).map((value): Rule => ({
    ...condition,
    where: where.map((item, at) => (at === place ? { ...item, filter: { ...filter, value: [value] } as Filter } : item)),
  }));
  return { kind, of };
}

/** None in 90 days: none in 30 days and none between 30 and 90 days ago, and likewise some. */
function byWindow(condition: MetricCondition, chance: Chance): Rule | null {
  const { timeframe, measurement, measure } = condition;
  const kind = measurement === 'count' ? countKind(measure) : null;
  if (kind === null || timeframe.type !== 'date') return null;
  const [start, end] =
    timeframe.operator === 'in-the-last' ? [0, timeframe.quantity] : timeframe.operator === 'between' ? [timeframe.start, timeframe.end] : [0, 0];
  if (end - start < 2 || !('unit' in timeframe)) return null;
  const cut = start + 1 + chance.below(end - start - 1);
  const between = (from: number, to: number): DateFilter => ({ type: 'date', operator: 'between', start: from, end: to, unit: timeframe.unit });
  const first: DateFilter = start === 0 && timeframe.operator === 'in-the-last' ? { ...timeframe, quantity: cut } : between(start, cut);
  return {
    kind,
    of: [
      { ...condition, timeframe: first },
      { ...condition, timeframe: between(cut, end) },
    ],
  };
}

/** `all` where nothing may be counted, `any` where something must be, null otherwise. */
function countKind(measure: MetricCondition['measure']): 'all' | 'any' | null {
  if (measure.type === 'unknown') return null;
  if (measure.operator === 'equals' && measure.value === 0) return 'all';
  return (measure.operator === 'greater-than' && measure.value === 0) || (measure.operator === 'greater-than-or-equal' && measure.value === 1) ? 'any' : null;
}
