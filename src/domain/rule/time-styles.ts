import type { TimeFilter } from './filter';
import type { Groups } from './groups';
import type { Rule } from './rule';
import { conditionsOf } from './rule';
import type { TimeStyle } from './windows';
import { windowOf } from './windows';

/**
 * Notes in which manner of speaking each rule gives its times (hours, days, ranges of days). Klaviyo may round to whole days in one manner and not
 * in the other, so a decision between two manners is exact to within a day only.
 */
export interface TimeStyles { differ(first: Rule, second: Rule): boolean }

export function createTimeStyles(groups: Groups, isFact: (groupId: string) => boolean): TimeStyles {
  type Styles = ReadonlyMap<string, ReadonlySet<TimeStyle>>;
  const remembered = new WeakMap<Rule, Styles>();

  const collect = (rule: Rule, into: Map<string, Set<TimeStyle>>, entered: Set<string>): void => {
    const note = (name: string, filter: TimeFilter): void => {
      const { style } = windowOf(filter);
      if (style === 'open' || style === 'fixed') return;
      const styles = into.get(name) ?? new Set<TimeStyle>();
      into.set(name, styles.add(style));
    };
    for (const condition of conditionsOf(rule)) {
      if (condition.kind === 'metric') note(`metric ${condition.metricId}`, condition.timeframe);
      if (condition.kind === 'property' && condition.filter.type === 'date') note(`property ${condition.property}`, condition.filter);
      if (condition.kind === 'predicted-date') note('next purchase', condition.filter);
      if (condition.kind === 'not-sent' || condition.kind === 'not-in-flow') note(condition.kind, condition.timeframe);
      if (condition.kind === 'consent') {
        for (const { field, filter } of condition.filters ?? []) if (filter?.type === 'date') note(`consent ${condition.channel} ${field}`, filter);
      }
      if (condition.kind !== 'membership') continue;
      if (condition.timeframe) note(`joined ${condition.groupIds.join(' ')}`, condition.timeframe);
      for (const groupId of condition.groupIds) {
        const inner = groups.get(groupId)?.rule;
        if (inner === undefined || inner === null || isFact(groupId) || entered.has(groupId)) continue;
        entered.add(groupId);
        collect(inner, into, entered);
      }
    }
  };
  const stylesOf = (rule: Rule): Styles => {
    const known = remembered.get(rule);
    if (known !== undefined) return known;
    const styles = new Map<string, Set<TimeStyle>>();
    collect(rule, styles, new Set());
    remembered.set(rule, styles);
    return styles;
  };
  return {
    differ: (first, second) => {
      const others = stylesOf(second);
      for (const [name, own] of stylesOf(first)) {
        const theirs = others.get(name);
        if (theirs === undefined) continue;
        if (own.size !== theirs.size || [...own].some((style) => !theirs.has(style))) return true;
      }
      return false;
    },
  };
}
