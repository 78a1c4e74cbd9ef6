import { numberSetting } from '../settings/setting';

export const unusedRetireDays = numberSetting(
  'Findings',
  'Retire unused after',
  180,
  'Days without any use after which retiring is proposed (Klaviyo itself deactivates after 45 days without any activity, 365 when starred).',
  { least: 30, most: 1095 },
);
