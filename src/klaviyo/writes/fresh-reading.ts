import type { Inventory } from '../../domain/account/inventory';
import type { Instant } from '../../domain/account/known';
import { account } from '../collections/account';
import { campaigns } from '../collections/campaigns';
import { flows } from '../collections/flows';
import { forms } from '../collections/forms';
import { lists } from '../collections/lists';
import { results } from '../collections/results';
import { segments } from '../collections/segments';
import { PLAN } from '../collections/table';
import type { KlaviyoError } from '../http/klaviyo-error';
import type { Transport } from '../http/transport';
import { after, planOf, type Collection, type Plan, type Read } from '../schedule/collection';
import { AccountReader } from '../schedule/reader';
import type { Collector } from '../schedule/reading-options';

/** The listing alone: sizes decide nothing here. */
const listedLists: Collection = {
  ...lists,
  work: {
    'list-page': {
      ...lists.work['list-page'],
      answer: (work, answer, next, context) => {
        const onward = lists.work['list-page'].answer(work, answer, next, context);
        context.drop('list-size');
        context.drop('list-members');
        return onward;
      },
    },
    'list-size': lists.work['list-size'],
    'list-members': lists.work['list-members'],
  },
  steps: [
    { name: 'lists', label: 'Reading lists', after: after('account'), begin: (context) => context.add({ kind: 'list-page' }) },
    { name: 'list sizes', label: '', after: after('lists') },
  ],
};

/** Every segment as it is now, with its definition; nothing is taken over from an earlier reading. */
const listedSegments: Collection = {
  ...segments,
  work: { 'segment-page': segments.work['segment-page'] },
  steps: [
    {
      name: 'segments',
      label: 'Reading segments',
      after: after('account'),
      begin: (context) => context.add({ kind: 'segment-page', updatedAfter: null, ids: null }),
    },
  ],
};

const GROUPS: readonly Collection[] = [account, listedLists, listedSegments];
/** Everything that may use a list or segment. What flows and campaigns brought is not asked for. */
const USES: readonly Collection[] = [...GROUPS, flows, campaigns, forms, { records: results.records }];

/** What to look at before a write: for a new segment what exists, for one that goes also who uses it. */
export type FreshScope = 'groups' | 'uses';

export type FreshReading = { readonly inventory: Inventory } | { readonly error: KlaviyoError } | { readonly tooSlow: true };

interface FreshOptions {
  readonly transport: Transport;
  /** The key that reads. */
  readonly key: string;
  readonly accountId: string;
  /** Parts under `reading/` of the last finished reading: a flow that was not edited since keeps its definition from there. */
  readonly saved: ReadonlyMap<string, string>;
  /** What the last reading brought: metrics and the like, which decide nothing here, come from there. */
  readonly last: Inventory;
  readonly until: Instant;
}

/** Reads, at this moment, all that decides about a write. Nothing of it is kept. */
export function readFresh(scope: FreshScope, { transport, key, accountId, saved, last, until }: FreshOptions): FreshReading {
  const parts = scope === 'groups' ? GROUPS : USES;
  const plan: Plan = planOf(parts, (read: Read): Inventory => ({
    ...last,
    incomplete: { ...(last.incomplete?.metrics === undefined ? {} : { metrics: last.incomplete.metrics }), ...read.head.incomplete },
    ...(Object.assign({}, ...parts.map((one) => one.inventory?.(read) ?? {})) as Partial<Inventory>),
    unread: read.head.unread,
    readAt: read.head.readAt,
  }));
  const reader = new AccountReader(
    {
      transport,
      key,
      mode: 'incremental',
      saved: scope === 'groups' ? null : keptDefinitions(saved),
      collector: NO_COLLECTOR,
      expectedAccountId: accountId,
      needs: () => {
        throw new Error('A look before a write needs no events.');
      },
    },
    plan,
  );
  for (;;) {
    const outcome = reader.advance(until);
    if (outcome.state === 'done') return { inventory: reader.inventory() };
    if (outcome.state === 'stopped') return { error: outcome.error };
    if (outcome.notBefore >= until || transport.now() >= until) return { tooSlow: true };
    if (outcome.notBefore > transport.now()) transport.sleep(outcome.notBefore - transport.now());
  }
}

/** Of a finished reading its head and the definitions of flows, which it asks for again only where a flow was edited since. */
function keptDefinitions(saved: ReadonlyMap<string, string>): ReadonlyMap<string, string> | null {
  if (PLAN.savedHead(saved)?.status !== 'done') return null;
  return new Map([...saved].filter(([key]) => key === 'reading/head' || key.startsWith('reading/flow-definitions/')));
}

const nothing = (): void => undefined;
const NO_COLLECTOR: Collector = {
  begin: nothing,
  missing: () => [],
  addEvents: nothing,
  finish: nothing,
  addProfiles: nothing,
  restartProfiles: nothing,
  finishProfiles: nothing,
  profilesReadAt: () => null,
};
