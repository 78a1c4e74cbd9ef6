import type { Campaign } from '../account/inventory';
import type { Instant } from '../account/known';
import { isKnown } from '../account/known';
import { REACHABLE_BY_EMAIL, REACHABLE_BY_SMS } from '../behavior/audience-sizes';
import type { BitSet } from '../comparison/bit-set';
import { bitSet, cut, union, without } from '../comparison/bit-set';
import type { Memberships } from '../comparison/memberships';
import { flowStanding, sentAt } from '../model/group-references';
import type { ParsedAccount, ParsedFlow } from '../model/parsed-account';
import type { FlowTrigger } from '../rule/flow-logic';
import { asSegmentRule } from '../rule/segment-rule';
import type { PeopleOfGroup, Untold } from './group-people';

/** Whom something is sent to, as far as can be told today. */
export interface Crowd {
  /** Reachable people in it for all that is told. */
  readonly people: BitSet;
  /** People who are in it beside those, and people who may be left out of it by what cannot be told. */
  readonly more: readonly Untold[];
  readonly less: readonly Untold[];
}

/** A campaign that went out or is to go out, or a flow in use. */
export interface Send {
  readonly type: 'campaign' | 'flow';
  readonly id: string;
  readonly name: string;
  /** When a campaign goes out; null for a flow, which sends all the time. */
  readonly at: Instant | null;
  readonly included: readonly string[];
  readonly crowd: Crowd;
  /** Recipients as Klaviyo counted them; null where that is not told. */
  readonly recipients: number | null;
}

/** Who can be reached at all: by email or SMS, subscribed and not suppressed. */
export interface ReachablePeople {
  readonly email: BitSet;
  readonly sms: BitSet;
  readonly any: BitSet;
  /** False where consent to SMS is not told: then nobody counts as reachable by it. */ readonly smsTold: boolean;
}

/** Null where consent was not read. */
export function reachablePeople(today: Memberships): ReachablePeople | null {
  const email = today.membersOf(REACHABLE_BY_EMAIL);
  const sms = today.membersOf(REACHABLE_BY_SMS);
  if (email === null) return null;
  const bySms = sms ?? bitSet(email.length << 5);
  return { email, sms: bySms, any: union(email, bySms), smsTold: sms !== null };
}

/** Works out whom campaigns and flows speak to; equal audiences are worked out once. */
export class Sends {
  private readonly crowds = new Map<string, Crowd>();

  constructor(
    private readonly account: Pick<ParsedAccount, 'campaigns' | 'flows' | 'now' | 'windowStart' | 'inventory' | 'listById'>,
    private readonly peopleOf: PeopleOfGroup,
    private readonly today: Memberships,
    private readonly reachable: ReachablePeople,
    private readonly windowDays: number,
  ) {}

  /** Campaigns sent in the planning window, oldest first. */
  sent(): readonly Send[] {
    const { campaigns, now, windowStart } = this.account;
    return this.at(campaigns, (campaign) => {
      const at = sentAt(campaign);
      return at !== null && at >= windowStart && at <= now ? at : null;
    });
  }

  /** Campaigns that are to go out, soonest first; those without a day are left out. */
  scheduled(): readonly Send[] {
    const { campaigns, now } = this.account;
    return this.at(campaigns, (campaign) => {
      const at = sentAt(campaign);
      return at !== null && at > now && !campaign.archived ? at : null;
    });
  }

  /** Flows in use that sent something in the planning window, or of which that is not told. */
  flows(): readonly Send[] {
    return this.account.flows
      .filter(({ flow }) => flowStanding(flow) === 'live' && !(isKnown(flow.results) && flow.results.value.recipients === 0))
      .map((parsed) => this.flow(parsed));
  }

  private at(campaigns: readonly Campaign[], when: (campaign: Campaign) => Instant | null): readonly Send[] {
    return campaigns
      .flatMap((campaign): readonly Send[] => {
        const at = when(campaign);
        if (at === null) return [];
        return [
          {
            type: 'campaign',
            id: campaign.id,
            name: campaign.name,
            at,
            included: campaign.included,
            crowd: this.campaign(campaign),
            recipients: isKnown(campaign.results) ? campaign.results.value.recipients : null,
          },
        ];
      })
      .sort((one, other) => one.at! - other.at! || (one.id < other.id ? -1 : 1));
  }

  private campaign({ included, excluded, channel }: Campaign): Crowd {
    const key = JSON.stringify([[...included].sort(), [...excluded].sort(), channel]);
    let crowd = this.crowds.get(key);
    if (crowd !== undefined) return crowd;
    const within = this.groups(included);
    const outside = this.groups(excluded);
    const by = channel === 'email' ? this.reachable.email : channel === 'sms' ? this.reachable.sms : this.reachable.any;
    crowd = { people: cut(without(within.people, outside.people), by), more: within.untold, less: outside.untold };
    this.crowds.set(key, crowd);
    return crowd;
  }

  private groups(ids: readonly string[]): { readonly people: BitSet; readonly untold: readonly Untold[] } {
    let people: BitSet = bitSet(this.reachable.any.length << 5);
    const untold: Untold[] = [];
    for (const id of new Set(ids)) {
      const found = this.peopleOf(id);
      if ('untold' in found) untold.push(found.untold);
      else people = union(people, found.people);
    }
    return { people, untold };
  }

  private flow({ flow, logic }: ParsedFlow): Send {
    const recipients = isKnown(flow.results) ? flow.results.value.recipients : null;
    const send = { type: 'flow' as const, id: flow.id, name: flow.name, at: null, recipients };
    const nobody = bitSet(this.reachable.any.length << 5);
    const untold = (why: string, most: number | null = null): Send => ({
      ...send,
      included: [],
      crowd: {
        people: nobody,
        more: [{ id: flow.id, name: flow.name, why, atMost: most === null ? recipients : recipients === null ? most : Math.min(most, recipients) }],
        less: [],
      },
    });
    if (logic === null) return untold('what starts it could not be read');
    const included = logic.triggers.flatMap((trigger) =>
      (trigger.kind === 'list' || trigger.kind === 'segment') && trigger.groupId !== null ? [trigger.groupId] : [],
    );
    let people: BitSet = nobody;
    for (const trigger of logic.triggers) {
      const started = this.startedBy(trigger);
      if (started === null) return { ...untold('who came in is not told'), included };
      people = union(people, started);
    }
    people = cut(people, this.reachable.any);
    if (logic.triggers.some((trigger) => 'filter' in trigger && trigger.filter !== null))
      return { ...untold('only some of the events that start it count', this.today.sizeOf(people)), included };
    if (logic.profileFilter !== null) {
      const { rule } = asSegmentRule(logic.profileFilter);
      const kept = rule === null ? null : this.today.membersOf(rule);
      if (kept === null) return { ...untold('its profile filter cannot be told', this.today.sizeOf(people)), included };
      people = cut(people, kept);
    }
    return { ...send, included, crowd: { people, more: [], less: [] } };
  }

  /** Who can have come in by a trigger in the planning window; null where that is not told. */
  private startedBy(trigger: FlowTrigger): BitSet | null {
    if (trigger.kind === 'segment' && trigger.groupId !== null) {
      const found = this.peopleOf(trigger.groupId);
      return 'untold' in found ? null : found.people;
    }
    if (trigger.kind !== 'metric' || trigger.metricId === null) return null;
    return this.today.membersOf({
      kind: 'metric',
      metricId: trigger.metricId,
      measurement: 'count',
      measure: { type: 'numeric', operator: 'greater-than-or-equal', value: 1 },
      timeframe: { type: 'date', operator: 'in-the-last', unit: 'day', quantity: this.windowDays },
      where: [],
    });
  }
}
