import type { Instant } from '../account/known';
import type { ParsedAccount } from '../model/parsed-account';
import { campaignStanding } from '../model/group-references';
import type { Verdict } from './recommendation';

/** A send that is to come. */
export interface NextSend {
  readonly name: string;
  readonly at: Instant;
}

/** The next scheduled campaign that goes to a group; null where none is. One that leaves it out waits for nothing. */
export function nextSendTo({ uses }: Pick<Verdict, 'uses'>, { campaignById, now }: Pick<ParsedAccount, 'campaignById' | 'now'>): NextSend | null {
  const sends = uses.flatMap(({ by, how }) => {
    const campaign = by.type === 'campaign' && how !== 'campaign exclude' ? campaignById.get(by.id) : undefined;
    return campaign === undefined || campaign.sendTime === null || campaign.sendTime <= now || campaignStanding(campaign, now) !== 'live'
      ? []
      : [{ name: campaign.name, at: campaign.sendTime }];
  });
  return sends.sort((one, other) => one.at - other.at)[0] ?? null;
}
