import type { Instant } from '../../../domain/account/known';
import type { ProfileRow } from '../../../domain/behavior/rows';
import { get, L, M, type Endpoint } from '../../http/endpoint';
import { filterTime, pathWithQuery } from '../../http/request';
import type { ReadingContext } from '../../schedule/context';
import { reasonFor, type Failure } from '../../schedule/failure';
import type { WorkOf } from '../../schedule/work-item';
import type { Piece } from './sketch';

declare module '../../schedule/work-item' {
  interface WorkKinds {
    /** A first page in a window of `created`, held back until it is decided whether all profiles are read or a sample. */
    readonly 'profile-probe': { readonly window: Window };
    /** `stratum`: of the sample, see sample-windows.ts; missing where all are read. */
    readonly profiles: { readonly window: Window; readonly weight: number; readonly stratum?: number };
    readonly 'profile-updates': { readonly since: Instant };
  }
}
declare module '../../state/head' {
  interface CollectionState {
    profilePlan: ProfilePlan | null;
    keptProfiles: KeptProfiles | null;
  }
}

/** How the profiles that the collector keeps were read. */
export interface KeptProfiles {
  readonly mode: 'complete' | 'sample';
  /** When they were last read as a whole, and last updated. */
  readonly readAt: Instant;
  readonly updatedAt: Instant;
  /** Which properties and predictions they carry. */
  readonly signature: string;
  /** True of a sample whose profiles know their strata. */
  readonly strata?: boolean;
}

/** What is being found out about the account's profiles in this reading. */
export interface ProfilePlan {
  readonly mode: 'probing' | 'complete' | 'sample' | 'updates';
  /** Profiles of the account as estimated when it was decided. */
  readonly estimated: number | null;
  /** Windows that were cut in two to keep more cursors busy. */
  readonly splits: number;
  readonly pages: number;
  /** When the account's first profile was created; null where it is not needed. */
  readonly from: Instant | null;
  /** What is known of when profiles were created. */
  readonly sketch?: readonly Piece[];
  /** True while looking once more, after more was read than the account was taken for. */
  readonly again?: boolean;
  /** Profiles read, samples begun, windows of the present one, and the share that corrects its estimate. */
  readonly rows?: number;
  readonly draws?: number;
  readonly windows?: number;
  readonly share?: number;
}

/** A page held back in memory until it is decided what it is part of; a killed execution asks for it again. */
export interface HeldPage {
  readonly work: WorkOf<'profile-probe'>;
  readonly rows: readonly ProfileRow[];
  readonly next: string | null;
}

const HELD = new WeakMap<ReadingContext, HeldPage[]>();

/** The pages held back by the reader whose context it is. */
export function heldPages(context: ReadingContext): HeldPage[] {
  const held = HELD.get(context) ?? [];
  HELD.set(context, held);
  return held;
}

export const PROFILES = get(
  'profiles',
  '/api/profiles',
  L,
  100,
  ['profiles:read'],
  'profiles',
  '100 a page in windows of `created`, so that many cursors run at once; fields[profile] leaves out names, addresses and everything else that is not counted.',
);
export const PROFILES_PREDICTED = get(
  'profilesPredicted',
  '/api/profiles',
  M,
  100,
  ['profiles:read'],
  "profiles with Klaviyo's predictions",
  'Asking for predictive_analytics lowers the limit to 150 a minute: only where an audience needs predictions.',
);

/** The endpoint whose pace profiles draw on: a lower one where predictions are wanted. */
export function endpoint(context: ReadingContext): Endpoint {
  return context.head.needs?.predictions === true ? PROFILES_PREDICTED : PROFILES;
}

/** Profiles with what is counted of them, and nothing that names them. */
export function pathFor(filter: string | undefined, sort: string, context: ReadingContext): string {
  const { needs } = context.head;
  const predictions = needs?.predictions === true;
  return pathWithQuery(PROFILES.path, {
    filter,
    sort,
    'page[size]': PROFILES.pageSize,
    'additional-fields[profile]': predictions ? 'subscriptions,predictive_analytics' : 'subscriptions',
    'fields[profile]': [
      'created',
      'location',
      'subscriptions',
      ...(predictions ? ['predictive_analytics'] : []),
      ...((needs?.profileProperties.length ?? 0) > 0 ? ['properties'] : []),
    ].join(','),
  });
}

/** Klaviyo compares `created` only by greater and less than: a second is added below, and rows outside are dropped here. */
export function windowPath(window: { readonly from: Instant; readonly until: Instant }, context: ReadingContext): string {
  const below = window.from > 0 ? `greater-than(created,${filterTime(window.from - 1000)}),` : '';
  return pathFor(`${below}less-than(created,${filterTime(window.until)})`, 'created', context);
}

/** Custom properties that are kept. */
export const keep = (context: ReadingContext): readonly string[] => context.head.needs?.profileProperties ?? [];

/** Profiles cannot be had. */
export function failed(failure: Failure, context: ReadingContext): null {
  context.head.unknown = { ...context.head.unknown, profiles: reasonFor(failure) };
  context.unread('profiles', failure);
  heldPages(context).length = 0;
  return null;
}
