import type { Members, StoredProfile } from './account-data';
import type { Call, Reference, Resource } from './document';
import { isoDate, isoDateOrNull, linkageDocument, linkOnly, listingOf, manyDocument, oneDocument, pageSize } from './document';
import { readCursor, writeCursor } from './cursor';
import type { Comparison } from './filter';
import { satisfies } from './filter';
import { badParameter, notFound } from './refusal';
import type { Route } from './routes';
import { LIST, SEGMENT } from './audiences';

/** A profile as the API shows it; `joinedAt` on members of a list or segment. */
export function showProfile(profile: StoredProfile, call: Call, joinedAt: number | null = null): Resource {
  const subscriptions = call.additional.has('subscriptions');
  const predictions = call.additional.has('predictive_analytics');
  const { location } = profile;
  return {
    type: 'profile',
    id: profile.id,
    plural: 'profiles',
    attributes: {
      email: profile.email,
      phone_number: profile.phone,
      external_id: profile.externalId,
      first_name: profile.firstName,
      last_name: profile.lastName,
      organization: null,
      locale: profile.locale,
      title: null,
      image: null,
      created: isoDate(profile.created),
      updated: isoDate(profile.updated),
      last_event_date: isoDateOrNull(profile.lastEvent),
      location: { address1: null, address2: null, ip: null, ...location },
      properties: profile.properties,
      ...(joinedAt === null ? {} : { joined_group_at: isoDate(joinedAt) }),
      ...(subscriptions ? { subscriptions: showSubscriptions(profile) } : {}),
      ...(predictions ? { predictive_analytics: showPredictions(profile) } : {}),
    },
    relations: {
      lists: groupsOf(profile, call, 'list'),
      segments: groupsOf(profile, call, 'segment'),
      'push-tokens': linkOnly(),
      conversation: linkOnly(null),
      conversations: linkOnly(),
    },
  };
}

function groupsOf(profile: StoredProfile, call: Call, type: 'list' | 'segment'): Resource['relations'][string] {
  const ids = (): readonly string[] => {
    const index = call.account.profiles.indexOf(profile.id);
    const groups: readonly { readonly id: string }[] = type === 'list' ? call.account.lists : call.account.segments;
    return groups.filter((group) => membersOf(call, group.id).profiles.includes(index)).map((group) => group.id);
  };
  let data: readonly Reference[] | null = null;
  return {
    get data() {
      data ??= ids().map((id) => ({ type, id }));
      return data;
    },
    resources: () =>
      ids().flatMap((id) => {
        const list = call.index.lists.get(id);
        const segment = call.index.segments.get(id);
        return list ? [LIST.show(list, call)] : segment ? [SEGMENT.show(segment, call)] : [];
      }),
  };
}

function membersOf(call: Call, groupId: string): Members {
  const { membership } = call.account;
  return call.index.lists.has(groupId) ? membership.list(groupId) : membership.segment(groupId);
}

/** True unless something suppresses the address or the person opted out: not the same as opted in. */
export function canReceiveEmail(profile: StoredProfile): boolean {
  return profile.email !== null && profile.emailConsent.status !== 'UNSUBSCRIBED' && profile.emailConsent.suppressions.length === 0;
}

function showSubscriptions(profile: StoredProfile): unknown {
  const { emailConsent: email, smsConsent: sms, pushSince } = profile;
  const emailAt = isoDateOrNull(email.at);
  const smsAt = isoDateOrNull(sms.at);
  return {
    email:
      profile.email === null
        ? null
        : {
            marketing: {
              can_receive_email_marketing: canReceiveEmail(profile),
              consent: email.status,
              consent_timestamp: emailAt,
              last_updated: emailAt,
              method: email.method,
              method_detail: email.methodDetail,
              custom_method_detail: null,
              double_optin: email.doubleOptIn,
              suppression: email.suppressions.map(({ reason, at }) => ({ reason, timestamp: isoDate(at) })),
              list_suppressions: email.listSuppressions.map(({ listId, reason, at }) => ({ list_id: listId, reason, timestamp: isoDate(at) })),
            },
          },
    sms:
      profile.phone === null
        ? null
        : {
            marketing: {
              can_receive_sms_marketing: sms.status === 'SUBSCRIBED',
              consent: sms.status,
              consent_timestamp: smsAt,
              method: sms.method,
              method_detail: '',
              last_updated: smsAt,
            },
            transactional: {
              can_receive_sms_transactional: sms.status === 'SUBSCRIBED',
              consent: sms.status,
              consent_timestamp: smsAt,
              method: sms.method,
              method_detail: '',
              last_updated: smsAt,
            },
          },
    mobile_push: {
      marketing: {
        can_receive_push_marketing: pushSince !== null,
        consent: pushSince === null ? 'NEVER_SUBSCRIBED' : 'SUBSCRIBED',
        consent_timestamp: isoDateOrNull(pushSince),
      },
    },
    whatsapp: null,
  };
}

function showPredictions(profile: StoredProfile): unknown {
  const { predictions } = profile;
  return predictions && { ...predictions, expected_date_of_next_order: isoDateOrNull(predictions.expected_date_of_next_order) };
}

function profileField(profile: StoredProfile, name: string, call: Call): string | number | null {
  const suppressions = profile.emailConsent.suppressions;
  switch (name) {
    case 'id':
    case 'profile_id':
      return profile.id;
    case 'email':
      return profile.email;
    case 'phone_number':
      return profile.phone;
    case 'external_id':
      return profile.externalId;
    case 'created':
      return profile.created;
    case 'updated':
      return profile.updated;
    case 'subscriptions.email.marketing.suppression.timestamp':
      return suppressions[0]?.at ?? null;
    case 'subscriptions.email.marketing.suppression.reason':
      return suppressions[0]?.reason ?? null;
    case 'subscriptions.email.marketing.list_suppressions.timestamp':
      return profile.emailConsent.listSuppressions[0]?.at ?? null;
    case 'subscriptions.email.marketing.list_suppressions.reason':
      return profile.emailConsent.listSuppressions[0]?.reason ?? null;
    case 'subscriptions.email.marketing.list_suppressions.list_id':
      return profile.emailConsent.listSuppressions[0]?.listId ?? null;
    // Push tokens and browser cookies are kept by no profile of these accounts.
    case 'push_token':
    case '_kx':
      return null;
    default:
      throw badParameter('filter', `'${name}' is not a filterable field for ${call.endpoint.path}.`);
  }
}

/** Profile indexes that the filter leaves, in the order that `sort` asks for; `all` are candidates in their own order. */
function selectIndexes(call: Call, count: number, indexAt: (place: number) => number, joinedAt: (place: number) => number | null): readonly number[] | null {
  const filters = call.filter.filter((comparison) => comparison.field !== 'joined_group_at');
  const joined = call.filter.filter((comparison) => comparison.field === 'joined_group_at');
  const sort = call.query.parameters.get('sort');
  if (filters.length === 0 && joined.length === 0 && (sort === undefined || sort === 'created' || sort === 'joined_group_at')) return null;
  const { profiles } = call.account;
  const ids = filters.find((comparison) => comparison.field === 'id');
  let places: number[];
  if (ids) places = idPlaces(ids, call);
  else places = Array.from({ length: count }, (_, place) => place);
  const kept = places.filter((place) => {
    const index = indexAt(place);
    return (
      joined.every((comparison) => satisfies(comparison, joinedAt(place))) &&
      filters.every((comparison) => satisfies(comparison, quickField(comparison, index, call)))
    );
  });
  if (sort !== undefined) {
    const name = sort.replace(/^-/, '');
    const direction = sort.startsWith('-') ? -1 : 1;
    const keys = new Map(
      kept.map((place) => [
        place,
        name === 'joined_group_at' ? joinedAt(place) : name === 'created' ? profiles.created(indexAt(place)) : sortKey(indexAt(place), name, call),
      ]),
    );
    kept.sort((a, b) => {
      const first = keys.get(a) ?? null;
      const second = keys.get(b) ?? null;
      if (first === second) return a - b;
      if (first === null) return direction;
      if (second === null) return -direction;
      return (first < second ? -1 : 1) * direction;
    });
  }
  return kept;
}

function sortKey(index: number, name: string, call: Call): string | number | null {
  const { profiles } = call.account;
  if (name === 'updated') return profiles.updated(index);
  if (name === 'id') return profiles.id(index);
  return profileField(profiles.read(index), name, call);
}

function quickField(comparison: Comparison, index: number, call: Call): string | number | null {
  const { profiles } = call.account;
  switch (comparison.field) {
    case 'created':
      return profiles.created(index);
    case 'updated':
      return profiles.updated(index);
    case 'id':
    case 'profile_id':
      return profiles.id(index);
    default:
      return profileField(profiles.read(index), comparison.field, call);
  }
}

function idPlaces(comparison: Comparison, call: Call): number[] {
  const found = comparison.values.map((value) => call.account.profiles.indexOf(String(value.value))).filter((index) => index >= 0);
  return [...new Set(found)].sort((a, b) => a - b);
}

/** Places from `from` up to `to`. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * All profiles of a range of `created` as one stretch, since the store is in that order; null where the question is another one.
 * Readers of large accounts ask for thousands of such pages, each of which would otherwise look at every profile.
 */
function createdStretch(call: Call): Stretch | null {
  const sort = call.query.parameters.get('sort');
  if (sort !== undefined && sort !== 'created') return null;
  const { profiles } = call.account;
  let from = 0;
  let to = profiles.size;
  for (const { field, operator, values } of call.filter) {
    const bound = values[0]?.value;
    if (field !== 'created' || typeof bound !== 'number') return null;
    if (operator === 'greater-than')
      from = Math.max(
        from,
        firstWhere(profiles.size, (index) => profiles.created(index) > bound),
      );
    else if (operator === 'less-than')
      to = Math.min(
        to,
        firstWhere(profiles.size, (index) => profiles.created(index) >= bound),
      );
    else return null;
  }
  return { from, to: Math.max(from, to) };
}

/** The first of `count` places for which `holds` is true, given that it stays true from there on. */
function firstWhere(count: number, holds: (place: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function pageOfStretch(call: Call, stretch: Stretch): ProfilePage {
  const cursor = call.query.parameters.get('page[cursor]');
  const offset = cursor === undefined ? 0 : readCursor(cursor, listingOf(call)).offset;
  const start = stretch.from + offset;
  const end = Math.min(stretch.to, start + pageSize(call));
  const places = Array.from({ length: Math.max(0, end - start) }, (_, place) => start + place);
  return { places, next: end < stretch.to ? writeCursor({ offset: end - stretch.from, last: '' }, listingOf(call)) : null };
}

interface ProfilePage {
  readonly places: readonly number[];
  readonly next: string | null;
}

function pageOfProfiles(call: Call, count: number, indexAt: (place: number) => number, joinedAt: (place: number) => number | null): ProfilePage {
  const selected = selectIndexes(call, count, indexAt, joinedAt);
  const total = selected ? selected.length : count;
  const size = pageSize(call);
  const cursor = call.query.parameters.get('page[cursor]');
  const start = cursor === undefined ? 0 : readCursor(cursor, listingOf(call)).offset;
  const end = Math.min(total, start + size);
  const places: number[] = [];
  for (let place = start; place < end; place += 1) places.push(selected ? (selected[place] as number) : place);
  return { places, next: end < total ? writeCursor({ offset: end, last: '' }, listingOf(call)) : null };
}

function groupMembers(call: Call, kind: 'list' | 'segment'): Members {
  const exists = kind === 'list' ? call.index.lists.has(call.id) : call.index.segments.has(call.id);
  if (!exists) throw notFound(kind, call.id);
  return membersOf(call, call.id);
}

function memberRoute(kind: 'list' | 'segment', linkageOnly: boolean): Route {
  return (call) => {
    const members = groupMembers(call, kind);
    const indexAt = (place: number): number => members.profiles[place] as number;
    const joinedAt = (place: number): number => members.joinedAt[place] as number;
    const { places, next } = pageOfProfiles(call, members.profiles.length, indexAt, joinedAt);
    const { profiles } = call.account;
    if (linkageOnly)
      return linkageDocument(
        places.map((place) => ({ type: 'profile', id: profiles.id(indexAt(place)) })),
        call,
        next,
      );
    return manyDocument(
      places.map((place) => showProfile(profiles.read(indexAt(place)), call, joinedAt(place))),
      call,
      next,
    );
  };
}

function oneProfile(call: Call): StoredProfile {
  const index = call.account.profiles.indexOf(call.id);
  if (index < 0) throw notFound('profile', call.id);
  return call.account.profiles.read(index);
}

function groupRoute(type: 'lists' | 'segments', linkageOnly: boolean): Route {
  return (call) => {
    const relation = showProfile(oneProfile(call), call).relations[type];
    return linkageOnly ? linkageDocument(relation?.data ?? [], call) : manyDocument(relation?.resources() ?? [], call);
  };
}

/** Answers for profiles and for members of lists and segments. */
export const PROFILE_ROUTES: Readonly<Record<string, Route>> = {
  'GET profiles': (call) => {
    const { profiles } = call.account;
    const stretch = createdStretch(call);
    const { places, next } = stretch
      ? pageOfStretch(call, stretch)
      : pageOfProfiles(
          call,
          profiles.size,
          (place) => place,
          () => null,
        );
    return manyDocument(
      places.map((place) => showProfile(profiles.read(place), call)),
      call,
      next,
    );
  },
  'GET profiles/{id}': (call) => oneDocument(showProfile(oneProfile(call), call), call),
  'GET profiles/{id}/lists': groupRoute('lists', false),
  'GET profiles/{id}/relationships/lists': groupRoute('lists', true),
  'GET profiles/{id}/segments': groupRoute('segments', false),
  'GET profiles/{id}/relationships/segments': groupRoute('segments', true),
  'GET lists/{id}/profiles': memberRoute('list', false),
  'GET lists/{id}/relationships/profiles': memberRoute('list', true),
  'GET segments/{id}/profiles': memberRoute('segment', false),
  'GET segments/{id}/relationships/profiles': memberRoute('segment', true),
};
