import { peopleByRole } from './owners';
import { coveredFrom, partialFrom } from '../comparison/comparison-settings';
import type { Setting } from '../settings/setting';
import { numberSetting } from '../settings/setting';

/** Weights of the score. Only their proportions count: they are divided by their sum. */
export const valueWeight = numberSetting('Priority', 'Weight of value', 30, 'How much the value at stake and the kind of value count in the score.', {
  least: 0,
  most: 100,
});
export const reachWeight = numberSetting('Priority', 'Weight of reach', 20, 'How much the number of reachable people counts in the score.', {
  least: 0,
  most: 100,
});
export const readinessWeight = numberSetting('Priority', 'Weight of readiness', 15, 'How much it counts that data, consent and rule are there.', {
  least: 0,
  most: 100,
});
export const fitWeight = numberSetting('Priority', 'Weight of main use case', 15, 'How much it counts that the row serves the main use case.', {
  least: 0,
  most: 100,
});
export const stalenessWeight = numberSetting('Priority', 'Weight of staleness', 12, 'How much a defect, or a missing audience, counts in the score.', {
  least: 0,
  most: 100,
});
export const effortWeight = numberSetting(
  'Priority',
  'Weight of effort',
  8,
  'How much little work counts in the score (create 1, refresh 0.5, merge and retire 0.25).',
  { least: 0, most: 100 },
);

export const movesPerQuarter = numberSetting(
  'Plan',
  'Moves per quarter',
  8,
  'How many moves the team can make in a quarter: so many rows are “Now”, as many “Next”, the others “Later”.',
  { least: 1, most: 50 },
);

export const leastGainShare = numberSetting(
  'Plan',
  'Least gain (%)',
  0.1,
  'What a move has to bring, beyond those before it, to have a place in this quarter or the next: a share of the revenue of one planning window, in percent. 0: anything.',
  { least: 0, most: 10 },
);

export const leastAudience = numberSetting<number | null>(
  'Findings',
  'Least audience',
  null,
  'People whom an audience has to have before a segment is proposed for it. Empty: 100, or 1% of those reachable by email where that is fewer.',
  { least: 0, most: 1_000_000 },
);

export const adPlatforms: Setting<string> = {
  name: 'Ad platforms',
  group: 'Plan',
  kind: 'text',
  standard: '',
  meaning:
    'Ad platforms that your segments and lists sync to, such as Meta or Google, separated by commas, or “None”. Klaviyo does not tell; while this is empty, retiring says to check first.',
};

export const COVERAGE_SETTINGS: readonly Setting[] = [
  valueWeight,
  reachWeight,
  readinessWeight,
  fitWeight,
  stalenessWeight,
  effortWeight,
  movesPerQuarter,
  peopleByRole,
  leastGainShare,
  adPlatforms,
  leastAudience,
  coveredFrom,
  partialFrom,
] as readonly Setting[];
