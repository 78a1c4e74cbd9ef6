import { BEHAVIOR_SETTINGS } from '../behavior/behavior-settings';
import { CATALOGUE_SETTINGS } from '../catalogue/catalogue-settings';
import { COVERAGE_SETTINGS } from '../coverage/coverage-settings';
import { FINDINGS_SETTINGS } from '../findings/findings-settings';
import { REACH_SETTINGS } from '../reach/reach-settings';
import { PLAN_SETTINGS } from '../settings/plan';
import { nearestWord } from '../text/nearest-word';
import type { Setting, SettingGroup, SettingValue, SettingValues } from '../settings/setting';
import { isAutomatic } from '../settings/setting';
import { inQuotes } from '../text/quotes';

/** Groups in the order of the `Settings` tab. */
export const SETTING_GROUPS: readonly SettingGroup[] = ['Plan', 'Metrics', 'Reviews', 'Thresholds', 'Findings', 'Priority', 'Reading', 'Changes'];

/** Every setting of every area, in the order of the `Settings` tab: by group, within a group as its area declares them. */
export const ALL_SETTINGS: readonly Setting[] = byGroup([
  ...PLAN_SETTINGS,
  ...CATALOGUE_SETTINGS,
  ...FINDINGS_SETTINGS,
  ...REACH_SETTINGS,
  ...COVERAGE_SETTINGS,
  ...BEHAVIOR_SETTINGS,
]);

function byGroup(settings: readonly Setting[]): readonly Setting[] {
  return SETTING_GROUPS.flatMap((group) => settings.filter((setting) => setting.group === group));
}

const MOST_TEXT = 1_000;

/** A setting's value as a person gave it, or one sentence on what is wrong and what to do. */
export type ParsedSetting = { readonly setting: Setting; readonly value: SettingValue } | { readonly problem: string };

/** The setting of that name, without regard to case or space around it; undefined when there is none. */
export function findSetting(name: string): Setting | undefined {
  const wanted = plain(name);
  return (
    ALL_SETTINGS.find((setting) => plain(setting.name) === wanted) ??
    ALL_SETTINGS.find((setting) => setting.formerly !== undefined && plain(setting.formerly) === wanted)
  );
}

/**
 * Reads what a person typed for a setting in the `Settings` tab, in `--set` or in the sidebar. Empty text brings the standard
 * back; text that begins as `Automatic` does means that the account's own data decides, where the setting allows it.
 */
export function parseSetting(name: string, text: string): ParsedSetting {
  const setting = findSetting(name);
  if (setting === undefined) return { problem: unknownName(name) };
  const given = text.trim();
  if (given === '') return { setting, value: setting.standard };
  if (setting.mayBeEmpty && isAutomatic(given)) return { setting, value: emptyOf(setting) };
  const parsed = parseValue(setting, given);
  return 'problem' in parsed ? { problem: `${setting.name}: ${parsed.problem}` } : { setting, value: parsed.value };
}

/** Reads `name=value` as `--set` takes it. */
export function parseAssignment(text: string): ParsedSetting {
  const at = text.indexOf('=');
  if (at < 1)
    return { problem: `${inQuotes(shorten(text))} is not a setting: write --set "Planning window=90", with the setting's name, an equals sign and the value.` };
  return parseSetting(text.slice(0, at), text.slice(at + 1));
}

/** A setting that could not be read: what stands there and what is wrong with it. */
export interface SettingProblem {
  readonly name: string;
  readonly text: string;
  readonly problem: string;
}

/** Reads many settings at once: values by name in lower case, and a problem for each that could not be read (it keeps its standard). */
export function parseSettings(given: readonly { readonly name: string; readonly text: string }[]): {
  readonly values: SettingValues;
  readonly problems: readonly SettingProblem[];
} {
  const values = new Map<string, SettingValue>();
  const problems: SettingProblem[] = [];
  for (const { name, text } of given) {
    const parsed = parseSetting(name, text);
    if ('problem' in parsed) problems.push({ name, text, problem: parsed.problem });
    else values.set(parsed.setting.name.toLowerCase(), parsed.value);
  }
  return { values, problems };
}

/** A value as text that `parseSetting` reads back to the same value. */
export function settingText(setting: Setting, value: SettingValue): string {
  if (value === null || value === '') return setting.mayBeEmpty ? 'Automatic' : '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'object' ? value.join(', ') : String(value);
}

/** What a setting takes, in words. */
export function allowedValues(setting: Setting): string {
  const words = allowedWords(setting);
  if (!setting.mayBeEmpty) return words;
  return setting.kind === 'text' ? `${words}, or empty` : `${words}, or empty for automatic`;
}

function allowedWords(setting: Setting): string {
  switch (setting.kind) {
    case 'number':
      return setting.least !== undefined && setting.most !== undefined
        ? `${setting.least} to ${setting.most}`
        : setting.least !== undefined
          ? `${setting.least} or more`
          : setting.most !== undefined
            ? `Up to ${setting.most}`
            : 'Any number';
    case 'choice':
      return (setting.choices ?? []).join(', ');
    case 'choices':
      return `One or more of: ${(setting.choices ?? []).join(', ')}`;
    case 'yes-no':
      return 'Yes, No';
    case 'text':
      return 'Text';
  }
}

type Parsed = { readonly value: SettingValue } | { readonly problem: string };

function parseValue(setting: Setting, given: string): Parsed {
  switch (setting.kind) {
    case 'number':
      return parseNumber(setting, given);
    case 'choice': {
      const choice = choiceNamed(setting, given);
      return choice === undefined ? { problem: notAChoice(setting, given) } : { value: choice };
    }
    case 'choices':
      return parseChoices(setting, given);
    case 'yes-no':
      return /^(yes|true|on|1)$/i.test(given)
        ? { value: true }
        : /^(no|false|off|0)$/i.test(given)
          ? { value: false }
          : { problem: `${inQuotes(shorten(given))} is neither Yes nor No.` };
    case 'text':
      return given.length > MOST_TEXT ? { problem: `the text is longer than ${MOST_TEXT} characters; shorten it.` } : { value: given };
  }
}

function parseNumber(setting: Setting, given: string): Parsed {
  // A sheet whose locale writes 5,5 takes a typed 5.5 for the fifth of May.
  if (/^\d{4}-\d{2}-\d{2}/.test(given))
    return {
      problem: `the sheet took what was typed for a day (${given.slice(0, 10)}); type the number with the sheet's own decimal sign, such as 5,5 where 5.5 becomes a day.`,
    };
  // One or two digits after a comma are decimals in every locale; three may be thousands.
  const plainly = given.replace(/^([+-]?\d+),(\d{1,2})$/, '$1.$2');
  const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plainly) ? Number(plainly) : Number.NaN;
  if (!Number.isFinite(value)) return { problem: `${inQuotes(shorten(given))} is not a number; allowed: ${allowedValues(setting)}.` };
  if ((setting.least !== undefined && value < setting.least) || (setting.most !== undefined && value > setting.most)) {
    return { problem: `${shorten(given)} is outside what is allowed: ${allowedValues(setting)}.` };
  }
  return { value };
}

function parseChoices(setting: Setting, given: string): Parsed {
  const chosen = new Set<string>();
  for (const part of given
    .split(/[,;\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')) {
    const choice = choiceNamed(setting, part);
    if (choice === undefined) return { problem: notAChoice(setting, part) };
    chosen.add(choice);
  }
  if (chosen.size === 0) return { problem: `choose at least one of: ${(setting.choices ?? []).join(', ')}.` };
  return { value: (setting.choices ?? []).filter((choice) => chosen.has(choice)) };
}

function choiceNamed(setting: Setting, given: string): string | undefined {
  return setting.choices?.find((choice) => plain(choice) === plain(given));
}

function notAChoice(setting: Setting, given: string): string {
  const near = nearestWord(given, setting.choices ?? []);
  return `${inQuotes(shorten(given))} is not one of: ${(setting.choices ?? []).join(', ')}.${near === null ? '' : ` Did you mean ${inQuotes(near)}?`}`;
}

function unknownName(name: string): string {
  const near = nearestWord(
    name,
    ALL_SETTINGS.map((setting) => setting.name),
  );
  return `There is no setting ${inQuotes(shorten(name.trim()))}${near === null ? '; the Settings tab lists them all.' : `; did you mean ${inQuotes(near)}?`}`;
}

/** The value that means "from the account's own data". */
function emptyOf(setting: Setting): SettingValue {
  return setting.kind === 'text' ? '' : null;
}

function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${Array.from(line).slice(0, 59).join('')}…` : line;
}
