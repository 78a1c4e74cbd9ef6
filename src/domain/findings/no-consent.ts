import type { Campaign } from '../account/inventory';
import { campaignStanding } from '../model/group-references';
import { planningWindow } from '../settings/plan';
import { valueOf } from '../settings/setting';
import { excludesNotOptedIn, groupConsent } from './consent-rule';
import { notOptedInOf } from '../comparison/not-opted-in';
import { segmentSubject } from './subject';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import { declareFinding, threshold } from './declare-finding';
import type { GradedFound } from './declare-finding';

export const noConsent = declareFinding({
  kind: 'no-consent',
  title: 'No consent condition',
  meaning: 'A campaign goes to it although its rule lets in people who never opted in to email.',
  about: ['segment'],
  settings: [planningWindow],
  severity: 'case by case',
  needs: ['people as far as they come'],
  consequences: {
    breaksCover: 'no',
    retirement: 'no reason',
    urgent: 'a campaign of the planning window goes to people who did not consent',
    remedy: { how: 'repair', step: 'Add the condition that the person can receive email marketing because they subscribed.' },
  },
  decide: ({ account, settings, people }) => {
    const sent = new Map<string, Campaign[]>();
    for (const campaign of account.campaigns) {
      // Klaviyo sends SMS and push only to people who agreed: the trap is email alone.
      if (campaign.channel !== 'email' || campaignStanding(campaign, account.windowStart) !== 'live') continue;
      if (campaign.excluded.some((id) => excludesNotOptedIn(id, account) || (!account.groupsComplete && account.names.group(id) === null))) continue;
      for (const id of new Set(campaign.included)) sent.set(id, [...(sent.get(id) ?? []), campaign]);
    }
    const days = valueOf(settings, planningWindow);
    return [...sent].flatMap(([id, campaigns]): readonly GradedFound[] => {
      const segment = account.segmentById.get(id);
      const surety = groupConsent(id, account);
      if (segment === undefined || surety === 'subscribed' || surety === 'unknown') return [];
      const campaignNames = enumerated(campaigns.map((campaign) => quoted(campaign.name)));
      // The rule is the rule; what it does today is told by the people in it.
      const counted = notOptedInOf(segment.rule, people);
      const harmless = counted !== null && counted.members > 0 && Math.round(counted.notOptedIn) === 0;
      return [
        {
          subject: segmentSubject(id),
          severity: harmless ? 'note' : surety === 'none' ? 'defect' : 'warning',
          evidence: harmless
            ? `Its rule does not ask that people subscribed to email; everybody in it has today. It was the audience of ${campaignNames}.`
            : surety === 'none'
              ? `The rule does not ask for email consent, no exclusion does either, and it was the audience of ${campaignNames}.`
              : `The rule asks that email can be received, which also lets in people who never subscribed; it was the audience of ${campaignNames}.`,
          threshold: threshold(planningWindow, days),
          related: campaigns.slice(0, 20).map((campaign) => ({ type: 'campaign', id: campaign.id })),
        },
      ];
    });
  },
});
