import {
  ALL_SETTINGS,
  SETTING_GROUPS,
  allowedValues,
  parseAssignment,
  parseSetting,
  parseSettings,
  settingText,
} from '../../../src/domain/settings-registry/all-settings';
import { STAGES } from '../../../src/domain/terms/lifecycle-terms';

function valueOf(parsed: ReturnType<typeof parseSetting>): unknown {
  return 'problem' in parsed ? parsed.problem : parsed.value;
}

test('every setting has a name of its own, a group of the tab and a meaning', () => {
  expect(new Set(ALL_SETTINGS.map((setting) => setting.name.toLowerCase())).size).toBe(ALL_SETTINGS.length);
  expect(ALL_SETTINGS.filter((setting) => !SETTING_GROUPS.includes(setting.group) || setting.meaning === '' || setting.name.includes('='))).toEqual([]);
});

test('every standard, shown as text, reads back to itself', () => {
  for (const setting of ALL_SETTINGS) {
    expect([setting.name, valueOf(parseSetting(setting.name, settingText(setting, setting.standard)))]).toEqual([setting.name, setting.standard]);
  }
});

test('a name is found without regard to case and space', () => {
  expect(valueOf(parseSetting('  planning   WINDOW ', ' 90 '))).toBe(90);
});

test('an unknown name is refused in one sentence that suggests the nearest one', () => {
  expect(parseSetting('Planing window', '90')).toEqual({ problem: 'There is no setting “Planing window”; did you mean “Planning window”?' });
  expect(parseSetting('window', '90')).toEqual({ problem: 'There is no setting “window”; did you mean “Planning window”?' });
  expect(parseSetting('Colour of the sky', '1')).toEqual({ problem: 'There is no setting “Colour of the sky”; the Settings tab lists them all.' });
});

test.each([
  [
    '2026-05-05',
    "Planning window: the sheet took what was typed for a day (2026-05-05); type the number with the sheet's own decimal sign, such as 5,5 where 5.5 becomes a day.",
  ],
  ['5,5', 'Planning window: 5,5 is outside what is allowed: 7 to 365.'],
  ['ninety', 'Planning window: “ninety” is not a number; allowed: 7 to 365.'],
  ['6', 'Planning window: 6 is outside what is allowed: 7 to 365.'],
  ['366', 'Planning window: 366 is outside what is allowed: 7 to 365.'],
  ['1,000', 'Planning window: “1,000” is not a number; allowed: 7 to 365.'],
  ['NaN', 'Planning window: “NaN” is not a number; allowed: 7 to 365.'],
  ['9e1', 'Planning window: “9e1” is not a number; allowed: 7 to 365.'],
  ['=90', 'Planning window: “=90” is not a number; allowed: 7 to 365.'],
])('a planning window of %s is refused with what is allowed', (text, problem) => {
  expect(parseSetting('Planning window', text)).toEqual({ problem });
});

test('a cleared setting has its standard again', () => {
  expect(valueOf(parseSetting('Planning window', ' '))).toBe(90);
});

test('a choice is taken in any case and given back as it is spelled; a wrong one gets a suggestion', () => {
  expect(valueOf(parseSetting('Main use case', 'reactivation'))).toBe('Reactivation');
  expect(valueOf(parseSetting('Main use case', 'Reactivaton'))).toBe(
    'Main use case: “Reactivaton” is not one of: Campaign targeting, Flow branching, Reactivation, Personalization, Reporting. Did you mean “Reactivation”?',
  );
});

test('several choices come back once each, in the order of the lifecycle', () => {
  expect(valueOf(parseSetting('Lifecycle stages', 'at risk, High intent; AT RISK,'))).toEqual(['High intent', 'At risk']);
  expect(valueOf(parseSetting('Lifecycle stages', ','))).toBe(`Lifecycle stages: choose at least one of: ${STAGES.join(', ')}.`);
});

test('what the tab shows for an automatic setting means automatic when it is read back', () => {
  for (const text of ['Automatic', 'automatic', 'Automatic (Placed Order (Shopify))', 'Automatic (“x)\ny”)'])
    expect(valueOf(parseSetting('Conversion metric', text))).toBe('');
  expect(valueOf(parseSetting('Lapsed after days', 'Automatic (118)'))).toBe(null);
  expect(valueOf(parseSetting('Conversion metric', 'Automatic reorder'))).toBe('Automatic reorder');
});

test('an assignment is split at its first equals sign', () => {
  expect(parseAssignment('Planning window=60')).toMatchObject({ value: 60, setting: { name: 'Planning window' } });
  expect(parseAssignment('Conversion metric=a=b')).toMatchObject({ value: 'a=b' });
  expect(parseAssignment('Planning window')).toEqual({
    problem: '“Planning window” is not a setting: write --set "Planning window=90", with the setting\'s name, an equals sign and the value.',
  });
});

test('a bad setting leaves the others as given', () => {
  expect(
    parseSettings([
      { name: 'Planning window', text: '30' },
      { name: 'Look-back', text: 'long' },
    ]),
  ).toEqual({
    values: new Map([['planning window', 30]]),
    problems: [{ name: 'Look-back', text: 'long', problem: 'Look-back: “long” is not a number; allowed: 3 to 60.' }],
  });
});

test('hostile text in a name or value comes back short and on one line', () => {
  const parsed = parseSetting(`${'x'.repeat(5000)}\n<script>`, '1');
  expect('problem' in parsed && parsed.problem.length < 150 && !parsed.problem.includes('\n')).toBe(true);
});

test('what a setting allows is said in words', () => {
  const allowed = (wanted: string): string => allowedValues(ALL_SETTINGS.find(({ name }) => name === wanted)!);
  expect(['Conversion metric', 'Lapsed after days', 'Planning window', 'Main use case'].map(allowed)).toEqual([
    'Text, or empty',
    '1 to 3650, or empty for automatic',
    '7 to 365',
    'Campaign targeting, Flow branching, Reactivation, Personalization, Reporting',
  ]);
});
