import { hiddenInCampaigns, hiddenInFlows, nearDuplicateRatio, overlapMembers, sameMembersShare } from '../comparison/comparison-settings';
import { unusedRetireDays } from '../model/model-settings';
import type { Setting } from '../settings/setting';
import { numberSetting } from '../settings/setting';

/** Thresholds of the findings. A source is named where one exists; the others are this product's own proposals. */
export const spareNewDays = numberSetting('Findings', 'Spare new objects', 14, 'Days in which a newly created segment or list is left alone.', {
  least: 0,
  most: 365,
});

export const unusedWarnDays = numberSetting(
  'Findings',
  'Unused after',
  90,
  'Days without a campaign, live flow, form or referring segment after which a segment or list counts as unused.',
  { least: 7, most: 1095 },
);

export const fixedDateStaleDays = numberSetting(
  'Findings',
  'Fixed dates stale after',
  90,
  'Days since the end of a fixed date range after which a rule that is bounded by it counts as stale.',
  { least: 0, most: 1095 },
);

export const deadMetricDays = numberSetting(
  'Findings',
  'Metric silent after',
  90,
  'Days without a single event after which a metric that used to have events counts as no longer arriving.',
  { least: 31, most: 730 },
);

export const nearEmptyMembers = numberSetting(
  'Findings',
  'Too small below',
  50,
  'Members below which a segment is too small to send a campaign to (fine for flows).',
  { least: 1, most: 10_000 },
);

export const nearEmptyShare = numberSetting(
  'Findings',
  'Too small below share (%)',
  0.1,
  'Share of everyone reachable, in percent, below which a segment is too small to send a campaign to.',
  { least: 0, most: 10 },
);

export const notMovingDays = numberSetting(
  'Findings',
  'Not moving for',
  30,
  'Days without one profile entering or leaving after which a segment with a relative time in its rule counts as not moving (Klaviyo’s segment report is read over 30 days).',
  { least: 7, most: 365 },
);

export const ballooningShare = numberSetting(
  'Findings',
  'Sudden change (%)',
  50,
  'Growth or shrinkage of a segment within 30 days, in percent, from which it is reported.',
  { least: 10, most: 1000 },
);

export const driftShare = numberSetting(
  'Findings',
  'Threshold drift (%)',
  50,
  'Difference, in percent, between a segment’s own number and the number that the account’s data gives, from which it is reported.',
  { least: 5, most: 500 },
);

export const vipLeastShare = numberSetting(
  'Findings',
  'VIP share at least (%)',
  2,
  'A VIP segment with a smaller share of customers than this, in percent, is too strict.',
  { least: 0, most: 50 },
);

export const vipMostShare = numberSetting(
  'Findings',
  'VIP share at most (%)',
  30,
  'A VIP segment with a larger share of customers than this, in percent, is too loose.',
  { least: 1, most: 100 },
);

export const tooBroadShare = numberSetting(
  'Findings',
  'Too broad from (%)',
  60,
  'Share of everyone reachable by email, in percent, from which a segment without time and consent conditions is too broad.',
  { least: 10, most: 100 },
);

export const listSilentDays = numberSetting(
  'Findings',
  'List silent after',
  180,
  'Days without anyone joining after which a list used as a campaign audience counts as a stale copy (the inventory tells joins of the last 180 days).',
  { least: 180, most: 730 },
);

/** The tab's group `Findings`, with the thresholds that are declared lower down because model and comparison obey them too. */
export const FINDINGS_SETTINGS: readonly Setting[] = [
  spareNewDays,
  unusedWarnDays,
  unusedRetireDays,
  fixedDateStaleDays,
  deadMetricDays,
  nearEmptyMembers,
  nearEmptyShare,
  notMovingDays,
  ballooningShare,
  driftShare,
  vipLeastShare,
  vipMostShare,
  tooBroadShare,
  nearDuplicateRatio,
  overlapMembers,
  sameMembersShare,
  hiddenInFlows,
  hiddenInCampaigns,
  listSilentDays,
] as readonly Setting[];
