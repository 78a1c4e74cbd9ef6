import type { Setting } from './setting';
import { numberSetting } from './setting';
import { STAGES, USES } from '../terms/lifecycle-terms';

/** Days over which campaigns and use are judged and value is counted. */
export const planningWindow: Setting<number> = numberSetting(
  'Plan',
  'Planning window',
  90,
  'Days to plan for and to look back on: campaigns, use and value at stake are judged over this period.',
  { least: 7, most: 365 },
);

export const mainUseCase: Setting<string> = {
  name: 'Main use case',
  group: 'Plan',
  kind: 'choice',
  standard: 'Campaign targeting',
  choices: USES,
  meaning: 'What the segments are mainly wanted for; recommendations that serve it rank higher.',
};

export const lifecycleStages: Setting<readonly string[]> = {
  name: 'Lifecycle stages',
  group: 'Plan',
  kind: 'choices',
  standard: STAGES,
  choices: STAGES,
  meaning: 'Stages to plan for, separated by commas. Audiences of other stages are left out of the tracker.',
};

/** Months of events read. */
export const lookBack: Setting<number> = numberSetting('Plan', 'Look-back', 24, 'Months of orders and engagement to read.', { least: 3, most: 60 });

export const schedule: Setting<string> = {
  name: 'Scheduled refresh',
  group: 'Reviews',
  kind: 'choice',
  standard: 'Off',
  choices: ['Off', 'Monthly', 'Quarterly'],
  meaning: 'Refresh without the sheet being open.',
};

export const extraReview: Setting<string> = {
  name: 'Extra review',
  group: 'Reviews',
  kind: 'choice',
  standard: 'None',
  choices: ['None', 'After a launch', 'After a consent change'],
  meaning: 'Brings every open row up for review once, in addition to its cadence.',
};

/** Days between readings that begin from nothing. */
export const fullReading: Setting<number> = numberSetting(
  'Reading',
  'Read everything again after',
  90,
  'Days after which a refresh reads the whole account again instead of what changed, so that late events and deleted profiles are noticed.',
  { least: 1, most: 365 },
);

/** Off until somebody switches it on: without it nothing but reads leaves this add-on. */
export const allowChanges: Setting<boolean> = {
  name: 'Allow changes in Klaviyo',
  group: 'Changes',
  kind: 'yes-no',
  standard: false,
  meaning:
    'Yes lets a person who has entered a second key create approved segments and make retired ones inactive, each time they ask for it in the sidebar. No: nothing is ever changed in Klaviyo.',
};

export const PLAN_SETTINGS: readonly Setting[] = [
  planningWindow,
  mainUseCase,
  lifecycleStages,
  lookBack,
  schedule,
  extraReview,
  fullReading,
  allowChanges,
] as readonly Setting[];
