import type { AccountData, EventSeries } from '../../klaviyo/account-data';
import { createMembership } from '../../klaviyo/membership';
import { profileStoreOf } from '../../klaviyo/profile-store';
import { mixShare } from '../../klaviyo/random';
import type { Activity } from './activity';
import { createActivity } from './activity';
import { createCampaigns } from './campaigns';
import { Columns, referenceAt } from './columns';
import type { Describe } from './event-properties';
import { describers, ITEMS_PER_ORDER } from './event-properties';
import { messagesOf } from '../../klaviyo/flows';
import { createFlowSends } from './flow-sends';
import { storedFlows } from './flow-spec';
import { LIFECYCLE_FLOWS } from './flows-lifecycle';
import { UNTIDY_FLOWS } from './flows-untidy';
import { furnishings } from './furnishings';
import { listMembers, storedLists } from './lists';
import type { Message } from './mail';
import { Mailing, unpackReference } from './mail';
import { ODD_FLOWS, ODD_SEGMENTS, oddCampaigns } from './odd-names';
import type { Order } from './orders';
import { createOrders } from './orders';
import type { Person, State } from './people';
import { createPeople } from './people';
import { createReach } from './reach';
import { storedSegments } from './segment-spec';
import { LIFECYCLE_SEGMENTS } from './segments-lifecycle';
import { untidySegments } from './segments-untidy';
import type { MetricKey } from './shop';
import { DAY, L, M, METRICS, PRODUCTS, TIMEZONE } from './shop';
import { storedProfiles } from './stored-people';
import type { SendEvents } from '../../klaviyo/send-results';
import { createResults } from '../../klaviyo/send-results';

export interface SampleOptions {
  readonly seed: number;
  /** The account as it stands at this instant. Data made on the same UTC day is the same but for what happens between. */
  readonly now: number;
  /** True for the odd account: the same shop with hostile and odd names beside its own. */
  readonly odd?: boolean;
  /** 4,800 by default. */
  readonly people?: number;
}

/** What the account was generated from, for tests that check what the product finds. */
export interface RawSample {
  readonly seed: number;
  /** The state that the profile at each index was made in. */
  readonly states: readonly State[];
  readonly orders: readonly Order[];
  /** Ids of metrics, lists and so on by the name that the sample's code uses. */
  readonly metricIds: Readonly<Record<MetricKey, string>>;
  readonly listIds: Readonly<Record<keyof typeof L, string>>;
}

export interface SampleAccount extends AccountData {
  readonly raw: RawSample;
}

/** A believable shop: skin care that is used up and bought again, two years old, with all the untidiness of several people's work. */
export function createSampleAccount({ seed, now, odd = false, people: count = 4800 }: SampleOptions): SampleAccount {
  const today = Math.floor(now / DAY) * DAY;
  const people = createPeople(seed, count, today, now);
  const campaigns = [...createCampaigns(today), ...(odd ? oddCampaigns(today) : [])];
  const sends = campaigns
    .flatMap((campaign) => (campaign.sendTime !== null && campaign.status === 'Sent' && campaign.channel === 'email' ? [campaign.sendTime] : []))
    .sort((a, b) => a - b);
  const orders = createOrders(people, today, sends);
  const byPerson = people.map((): Order[] => []);
  for (const order of orders) byPerson[order.person]?.push(order);
  const ordersOf = (index: number): readonly Order[] => byPerson[index] ?? [];
  const activity = createActivity(people, ordersOf, today);
  const lists = listMembers(people, today, now);
  const flows = storedFlows([...LIFECYCLE_FLOWS, ...UNTIDY_FLOWS, ...(odd ? ODD_FLOWS : [])], today);
  const messages = allMessages(campaigns, flows);
  const messageIndex = new Map(messages.map((message, index) => [message.id, index]));

  const mailing = new Mailing(seed, people, ordersOf, messages);
  const reach = createReach({ people, ordersOf, lists });
  for (const campaign of campaigns) {
    if (campaign.status === 'Sent')
      mailing.sendCampaign(
        campaign,
        campaign.messages.map(({ id }) => messageIndex.get(id) ?? 0),
        reach,
      );
  }
  for (const send of createFlowSends({ people, ordersOf, activity, lists, messageIndex, today })) mailing.sendFlow(send);

  const listIds = [...lists.keys()];
  const describe = describers({ people, orders, checkouts: activity.checkouts, messages, listIds });
  const columns = { ...shopColumns(orders, mailing), ...activityColumns(activity), ...mailColumns(mailing), subscribedTo: joins(lists, listIds) };
  const nothing: Describe = () => ({});
  const events = new Map(
    METRICS.flatMap(({ key }) => {
      const series = columns[key].series(
        M[key],
        now,
        describe[key] ?? nothing,
        messages.map(({ id }) => id),
      );
      return series.times.length > 0 ? [[M[key], series] as const] : [];
    }),
  );
  const profiles = profileStoreOf(storedProfiles(seed, people, ordersOf, newestEvents(events, people.length), now));
  const segments = storedSegments([...LIFECYCLE_SEGMENTS, ...untidySegments(new Date(today).getUTCFullYear()), ...(odd ? ODD_SEGMENTS : [])], today);
  const membership = createMembership({ asOf: now, timezone: TIMEZONE, profiles, events, lists, segments });
  return {
    asOf: now,
    ...furnishings(today, events),
    lists: storedLists(today),
    segments,
    campaigns,
    flows,
    profiles,
    events,
    membership,
    results: createResults(sendEvents(events, messages), {
      campaigns: new Map(campaigns.map((campaign) => [campaign.id, { messageIds: campaign.messages.map(({ id }) => id), included: campaign.included }])),
      flows: new Map(flows.map((flow) => [flow.id, messages.filter(({ flowId }) => flowId === flow.id).map(({ id, channel }) => ({ id, channel }))])),
      form: (formId, from, to) => formCounts(people, formId, from, to),
    }),
    raw: { seed, states: people.map(({ state }) => state), orders, metricIds: M, listIds: L },
  };
}

function allMessages(campaigns: AccountData['campaigns'], flows: AccountData['flows']): readonly Message[] {
  return [
    ...campaigns.flatMap((campaign) =>
      campaign.messages.map(({ id, subject }): Message => ({ id, name: subject, channel: campaign.channel, campaignId: campaign.id, flowId: null })),
    ),
    ...flows.flatMap((flow) =>
      flow.definition.actions.flatMap((action) =>
        messagesOf(action).map(({ id, name }): Message => ({
          id,
          name,
          channel: action.type === 'send-email' ? 'email' : action.type === 'send-sms' ? 'sms' : 'mobile_push',
          campaignId: null,
          flowId: flow.id,
        })),
      ),
    ),
  ];
}

type ColumnsOf<K extends MetricKey> = Readonly<Record<K, Columns>>;

function shopColumns(
  orders: readonly Order[],
  mailing: Mailing,
): ColumnsOf<'order' | 'orderEu' | 'orderWoo' | 'checkoutWoo' | 'ordered' | 'fulfilled' | 'refund' | 'cancel'> {
  const columns = {
    order: new Columns(),
    orderEu: new Columns(),
    orderWoo: new Columns(),
    checkoutWoo: new Columns(),
    ordered: new Columns(),
    fulfilled: new Columns(),
    refund: new Columns(),
    cancel: new Columns(),
  };
  orders.forEach((order, number) => {
    const attributed = mailing.attributed(order.person, order.at);
    if (order.store === 'woocommerce') {
      columns.checkoutWoo.add(order.person, order.at - 600_000, number, order.total);
      columns.orderWoo.add(order.person, order.at, number, order.total, attributed);
      return;
    }
    (order.store === 'shopify' ? columns.order : columns.orderEu).add(order.person, order.at, number, order.total, attributed);
    if (order.store !== 'shopify') return;
    order.items.forEach(({ product, quantity }, place) => {
      columns.ordered.add(order.person, order.at + 1000, number * ITEMS_PER_ORDER + place, (PRODUCTS[product]?.price ?? 0) * quantity, attributed);
    });
    if (order.cancelled) columns.cancel.add(order.person, order.at + 5 * 3_600_000, number, order.total);
    else columns.fulfilled.add(order.person, order.at + (1 + mixShare(number, 5) * 3) * DAY, number, order.total);
    if (order.refunded && !order.cancelled) columns.refund.add(order.person, order.at + (5 + mixShare(number, 6) * 12) * DAY, number, order.total);
  });
  return columns;
}

function activityColumns({
  site,
  viewed,
  cart,
  checkout,
  search,
  bis,
  review,
  points,
  quiz,
  inStore,
  consentedSms,
  beta,
}: Activity): ColumnsOf<'site' | 'viewed' | 'cart' | 'checkout' | 'search' | 'bis' | 'review' | 'points' | 'quiz' | 'inStore' | 'consentedSms' | 'beta'> {
  return { site, viewed, cart, checkout, search, bis, review, points, quiz, inStore, consentedSms, beta };
}

function mailColumns({
  columns: { opened, clicked, ...rest },
}: Mailing): ColumnsOf<'received' | 'open' | 'click' | 'bounced' | 'spam' | 'unsubscribed' | 'receivedSms' | 'clickedSms' | 'receivedPush'> {
  return { ...rest, open: opened, click: clicked };
}

function joins(lists: ReadonlyMap<string, { readonly profiles: Uint32Array; readonly joinedAt: Float64Array }>, listIds: readonly string[]): Columns {
  const columns = new Columns();
  listIds.forEach((listId, number) => {
    const members = lists.get(listId);
    // An import leaves no event.
    if (listId === L.oldImport || listId === L.vipClone) return;
    members?.profiles.forEach((profile, place) => columns.add(profile, members.joinedAt[place] as number, number));
  });
  return columns;
}

function newestEvents(events: ReadonlyMap<string, EventSeries>, people: number): (index: number) => number | null {
  const newest = new Float64Array(people);
  for (const { times, profiles } of events.values()) {
    profiles.forEach((profile, position) => {
      newest[profile] = Math.max(newest[profile] as number, times[position] as number);
    });
  }
  return (index) => newest[index] || null;
}

function sendEvents(events: ReadonlyMap<string, EventSeries>, messages: readonly Message[]): SendEvents {
  const of = (...keys: readonly MetricKey[]): readonly EventSeries[] => keys.flatMap((key) => events.get(M[key]) ?? []);
  return {
    received: of('received', 'receivedSms', 'receivedPush'),
    opened: of('open'),
    clicked: of('click', 'clickedSms'),
    bounced: of('bounced'),
    unsubscribed: of('unsubscribed'),
    spam: of('spam'),
    conversions: events,
    groupOf: (series, position) => unpackReference(referenceAt(series, position)).group,
    messageOf: (series, position) => messages[unpackReference(referenceAt(series, position)).message]?.id ?? '',
  };
}

/** Sign-ups through the pop-up, and about thirty times as many who saw it. */
function formCounts(people: readonly Person[], formId: string, from: number, to: number): { readonly views: number; readonly submits: number } {
  const submits = people.filter(({ emailConsent: { method, at } }) => method === 'FORM' && at !== null && at >= from && at < to).length;
  const share = 0.3 + (formId.charCodeAt(1) % 5) / 10;
  return { views: Math.round(submits * share * 31), submits: Math.round(submits * share) };
}
