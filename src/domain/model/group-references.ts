import type { Campaign, Flow, Form, Inventory } from '../account/inventory';
import type { Instant } from '../account/known';
import { isKnown } from '../account/known';
import { whyMissing } from '../account/unread-part';
import type { FlowLogic } from '../rule/flow-logic';
import type { RuleReferences } from '../rule/references';
import type { GroupReference } from './use-graph';

/** How the campaign stands: over (sent before the window, or cancelled), a draft, or live (of the window, scheduled, or in a state that this version does not know). */
export type Standing = 'live' | 'draft' | 'over';

/**
 * Standing of a campaign. `windowStart`: campaigns sent since then count as live, since the plan looks back on them.
 * Statuses: klaviyo/facts.md section 6; one that is not known counts as live, so that nothing it uses is retired.
 */
export function campaignStanding(campaign: Campaign, windowStart: Instant): Standing {
  const status = campaign.status.trim().toLowerCase();
  if (status === 'draft') return campaign.archived ? 'over' : 'draft';
  if (status.startsWith('cancel')) return 'over';
  if (status === 'sent' || status === 'variations sent') {
    const at = sentAt(campaign);
    return at === null || at >= windowStart ? 'live' : 'over';
  }
  return 'live';
}

/** When the campaign went out, as well as it is told; null for one that did not. */
export function sentAt(campaign: Campaign): Instant | null {
  const status = campaign.status.trim().toLowerCase();
  if (status === 'draft' || status.startsWith('cancel')) return null;
  return campaign.sendTime ?? campaign.scheduledAt ?? (status.includes('sent') ? campaign.updatedAt : null);
}

/** Standing of a flow. Manual flows take profiles in, so they count as live; so does a status that this version does not know. */
export function flowStanding(flow: Flow): Standing {
  if (flow.archived) return 'over';
  return flow.status.trim().toLowerCase() === 'draft' ? 'draft' : 'live';
}

/** What is read for the references: the inventory with its definitions parsed. */
export interface ReferenceSources {
  readonly inventory: Inventory;
  readonly segments: readonly {
    readonly segment: { readonly id: string; readonly name: string; readonly definition: unknown };
    readonly references: RuleReferences;
  }[];
  /** `logic` null: the definition could not be read. */
  readonly flows: readonly { readonly flow: Flow; readonly logic: FlowLogic | null }[];
  readonly now: Instant;
  /** Start of the planning window. */
  readonly windowStart: Instant;
  /** Drafts touched since then may still be wanted. */
  readonly draftsSince: Instant;
}

/** Every direct reference to a list or segment in the account, and why some may be missing (empty when all was read). */
export function collectGroupReferences(sources: ReferenceSources): {
  readonly references: readonly GroupReference[];
  readonly unknownBecause: readonly string[];
} {
  const { inventory } = sources;
  const groupIds = new Set([
    ...(isKnown(inventory.segments) ? inventory.segments.value.map((segment) => segment.id) : []),
    ...(isKnown(inventory.lists) ? inventory.lists.value.map((list) => list.id) : []),
  ]);
  const references = [
    ...(isKnown(inventory.campaigns) ? inventory.campaigns.value.flatMap((campaign) => campaignReferences(campaign, sources)) : []),
    ...sources.flows.flatMap((parsed) => flowReferences(parsed, groupIds, sources)),
    ...triggerReferences(sources),
    ...sources.segments.flatMap((parsed) => segmentReferences(parsed, groupIds)),
    ...(isKnown(inventory.forms) ? inventory.forms.value.flatMap(formReferences) : []),
  ];
  return { references, unknownBecause: unreadParts(sources) };
}

function campaignReferences(campaign: Campaign, { windowStart, draftsSince, now }: ReferenceSources): readonly GroupReference[] {
  const standing = campaignStanding(campaign, windowStart);
  const sent = sentAt(campaign);
  const shared = {
    by: { type: 'campaign', id: campaign.id, name: campaign.name } as const,
    live: standing === 'live',
    draft: standing === 'draft' && (campaign.updatedAt === null || campaign.updatedAt >= draftsSince),
    at: sent !== null && sent <= now ? sent : null,
  };
  return [
    ...[...new Set(campaign.included)].map((groupId): GroupReference => ({ groupId, how: 'campaign include', ...shared })),
    ...[...new Set(campaign.excluded)].map((groupId): GroupReference => ({ groupId, how: 'campaign exclude', ...shared })),
  ];
}

function flowReferences(
  { flow, logic }: ReferenceSources['flows'][number],
  groupIds: ReadonlySet<string>,
  sources: ReferenceSources,
): readonly GroupReference[] {
  const shared = byFlow(flow, sources);
  const told = new Set<string>();
  const references = (logic?.groupReferences ?? [])
    .filter(({ groupId, how }) => isNew(told, `${how} ${groupId}`))
    .map(({ groupId, how }): GroupReference => ({ groupId, how, ...shared }));
  const named = new Set(references.map((reference) => reference.groupId));
  // A part that this version cannot read may name a list or segment too: any text in it that is one of their ids counts as a use.
  const hidden = isKnown(flow.definition) ? [...idsIn(flow.definition.value, groupIds)].filter((id) => !named.has(id)) : [];
  return [...references, ...hidden.map((groupId): GroupReference => ({ groupId, how: 'flow branch', ...shared }))];
}

function byFlow(flow: Flow, { draftsSince }: ReferenceSources): Omit<GroupReference, 'groupId' | 'how'> {
  const standing = flowStanding(flow);
  return {
    by: { type: 'flow', id: flow.id, name: flow.name },
    live: standing === 'live',
    draft: standing === 'draft' && (flow.updated === null || flow.updated >= draftsSince),
    at: null,
  };
}

/** Triggers that the list or segment itself tells and no flow definition does: the definition may be unread, or the flow not listed. */
function triggerReferences(sources: ReferenceSources): readonly GroupReference[] {
  const { inventory } = sources;
  const flows = new Map(sources.flows.map((parsed) => [parsed.flow.id, parsed]));
  const groups = [...(isKnown(inventory.lists) ? inventory.lists.value : []), ...(isKnown(inventory.segments) ? inventory.segments.value : [])];
  return groups.flatMap(({ id, triggersFlowIds }) =>
    triggersFlowIds.flatMap((flowId): readonly GroupReference[] => {
      const parsed = flows.get(flowId);
      if (parsed === undefined) {
        return [
          {
            groupId: id,
            how: 'flow trigger',
            by: { type: 'flow', id: flowId, name: `a flow that could not be read (${flowId})` },
            live: true,
            draft: false,
            at: null,
          },
        ];
      }
      const known = parsed.logic?.groupReferences.some((reference) => reference.groupId === id && reference.how === 'flow trigger') ?? false;
      return known ? [] : [{ groupId: id, how: 'flow trigger', ...byFlow(parsed.flow, sources) }];
    }),
  );
}

function segmentReferences({ segment, references }: ReferenceSources['segments'][number], groupIds: ReadonlySet<string>): readonly GroupReference[] {
  const ids = new Set(references.groupIds);
  if (references.unknownParts > 0) for (const id of idsIn(segment.definition, groupIds)) ids.add(id);
  return [...ids].map((groupId): GroupReference => ({
    groupId,
    how: 'segment rule',
    by: { type: 'segment', id: segment.id, name: segment.name },
    live: false,
    draft: false,
    at: null,
  }));
}

function formReferences(form: Form): readonly GroupReference[] {
  const live = form.status.trim().toLowerCase() !== 'draft';
  return [...new Set(form.listIds)].map((groupId): GroupReference => ({
    groupId,
    how: 'form submits to',
    by: { type: 'form', id: form.id, name: form.name },
    live,
    draft: !live,
    at: null,
  }));
}

function unreadParts({ inventory, flows }: ReferenceSources): readonly string[] {
  const reasons: string[] = [];
  if (inventory.stillToCome !== undefined) reasons.push('The refresh is not finished');
  for (const [what, part] of [
    ['Campaigns', 'campaigns'],
    ['Flows', 'flows'],
    ['Segments', 'segments'],
    ['Forms', 'forms'],
  ] as const) {
    const why = whyMissing(inventory, part);
    if (why === null) continue;
    reasons.push(isKnown<unknown>(inventory[part]) ? `Some ${part} could not be read: ${why}` : `${what} could not be read: ${why}`);
  }
  const unread = flows.filter(({ flow, logic }) => logic === null && flowStanding(flow) !== 'over');
  const first = unread[0];
  if (first !== undefined) {
    const why = isKnown(first.flow.definition) ? 'no reason told' : first.flow.definition.unknown;
    reasons.push(`The definition of ${unread.length === 1 ? 'one flow' : `${unread.length} flows`} could not be read: ${why}`);
  }
  return reasons;
}

/** Ids of `wanted` that stand anywhere in the JSON as a text of their own. */
function idsIn(json: unknown, wanted: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const open: unknown[] = [json];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node === 'string') {
      if (wanted.has(node)) found.add(node);
    } else if (typeof node === 'object' && node !== null) {
      open.push(...Object.values(node));
    }
  }
  return found;
}

function isNew(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
