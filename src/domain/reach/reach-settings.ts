import type { Setting } from '../settings/setting';
import { numberSetting } from '../settings/setting';

export const targetedUpTo = numberSetting(
  'Findings',
  'Targeted up to (%)',
  50,
  'A campaign’s audience or a flow counts as targeted when it holds at most this share of everyone reachable, in percent; one that holds more speaks to everybody. An audience of whoever is engaged, with no other condition, never counts as targeted.',
  { least: 5, most: 100 },
);

export const neverTargeted: Setting<string> = {
  name: 'Never targeted',
  group: 'Findings',
  kind: 'text',
  standard: '',
  meaning:
    'Names of lists and segments that speak to everybody, separated by commas: a campaign or flow to one of them does not count as targeted, whatever its size.',
};

export const manyAWeek = numberSetting(
  'Findings',
  'Campaigns a week at most',
  3,
  'People who were in more campaign audiences than this in one week (Monday to Sunday) count as mailed too often.',
  { least: 1, most: 15 },
);

export const clashShare = numberSetting(
  'Findings',
  'Same people from (%)',
  30,
  'Two campaigns within three days speak to the same people when the smaller one’s audience is in the other one by more than this share, in percent.',
  { least: 5, most: 100 },
);

export const profilePrice = numberSetting(
  'Findings',
  'Price per 1,000 active profiles',
  0,
  'What Klaviyo bills you a month for 1,000 active profiles, in the account’s currency: gives the cost of people who never engage. 0: not given, and no money is shown.',
  { least: 0, most: 100_000 },
);

export const REACH_SETTINGS: readonly Setting[] = [targetedUpTo, neverTargeted, manyAWeek, clashShare, profilePrice] as readonly Setting[];
