import type { Members } from '../../klaviyo/account-data';
import type { Order } from './orders';
import type { Person } from './people';
import { segmentId } from './segment-spec';
import { DAY } from './shop';

/** Whether somebody was in a list or segment when a campaign went out. */
export type Reach = (groupId: string, index: number, at: number) => boolean;

export interface ReachParts {
  readonly people: readonly Person[];
  readonly ordersOf: (index: number) => readonly Order[];
  readonly lists: ReadonlyMap<string, Members>;
}

/** True while the person still reads mail. */
export function isWarm(person: Person, at: number): boolean {
  return person.coldSince === null || at < person.coldSince;
}

/** Whether the person had agreed to mail by then, and not yet left or been suppressed. */
export function mayMail(person: Person, at: number): boolean {
  const { status, at: since, suppressions } = person.emailConsent;
  if (person.email === null || suppressions.some((suppression) => suppression.at <= at)) return false;
  return status === 'UNSUBSCRIBED' ? person.created <= at : status === 'SUBSCRIBED' && since !== null && since <= at;
}

/** The same for texts. */
export function mayText(person: Person, at: number): boolean {
  const { status, at: since } = person.smsConsent;
  if (person.phone === null || since === null) return false;
  return status === 'SUBSCRIBED' ? since <= at : status === 'UNSUBSCRIBED' && person.created <= at && at < since;
}

/**
 * Audiences of past sends, by the sense of the segments they went to. Segments of engagement depend on mail itself, so they are
 * decided by how engaged the person is rather than by the events that this very mail will leave.
 */
export function createReach({ people, ordersOf, lists }: ReachParts): Reach {
  const joined = new Map(
    [...lists].map(([listId, { profiles, joinedAt }]) => [listId, new Map(Array.from(profiles, (index, place) => [index, joinedAt[place] as number]))]),
  );
  const orders = (index: number, from: number, to: number): readonly Order[] => ordersOf(index).filter(({ at }) => at > from && at <= to);
  const bySegment: Readonly<Record<string, (person: Person, index: number, at: number) => boolean>> = {
    [segmentId('engaged90')]: (person, _, at) => person.engagement > 0.13 && isWarm(person, at - 60 * DAY),
    [segmentId('engaged30')]: (person, _, at) => person.engagement > 0.26 && isWarm(person, at),
    [segmentId('unengaged90')]: (person, _, at) => person.engagement < 0.05 || !isWarm(person, at - 90 * DAY),
    [segmentId('subscribers')]: () => true,
    [segmentId('notOptedIn')]: (person) => person.emailConsent.status === 'NEVER_SUBSCRIBED',
    [segmentId('recent14')]: (_, index, at) => orders(index, at - 14 * DAY, at).length > 0,
    [segmentId('care')]: (_, index, at) => orders(index, at - 30 * DAY, at).some((order) => order.refunded || order.cancelled),
    [segmentId('vipSpend')]: (_, index, at) => orders(index, at - 365 * DAY, at).reduce((sum, order) => sum + order.total, 0) >= 300,
    [segmentId('repeat')]: (_, index, at) => orders(index, 0, at).length >= 2,
    [segmentId('winback')]: (_, index, at) => orders(index, at - 365 * DAY, at).length > 0 && orders(index, at - 180 * DAY, at).length === 0,
    [segmentId('discount')]: (_, index, at) => orders(index, at - 730 * DAY, at).filter((order) => order.code !== null).length >= 2,
    [segmentId('smsEngaged')]: (person, _, at) => person.engagement > 0.3 && isWarm(person, at),
  };
  return (groupId, index, at) => {
    const list = joined.get(groupId);
    if (list) return (list.get(index) ?? Number.POSITIVE_INFINITY) <= at;
    const person = people[index];
    return person !== undefined && (bySegment[groupId]?.(person, index, at) ?? false);
  };
}
