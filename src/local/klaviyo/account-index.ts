import type { AccountData, FlowAction, StoredCampaign, StoredFlow } from './account-data';

/** Look-ups over one account, built once when first asked for. */
export interface AccountIndex {
  readonly lists: ReadonlyMap<string, AccountData['lists'][number]>;
  readonly segments: ReadonlyMap<string, AccountData['segments'][number]>;
  readonly campaigns: ReadonlyMap<string, StoredCampaign>;
  readonly flows: ReadonlyMap<string, StoredFlow>;
  readonly forms: ReadonlyMap<string, AccountData['forms'][number]>;
  readonly metrics: ReadonlyMap<string, AccountData['metrics'][number]>;
  readonly customMetrics: ReadonlyMap<string, AccountData['customMetrics'][number]>;
  readonly tags: ReadonlyMap<string, AccountData['tags'][number]>;
  readonly tagGroups: ReadonlyMap<string, AccountData['tagGroups'][number]>;
  readonly actions: ReadonlyMap<string, { readonly flow: StoredFlow; readonly action: FlowAction }>;
  readonly campaignMessages: ReadonlyMap<string, StoredCampaign>;
  /** Flows by the id of the list, segment or metric that triggers them. */
  readonly triggered: ReadonlyMap<string, readonly StoredFlow[]>;
}

const built = new WeakMap<AccountData, AccountIndex>();

/** The look-ups of an account. */
export function indexOf(account: AccountData): AccountIndex {
  let index = built.get(account);
  if (!index) {
    index = build(account);
    built.set(account, index);
  }
  return index;
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

function build(account: AccountData): AccountIndex {
  const triggered = new Map<string, StoredFlow[]>();
  const actions = new Map<string, { flow: StoredFlow; action: FlowAction }>();
  for (const flow of account.flows) {
    for (const trigger of flow.definition.triggers) {
      if (typeof trigger.id === 'string') triggered.set(trigger.id, [...(triggered.get(trigger.id) ?? []), flow]);
    }
    for (const action of flow.definition.actions) actions.set(action.id, { flow, action });
  }
  return {
    lists: byId(account.lists),
    segments: byId(account.segments),
    campaigns: byId(account.campaigns),
    flows: byId(account.flows),
    forms: byId(account.forms),
    metrics: byId(account.metrics),
    customMetrics: byId(account.customMetrics),
    tags: byId(account.tags),
    tagGroups: byId(account.tagGroups),
    actions,
    campaignMessages: new Map(account.campaigns.flatMap((campaign) => campaign.messages.map((message) => [message.id, campaign] as const))),
    triggered,
  };
}
