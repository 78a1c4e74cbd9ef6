import type { Members } from '../../klaviyo/account-data';
import { mixShare } from '../../klaviyo/random';
import type { Activity } from './activity';
import { messageId } from './flow-builder';
import type { FlowSend } from './mail';
import type { Order } from './orders';
import type { Person } from './people';
import { DAY, L, PRODUCTS } from './shop';

const HOUR = 3_600_000;

export interface FlowSendParts {
  readonly people: readonly Person[];
  readonly ordersOf: (index: number) => readonly Order[];
  readonly activity: Activity;
  readonly lists: ReadonlyMap<string, Members>;
  /** Index of a message by its id. */
  readonly messageIndex: ReadonlyMap<string, number>;
  readonly today: number;
}

/** What the live flows sent, person by person, in the order of sending. */
export function createFlowSends(parts: FlowSendParts): readonly FlowSend[] {
  const sends: FlowSend[] = [];
  const add = (flow: string, name: string, index: number, at: number): void => {
    const message = parts.messageIndex.get(messageId(flow, name));
    if (message === undefined) throw new Error(`The flow ${flow} has no message ${name}.`);
    if (at <= parts.today + DAY) sends.push({ message, index, at });
  };
  const orderedBetween = (index: number, from: number, to: number): boolean => parts.ordersOf(index).some(({ at }) => at > from && at <= to);
  welcomes(parts, add, orderedBetween);
  abandonments(parts, add, orderedBetween);
  interests(parts, add);
  parts.people.forEach((person, index) => {
    parts.ordersOf(index).forEach((order, place, orders) => afterOrder(add, index, order, place, orders));
    birthdays(parts, add, person, index);
  });
  return sends.sort((a, b) => a.at - b.at || a.index - b.index || a.message - b.message);
}

type Add = (flow: string, name: string, index: number, at: number) => void;
type Between = (index: number, from: number, to: number) => boolean;

function each(members: Members | undefined, visit: (index: number, at: number) => void): void {
  members?.profiles.forEach((index, place) => visit(index, members.joinedAt[place] as number));
}

function welcomes({ lists, today }: FlowSendParts, add: Add, between: Between): void {
  each(lists.get(L.newsletter), (index, at) => {
    if (at < today - 690 * DAY || between(index, 0, at)) return;
    add('welcome', 'Welcome – 10% inside', index, at + 60_000);
    if (between(index, at, at + 2 * DAY)) return;
    add('welcome', 'Our story', index, at + 2 * DAY);
    add('welcome', mixShare(index, 51) < 0.4 ? 'Still thinking it over?' : 'Find your routine', index, at + 5 * DAY);
  });
  each(lists.get(L.sms), (index, at) => {
    add('smsWelcome', 'Hi from Juniper & Salt: 10% off your first order', index, at + 30_000);
    if (!between(index, at, at + 2 * DAY)) add('smsWelcome', 'Your code ends tonight', index, at + 2 * DAY);
  });
  each(lists.get(L.vipClone), (index, at) => add('vip', 'You are one of our best', index, at + HOUR));
}

function abandonments({ activity: { abandoned } }: FlowSendParts, add: Add, between: Between): void {
  for (const { index, at } of abandoned.checkouts) {
    if (between(index, at, at + 2 * HOUR)) continue;
    add('checkout', 'You left something behind', index, at + 2 * HOUR);
    if (!between(index, at, at + 22 * HOUR))
      add('checkout', mixShare(index, 52) < 0.3 ? 'Free express shipping on your order' : 'Still yours', index, at + 22 * HOUR);
  }
  for (const { index, at } of abandoned.carts) {
    add('cart', 'Your picks are in the cart', index, at + 4 * HOUR);
    if (!between(index, at, at + 28 * HOUR)) add('cart', 'Reviews of what you liked', index, at + 28 * HOUR);
  }
  for (const { index, at } of abandoned.views)
    if (mixShare(index, Math.floor(at / DAY)) < 0.5 && !between(index, at - 30 * DAY, at + DAY)) add('browse', 'Seen something you like?', index, at + DAY);
}

/** Flows that follow an interest or a silence. */
function interests({ people, ordersOf, activity, today }: FlowSendParts, add: Add): void {
  for (const { index, at } of activity.waits) if (mixShare(index, 53) < 0.6) add('backInStock', 'It is back', index, at + 12 * DAY);
  for (const { index, at } of activity.quizzes) add('quiz', 'Your skin profile', index, at + 120_000);
  people.forEach((person, index) => {
    const orders = ordersOf(index);
    orders.forEach(({ at }, place) => {
      const lapsedAt = at + 180 * DAY;
      if (lapsedAt > today - 300 * DAY && (orders[place + 1]?.at ?? Number.POSITIVE_INFINITY) > lapsedAt)
        add('winbackSegment', 'We made it better', index, lapsedAt);
    });
    if (person.engagement < 0.05 && person.created < today - 200 * DAY) add('sunset', 'Do you still want to hear from us?', index, person.created + 190 * DAY);
    if (person.engagement > 0.45 && person.state !== 'vip') add('engagedPerks', 'Early look', index, Math.max(person.created + 9 * DAY, today - 200 * DAY));
  });
}

function afterOrder(add: Add, index: number, order: Order, place: number, orders: readonly Order[]): void {
  if (order.store !== 'shopify') return;
  const next = orders[place + 1]?.at ?? Number.POSITIVE_INFINITY;
  const { at } = order;
  add('postPurchase', 'Thank you for your order', index, at + 60_000);
  add('postPurchase', place === 0 ? 'How to use what you bought' : 'Pairs well with', index, at + 7 * DAY);
  if (!order.cancelled && !order.refunded) add('reviewAsk', 'How is your skin feeling?', index, at + 16 * DAY);
  if (place === 0 && next > at + 30 * DAY) add('second', 'Second order: free shipping', index, at + 30 * DAY);
  if (order.items.some(({ product }) => PRODUCTS[product]?.name.includes('Cleanser')) && next > at + 40 * DAY)
    add('replenish', 'Running low on cleanser?', index, at + 40 * DAY);
  if (next > at + 120 * DAY) {
    add('winback', 'It has been a while', index, at + 120 * DAY);
    if (next > at + 150 * DAY) add('winback', 'Come back for 20% off', index, at + 150 * DAY);
  }
}

function birthdays({ today, ordersOf }: FlowSendParts, add: Add, person: Person, index: number): void {
  const birthday = person.properties.Birthday;
  if (typeof birthday !== 'string') return;
  const [, month = 1, day = 1] = birthday.split('-').map(Number);
  const year = new Date(today).getUTCFullYear();
  for (const each of [year - 1, year]) {
    const at = Date.UTC(each, month - 1, day, 18) - 3 * DAY;
    if (at > person.created && at < today)
      add('birthday', ordersOf(index).some((order) => order.at < at) ? 'Happy birthday: a gift with your order' : 'Happy birthday: 15% off', index, at);
  }
}
