/** One row of the `Settings` tab: the declaration drives the tab, `--set`, the sidebar's plan and the code that reads it. */
export interface Setting<T extends SettingValue = SettingValue> {
  /** What a person sees and types: `Planning window`. Unique, compared without regard to case. */
  readonly name: string;
  readonly group: SettingGroup;
  readonly kind: 'number' | 'choice' | 'choices' | 'text' | 'yes-no';
  readonly standard: T;
  /** One sentence: what it means, its unit, its source where it is a figure. */
  readonly meaning: string;
  /** For `number`: inclusive bounds. */
  readonly least?: number;
  readonly most?: number;
  /** For `choice` and `choices` (several, comma-separated). */
  readonly choices?: readonly string[];
  /** Its name in earlier versions: what a person typed there still counts. */
  readonly formerly?: string;
  /** True when an empty value means "from the account's own data". */
  readonly mayBeEmpty?: boolean;
}

export type SettingValue = number | string | boolean | readonly string[] | null;
export type SettingGroup = 'Plan' | 'Metrics' | 'Findings' | 'Thresholds' | 'Priority' | 'Reading' | 'Reviews' | 'Changes';

/** Declares a number setting; `null` standard means that the account's own data decides. */
export function numberSetting<T extends number | null>(
  group: SettingGroup,
  name: string,
  standard: T,
  meaning: string,
  bounds: { least?: number; most?: number } = {},
): Setting<T extends number ? number : number | null> {
  return { name, group, kind: 'number', standard: standard as never, meaning, ...bounds, mayBeEmpty: standard === null };
}

/** True for `Automatic`, alone or with what it comes to in brackets, as the `Settings` tab shows it. */
export function isAutomatic(text: string): boolean {
  return /^automatic(\s*\([\s\S]*\))?$/i.test(text.trim());
}

/** Values by setting name in lower case, as read from the `Settings` tab and `--set`; a missing one has its standard. */
export type SettingValues = ReadonlyMap<string, SettingValue>;

/** The value of one setting, or its standard where none was given. */
export function valueOf<T extends SettingValue>(values: SettingValues, setting: Setting<T>): T {
  const value = values.get(setting.name.toLowerCase());
  return value === undefined ? setting.standard : (value as T);
}
