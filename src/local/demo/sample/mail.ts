import type { Channel, StoredCampaign } from '../../klaviyo/account-data';
import type { Random } from '../../klaviyo/random';
import { mix, mixShare, randomFrom, waiting, whole } from '../../klaviyo/random';
import { Columns } from './columns';
import type { Order } from './orders';
import type { Person } from './people';
import type { Reach } from './reach';
import { isWarm, mayMail, mayText } from './reach';
import { DAY } from './shop';

/** A message that somebody can have received. */
export interface Message {
  readonly id: string;
  readonly name: string;
  readonly channel: Channel;
  readonly campaignId: string | null;
  readonly flowId: string | null;
}

/** What an event about a message refers to: the message, the audience it went to, and whether a proxy opened it. */
export interface MailReference {
  readonly message: number;
  readonly group: number;
  readonly apple: boolean;
}

export const packReference = ({ message, group, apple }: MailReference): number => message * 16 + group * 2 + (apple ? 1 : 0);
export const unpackReference = (packed: number): MailReference => ({ message: packed >> 4, group: (packed >> 1) & 7, apple: (packed & 1) === 1 });

/** A message that a flow sends to one person. */
export interface FlowSend {
  readonly message: number;
  readonly index: number;
  readonly at: number;
}

export interface MailColumns {
  readonly received: Columns;
  readonly opened: Columns;
  readonly clicked: Columns;
  readonly bounced: Columns;
  readonly spam: Columns;
  readonly unsubscribed: Columns;
  readonly receivedSms: Columns;
  readonly clickedSms: Columns;
  readonly receivedPush: Columns;
}

/** What somebody did with a message and when: orders within the following days are put down to it. */
interface Touch {
  readonly at: number;
  readonly message: number;
  readonly clicked: boolean;
}

const ATTRIBUTION = 5 * DAY;
const HOUR = 3_600_000;

/** Sends everything to everybody and writes down what came of it. */
export class Mailing {
  readonly columns: MailColumns = {
    received: new Columns(),
    opened: new Columns(),
    clicked: new Columns(),
    bounced: new Columns(),
    spam: new Columns(),
    unsubscribed: new Columns(),
    receivedSms: new Columns(),
    clickedSms: new Columns(),
    receivedPush: new Columns(),
  };
  private readonly touches: Touch[][];

  constructor(
    private readonly seed: number,
    private readonly people: readonly Person[],
    private readonly ordersOf: (index: number) => readonly Order[],
    private readonly messages: readonly Message[],
  ) {
    this.touches = people.map(() => []);
  }

  /** Sends a campaign to whom it reaches; its messages are tried on equal parts. */
  sendCampaign(campaign: StoredCampaign, messageIndexes: readonly number[], reach: Reach): void {
    const at = campaign.sendTime ?? 0;
    this.people.forEach((person, index) => {
      if (person.created > at) return;
      const allowed =
        campaign.channel === 'email'
          ? mayMail(person, at)
          : campaign.channel === 'sms'
            ? mayText(person, at)
            : person.pushSince !== null && person.pushSince < at;
      if (!allowed) return;
      const group = campaign.included.findIndex((id) => reach(id, index, at));
      if (group < 0 || campaign.excluded.some((id) => reach(id, index, at))) return;
      const message = messageIndexes[mix(person.seed, messageIndexes[0] ?? 0) % messageIndexes.length] ?? 0;
      this.deliver(index, message, group, at + (mix(person.seed, message) % 900) * 1000, campaign.channel);
    });
  }

  /** Sends one message of a flow, if the person may still be written to. */
  sendFlow({ message, index, at }: FlowSend): void {
    const person = this.people[index];
    const channel = this.messages[message]?.channel ?? 'email';
    if (person && (channel === 'email' ? mayMail(person, at) : mayText(person, at))) this.deliver(index, message, 0, at, channel);
  }

  /** The message that an order is put down to: the last click of the five days before, or else the last open; -1 for none. */
  attributed(index: number, at: number): number {
    let best: Touch | null = null;
    for (const touch of this.touches[index] ?? []) {
      if (touch.at > at || touch.at < at - ATTRIBUTION) continue;
      if (!best || (touch.clicked === best.clicked ? touch.at > best.at : touch.clicked)) best = touch;
    }
    return best?.message ?? -1;
  }

  private deliver(index: number, message: number, group: number, at: number, channel: Channel): void {
    const person = this.people[index];
    if (!person) return;
    const random = randomFrom(mix(mix(this.seed, person.seed), message * 7 + Math.floor(at / DAY)));
    const warm = isWarm(person, at);
    const reference = packReference({ message, group, apple: false });
    if (channel === 'mobile_push') {
      this.columns.receivedPush.add(index, at, reference);
      return;
    }
    if (channel === 'sms') {
      this.columns.receivedSms.add(index, at, reference);
      if (random() < person.engagement * (warm ? 0.16 : 0.01)) this.click(index, message, at + waiting(random, HOUR), reference, this.columns.clickedSms);
      return;
    }
    this.columns.received.add(index, at, reference);
    if (this.endsHere(person, index, at, reference)) return;
    this.openAndClick(person, index, message, group, at, warm, random);
  }

  private openAndClick(person: Person, index: number, message: number, group: number, at: number, warm: boolean, random: Random): void {
    const reference = packReference({ message, group, apple: false });
    const flow = this.messages[message]?.flowId !== null;
    const bought = this.ordersOf(index).some((order) => order.at > at && order.at < at + 30 * HOUR);
    const opens = random() < Math.min(0.96, person.engagement * (warm ? 1 : 0.03) * (flow ? 1.25 : 1)) || (bought && random() < 0.7);
    const clicks = (opens && random() < (flow ? 0.16 : 0.1)) || (bought && random() < 0.55);
    if (person.apple && random() < 0.78) this.columns.opened.add(index, at + whole(random, 30, 2400) * 1000, packReference({ message, group, apple: true }));
    const openedAt = at + 120_000 + waiting(random, 7 * HOUR);
    if (opens || clicks) {
      if (!person.apple) {
        this.columns.opened.add(index, openedAt, reference);
        if (random() < 0.18) this.columns.opened.add(index, openedAt + waiting(random, 20 * HOUR), reference);
      }
      this.touches[index]?.push({ at: openedAt, message, clicked: false });
    }
    if (clicks) this.click(index, message, openedAt + whole(random, 5, 400) * 1000, reference, this.columns.clicked);
  }

  private click(index: number, message: number, at: number, reference: number, column: Columns): void {
    column.add(index, at, reference);
    this.touches[index]?.push({ at, message, clicked: true });
  }

  /** The last mail before somebody left, bounced or complained carries that event. */
  private endsHere(person: Person, index: number, at: number, reference: number): boolean {
    const { status, at: changed, suppressions } = person.emailConsent;
    const [suppression] = suppressions;
    const end = status === 'UNSUBSCRIBED' ? changed : (suppression?.at ?? null);
    if (end === null || end < at || end - at > 9 * DAY || mixShare(person.seed, Math.floor(at / DAY)) < 0.3) return false;
    const column =
      status === 'UNSUBSCRIBED'
        ? this.columns.unsubscribed
        : suppression?.reason === 'SPAM_COMPLAINT'
          ? this.columns.spam
          : suppression?.reason === 'HARD_BOUNCE' || suppression?.reason === 'INVALID_EMAIL'
            ? this.columns.bounced
            : null;
    column?.add(index, Math.max(at + 60_000, end), reference);
    return column === this.columns.bounced;
  }
}
