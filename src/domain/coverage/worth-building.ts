import { isKnown, known } from '../account/known';
import type { BehaviorReading } from '../behavior/figure';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import type { ValueClass } from '../terms/lifecycle-terms';
import type { Formats } from '../text/format';
import { planningWindow } from '../settings/plan';
import { leastGainShare } from './coverage-settings';
import type { Draft } from './draft';
import { leastGainOf } from './prioritize';
import type { Recommendation } from './recommendation';
import { inQuotes } from '../text/quotes';

/** Share of everybody who can be mailed from which people are the base and no audience: nothing is said to them that is not said to all. */
const BASE_FROM = 0.8;
/** Classes that claim money: what brings none of it is no move. The others protect reach or route messages. */
const EARNING: ReadonlySet<ValueClass> = new Set(['RR', 'HI', 'RT', 'PE']);

/** Whether a row is there to earn by what is said to its people. */
export function isEarning({ valueClass }: Pick<Draft, 'valueClass'>): boolean {
  return valueClass !== null && EARNING.has(valueClass);
}

/** The base (all subscribers, the home country, everybody reachable) is counted, not written to: its rows are for reporting. */
export function withBaseForReporting(drafts: readonly Draft[], { reachableBase }: Pick<BehaviorReading, 'reachableBase'>): readonly Draft[] {
  const base = isKnown(reachableBase.value) ? reachableBase.value.value : 0;
  return drafts.map((draft) => {
    const reachable = isKnown(draft.reachable) && isKnown(draft.reachable.value.value) ? draft.reachable.value.value.value : 0;
    const nothing = isKnown(draft.value)
      ? known({
          ...draft.value.value,
          value: known(0),
          low: null,
          high: null,
          explanation: 'It holds nearly everybody who can be mailed: no money is counted for a base.',
        })
      : draft.value;
    return draft.action !== 'Create' || base <= 0 || reachable < BASE_FROM * base
      ? draft
      : { ...draft, use: 'Reporting' as const, uses: ['Reporting' as const], value: nothing, valueClass: 'RO' as const };
  });
}

/**
 * Nobody builds fifty segments in a quarter: a new segment that would earn next to nothing beyond the rows before it is no row. Its gap stays, and says so.
 * @returns the rows that are left, and why each audience has none, by its id
 */
export function worthBuilding(
  rows: readonly Recommendation[],
  drafts: readonly Draft[],
  { windowRevenue }: Pick<BehaviorReading, 'windowRevenue'>,
  settings: SettingValues,
  formats: Formats,
): { readonly rows: readonly Recommendation[]; readonly notProposed: ReadonlyMap<string, string> } {
  const least = leastGainOf({ value: windowRevenue }, settings);
  const classOf = new Map(drafts.map(({ key, valueClass }) => [key, valueClass]));
  const isIdle = ({ key, action, audienceId, when, value, gain }: Recommendation): boolean => {
    return (
      action === 'Create' &&
      audienceId !== null &&
      when === 'Later' &&
      gain < least &&
      isEarning({ valueClass: classOf.get(key) ?? null }) &&
      isKnown(value) &&
      isKnown(value.value.value) &&
      value.value.method !== 'fallback'
    );
  };
  return {
    rows: rows.filter((row) => !isIdle(row)),
    notProposed: new Map(
      rows
        .filter(isIdle)
        .map(({ audienceId }) => [
          audienceId!,
          `Not proposed: beyond what is proposed already it would bring less than ${formats.money(least)} in ${formats.counted(valueOf(settings, planningWindow), 'day')} (Settings, ${inQuotes(leastGainShare.name)}).`,
        ]),
    ),
  };
}
