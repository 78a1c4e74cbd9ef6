import type { TimeFilter } from '../filter';
import type { Groups } from './groups';
import { groupIdsOf, inDependencyOrder } from './groups';
import type { Rule } from '../rule';
import { conditionsOf } from '../rule';
import type { TimeStyle } from './windows';
import { windowOf } from './windows';

/**
 * Notes in which manners of speaking rules give their times (hours, days, ranges of days), with those of the segments that they refer to. Klaviyo may
 * round to whole days in one manner and not in the other: where two rules speak in one manner, what is decided of them is exact.
 */
export interface TimeStyles {
  mixed(first: Rule, second: Rule): boolean;
}

type Styles = ReadonlySet<TimeStyle>;

export function createTimeStyles(groups: Groups, isFact: (groupId: string) => boolean): TimeStyles {
  const ofRule = new WeakMap<Rule, Styles>();
  const ofGroup = new Map<string, Styles>();

  const collect = (rule: Rule): Styles => {
    const styles = new Set<TimeStyle>();
    for (const condition of conditionsOf(rule)) {
      if (condition.kind !== 'unknown') note(condition, styles);
    }
    for (const id of groupIdsOf(rule)) ofGroup.get(id)?.forEach((style) => styles.add(style));
    return styles;
  };
  const stylesOf = (rule: Rule): Styles => {
    const known = ofRule.get(rule);
    if (known !== undefined) return known;
    const order = inDependencyOrder(
      groupIdsOf(rule),
      (id) => groupIdsOf(groups.get(id)!.rule!),
      (id) => isFact(id) || ofGroup.has(id),
    );
    for (const id of order) ofGroup.set(id, collect(groups.get(id)!.rule!));
    const styles = collect(rule);
    ofRule.set(rule, styles);
    return styles;
  };
  return { mixed: (first, second) => new Set([...stylesOf(first), ...stylesOf(second)]).size > 1 };
}

/** Every date filter inside a condition, wherever it stands. */
function note(part: unknown, into: Set<TimeStyle>): void {
  if (typeof part !== 'object' || part === null) return;
  const type = (part as { readonly type?: unknown }).type;
  if (type === 'unknown') return;
  if (type === 'date') {
    const { style } = windowOf(part as TimeFilter);
    if (style !== 'open' && style !== 'fixed') into.add(style);
    return;
  }
  for (const inner of Object.values(part)) note(inner, into);
}
