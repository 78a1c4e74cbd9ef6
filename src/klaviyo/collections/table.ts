import type { UnionToIntersection } from 'type-fest';
import type { Inventory } from '../../domain/account/inventory';
import type { AllowedRequest } from '../http/allowed';
import { planOf, type Collection, type Read, type Scope } from '../schedule/collection';
import type { WorkKind } from '../schedule/work-item';
import type { CollectionState } from '../state/head';
import type { Records } from '../state/records';
import { account } from './account';
import { campaigns } from './campaigns';
import { events } from './events';
import { flows } from './flows';
import { forms } from './forms';
import { lists } from './lists';
import { members } from './members';
import { metricActivity } from './metric-activity';
import { metrics } from './metrics';
import { needs } from './needs';
import { profiles } from './profiles/profiles';
import { results } from './results';
import { segments } from './segments';
import { tags } from './tags';

/** What is read of an account. The order is the one in which the sidebar names what a key may read. */
const COLLECTIONS = [account, lists, segments, members, flows, campaigns, results, metrics, metricActivity, needs, profiles, events, tags, forms] as const;

type Parts<Name extends keyof Collection> = Extract<(typeof COLLECTIONS)[number], Readonly<Record<Name, unknown>>>[Name];
/** True of nothing: a kind of work, record or field of state that a collection declares and does not bring is a compile error. */
type Forgotten = Exclude<
  WorkKind | keyof Records | RequiredKeys<CollectionState>,
  KeysOf<Parts<'work'>> | KeysOf<Parts<'records'>> | KeysOf<ReturnType<Parts<'state'>>>
>;
type KeysOf<Union> = Union extends unknown ? keyof Union : never;
type RequiredKeys<State> = { readonly [Name in keyof State]-?: undefined extends State[Name] ? never : Name }[keyof State];
const FORGOTTEN: readonly Forgotten[] = [];
FORGOTTEN satisfies readonly never[];

/** The domain's inventory of what was read; what could not be read is unknown with its reason. A part that no collection brings is a compile error. */
function inventoryOf(read: Read): Inventory {
  const parts = Object.assign({}, ...COLLECTIONS.map((one: Collection) => one.inventory?.(read) ?? {})) as UnionToIntersection<ReturnType<Parts<'inventory'>>>;
  const { readAt, unread, incomplete, unknown } = read.head;
  // Metrics are a plain list, so that none were read is said here as well.
  const all = unknown.metrics === undefined ? incomplete : { ...incomplete, metrics: unknown.metrics };
  return { ...parts, readAt, unread, ...(all === undefined ? {} : { incomplete: all }) };
}

export const PLAN = planOf(COLLECTIONS, inventoryOf);

/** Every request that reads: the transport sends nothing else unless it is handed another list. */
export const READS: readonly AllowedRequest[] = [
  ...[...PLAN.endpoints.values()].map(({ method, path }): AllowedRequest => ({ method, path })),
  ...PLAN.collections.flatMap((one: Collection) => one.scopes ?? []).map(({ probe }): AllowedRequest => ({ method: 'get', path: probe.replace(/\?.*$/s, '') })),
];

/** Read scopes that the add-on uses, in the order of the table. */
export const SCOPES: readonly Scope[] = PLAN.collections.flatMap((one) => one.scopes ?? []);
