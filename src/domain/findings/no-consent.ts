import type { Campaign } from '../account/inventory';
import { campaignStanding } from '../model/group-references';
import { planningWindow } from '../settings/plan';
import { valueOf } from '../settings/setting';
import { excludesNotOptedIn, groupConsent } from './consent-rule';
import type { Finding } from './finding';
import type { FindingDeclaration } from './finding-context';
import { segmentSubject, threshold } from './finding-context';
import { enumerated, quoted } from '../text/sentence-words';

export const noConsent: FindingDeclaration = {
  kind: 'no-consent',
  title: 'No consent condition',
  meaning: 'A campaign goes to it although its rule lets in people who never opted in to email.',
  about: ['segment'],
  settings: [planningWindow],
  decide: ({ account, settings }) => {
    const sent = new Map<string, Campaign[]>();
    for (const campaign of account.campaigns) {
      // Klaviyo sends SMS and push only to people who agreed: the trap is email alone.
      if (campaign.channel !== 'email' || campaignStanding(campaign, account.windowStart) !== 'live') continue;
      if (campaign.excluded.some((id) => excludesNotOptedIn(id, account) || (!account.groupsComplete && account.names.group(id) === null))) continue;
      for (const id of new Set(campaign.included)) sent.set(id, [...(sent.get(id) ?? []), campaign]);
    }
    const days = valueOf(settings, planningWindow);
    return [...sent].flatMap(([id, campaigns]): readonly Finding[] => {
      const segment = account.segmentById.get(id);
      const surety = groupConsent(id, account);
      if (segment === undefined || surety === 'subscribed' || surety === 'unknown') return [];
      const campaignNames = enumerated(campaigns.map((campaign) => quoted(campaign.name)));
      return [{
        kind: 'no-consent', subject: segmentSubject(id), severity: surety === 'none' ? 'defect' : 'warning',
        evidence: surety === 'none'
          ? `The rule does not ask for email consent, no exclusion does either, and it was the audience of ${campaignNames}.`
          : `The rule asks that email can be received, which also lets in people who never subscribed; it was the audience of ${campaignNames}.`,
        threshold: threshold(planningWindow, days), related: campaigns.slice(0, 20).map((campaign) => ({ type: 'campaign', id: campaign.id })),
      }];
    });
  },
};
