import { mix } from './random';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const MIXED = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz';

/** A six-letter id like those of Klaviyo's lists, segments and metrics; the same name gives the same id in every account of a seed. */
export function shortId(seed: number, kind: string, name: string): string {
  let hash = seed >>> 0;
  for (const sign of `${kind}:${name}`) hash = mix(hash, sign.codePointAt(0) ?? 0);
  let id = '';
  for (let place = 0; place < 6; place += 1) {
    hash = mix(hash, place + 1);
    id += MIXED[hash % MIXED.length];
  }
  // A leading letter keeps ids from looking like numbers in a sheet.
  return /^\d/.test(id) ? `X${id.slice(1)}` : id;
}

/** A 26-letter id like those of Klaviyo's campaigns and messages. */
export function longId(seed: number, kind: string, name: string): string {
  let hash = mix(seed, 26);
  for (const sign of `${kind}:${name}`) hash = mix(hash, sign.codePointAt(0) ?? 0);
  let id = '01';
  for (let place = 0; place < 24; place += 1) {
    hash = mix(hash, place + 7);
    id += CROCKFORD[hash % 32];
  }
  return id;
}

/** A time-ordered profile id: ten letters of time, ten of noise, six that name the index. */
export function profileId(seed: number, index: number, created: number): string {
  let time = '';
  for (let left = created, place = 0; place < 10; place += 1) {
    time = CROCKFORD[left % 32] + time;
    left = Math.floor(left / 32);
  }
  let noise = '';
  const salt = mix(seed, index);
  for (let place = 0, left = salt; place < 10; place += 1, left = place === 5 ? mix(salt, 5) : left >>> 5) noise += CROCKFORD[left & 31];
  let tail = '';
  for (let left = index, place = 0; place < 6; place += 1) {
    tail = CROCKFORD[left % 32] + tail;
    left = Math.floor(left / 32);
  }
  return time + noise + tail;
}

/** The index that a profile id names; -1 when it is not of that form. */
export function profileIndex(id: string): number {
  if (id.length !== 26) return -1;
  let index = 0;
  for (const sign of id.slice(20)) {
    const digit = CROCKFORD.indexOf(sign);
    if (digit < 0) return -1;
    index = index * 32 + digit;
  }
  return index;
}

/** The id of the event at a position of a metric's series. */
export function eventId(metricId: string, position: number): string {
  return `${metricId}${position.toString(36).padStart(5, '0')}`;
}

/** Takes an event id apart; null when it is not of that form. */
export function readEventId(id: string): { readonly metricId: string; readonly position: number } | null {
  const match = /^(\w{6})([0-9a-z]{5,})$/.exec(id);
  return match ? { metricId: match[1] ?? '', position: parseInt(match[2] ?? '', 36) } : null;
}

/** A version 1 style identifier of the same event. */
export function eventUuid(metricId: string, position: number, at: number): string {
  const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0').slice(-length);
  let salt = 17;
  for (const sign of metricId) salt = mix(salt, sign.charCodeAt(0));
  const seconds = Math.floor(at / 1000);
  return `${hex(seconds, 8)}-${hex(salt & 0xffff, 4)}-11ee-8001-${hex(mix(salt, position), 8)}${hex(position & 0xffff, 4)}`;
}
