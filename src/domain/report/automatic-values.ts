import type { BehaviorReading } from '../behavior/figure';
import { THRESHOLD_SETTINGS } from '../behavior/behavior-settings';
import type { LifecycleAudience } from '../catalogue/audience';

/**
 * What each empty setting comes to at present, by setting name in lower case, for the `Settings` tab and the sidebar: recognized
 * metrics as `recognized` (by setting name) words them, thresholds as behavior measured them for the audiences that use them.
 */
export function automaticValues(
  recognized: ReadonlyMap<string, string>,
  behavior: Pick<BehaviorReading, 'parameters'>,
  catalogue: readonly LifecycleAudience[],
): ReadonlyMap<string, string> {
  const values = new Map([...recognized].map(([name, shown]) => [name.toLowerCase(), shown]));
  for (const audience of catalogue) {
    for (const parameter of audience.parameters) {
      const setting = THRESHOLD_SETTINGS[parameter.source];
      const found = behavior.parameters.get(audience.id)?.find(({ name }) => name === parameter.name);
      if (setting === undefined || found === undefined || values.has(setting.name.toLowerCase())) continue;
      values.set(setting.name.toLowerCase(), typeof found.value === 'number' ? String(Math.round(found.value * 100) / 100) : found.value);
    }
  }
  return values;
}
