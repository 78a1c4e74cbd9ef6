import { numberSetting } from '../settings/setting';

export const nearDuplicateRatio = numberSetting(
  'Findings',
  'Near-duplicate from (%)',
  80,
  'One segment inside another is a near-duplicate when it has at least this share of the other’s members, in percent.',
  { least: 50, most: 100 },
);

export const overlapMembers = numberSetting(
  'Findings',
  'Compare members up to',
  2_000,
  'Members up to which two segments that may be near-duplicates are compared member by member; 0 compares none.',
  { least: 0, most: 5_000 },
);

export const sameMembersShare = numberSetting(
  'Findings',
  'Same members from (%)',
  95,
  'Share of all members of two segments, in percent, that must be in both for them to count as near-duplicates where their rules do not prove it.',
  { least: 80, most: 100 },
);

export const hiddenInFlows = numberSetting(
  'Findings',
  'Hidden rule from flows',
  2,
  'Number of flows with the same audience rule from which a segment of its own is proposed.',
  { least: 2, most: 20 },
);

export const hiddenInCampaigns = numberSetting(
  'Findings',
  'Hidden rule from campaigns',
  3,
  'Number of campaigns with the same include and exclude set from which a segment of its own is proposed.',
  { least: 2, most: 50 },
);

export const coveredFrom = numberSetting(
  'Findings',
  'Covered from (%)',
  90,
  'A segment covers a lifecycle audience when it holds at least this share of its people, in percent, and at least this share of its own people are in the audience, today and 30, 60 and 90 days ago.',
  { least: 50, most: 100 },
);

export const partialFrom = numberSetting(
  'Findings',
  'Partial from (%)',
  50,
  'From this share both ways, in percent, a segment covers a lifecycle audience in part; below it the audience is missing.',
  { least: 10, most: 100 },
);
