import { ALL_SETTINGS, allowedValues, settingText } from '../settings-registry/all-settings';
import type { Setting } from '../settings/setting';
import { valueOf } from '../settings/setting';
import { cell } from '../table/cell';
import type { ReportInput } from './report-input';
import type { TabCell, TableTab } from '../table/tab';
import { tableOf } from '../table/table';
import type { Field } from '../table/table';

/** The `Settings` tab: every setting of every area, by group. What is typed under `Value` counts from the next refresh on. */
export function settingsTab(input: Pick<ReportInput, 'settings' | 'settingProblems' | 'automatic'>): TableTab {
  const fields: readonly Field<Setting>[] = [
    { header: 'Setting', width: 240, format: 'text', fill: (setting) => cell(setting.name, `Group: ${setting.group}`) },
    {
      header: 'Value',
      width: 260,
      format: 'text',
      meaning: 'Change it here; it counts from the next refresh on. Clear it to bring the standard back.',
      fill: (setting) => valueCell(setting, input),
    },
    { header: 'Allowed values', width: 260, format: 'long text', fill: (setting) => cell(allowedValues(setting)) },
    { header: 'Meaning', width: 480, format: 'long text', fill: (setting) => cell(setting.meaning) },
  ];
  return tableOf('Settings', fields, ALL_SETTINGS);
}

function valueCell(setting: Setting, { settings, settingProblems, automatic }: Pick<ReportInput, 'settings' | 'settingProblems' | 'automatic'>): TabCell {
  const key = setting.name.toLowerCase();
  const problem = settingProblems.find(({ name }) => name.trim().toLowerCase() === key);
  if (problem !== undefined) return cell(problem.text, `${problem.problem} Until then the standard counts: ${settingText(setting, setting.standard)}.`);
  const value = valueOf(settings, setting);
  const note = sameValue(value, setting.standard) ? null : `Standard: ${settingText(setting, setting.standard)}`;
  if (typeof value === 'number') return { ...cell(value, note), format: 'number' };
  const text = settingText(setting, value);
  const shown = automatic.get(key);
  if (text === 'Automatic') return cell(shown ? `Automatic (${shown})` : setting.kind === 'text' ? '' : text, note);
  const choices = setting.kind === 'yes-no' ? ['Yes', 'No'] : setting.kind === 'choice' ? setting.choices : undefined;
  return choices === undefined ? cell(text, note) : { ...cell(text, note), choices };
}

function sameValue(a: Setting['standard'], b: Setting['standard']): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
