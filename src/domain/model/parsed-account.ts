import type { Inventory, Segment, SubscriberList, Campaign, Flow, GroupKind } from '../account/inventory';
import type { Instant, Known } from '../account/known';
import { DAY, isKnown } from '../account/known';
import { whyMissing } from '../account/unread-part';
import { createEngine } from '../rule/engine';
import type { Engine } from '../rule/engine';
import type { RuleStatus } from '../rule/comparison';
import type { FlowLogic } from '../rule/flow-logic';
import type { Names } from '../rule/names';
import { createEndings, plainName } from '../text/names';
import { parseFlowDefinition } from '../rule/parse-flow';
import { parseSegmentDefinition } from '../rule/parse-segment';
import { referencesOf } from '../rule/references';
import type { RuleReferences } from '../rule/references';
import type { Rule } from '../rule/rule';
import { unusedRetireDays } from './model-settings';
import { planningWindow } from '../settings/plan';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import { collectGroupReferences } from './group-references';
import { buildUseGraph, grouped } from './use-graph';
import type { UseGraph } from './use-graph';

/** A segment with what the rule engine says of it. */
export interface ParsedSegment {
  readonly segment: Segment;
  readonly rule: Rule;
  readonly references: RuleReferences;
  /** Equal keys: the same audience. */
  readonly key: string;
  /** Equal shapes: the same but for thresholds. */
  readonly shape: string;
  readonly subjects: readonly string[];
  readonly status: RuleStatus;
}

/** A flow with its audience logic; null where the definition could not be read. */
export interface ParsedFlow {
  readonly flow: Flow;
  readonly logic: FlowLogic | null;
}

/** The account with every definition parsed once: what all of coverage works on. Unread parts are empty here and said in `inventory`. */
export interface ParsedAccount {
  readonly inventory: Inventory;
  readonly segments: readonly ParsedSegment[];
  readonly segmentById: ReadonlyMap<string, ParsedSegment>;
  readonly lists: readonly SubscriberList[];
  readonly listById: ReadonlyMap<string, SubscriberList>;
  readonly campaigns: readonly Campaign[];
  readonly campaignById: ReadonlyMap<string, Campaign>;
  readonly flows: readonly ParsedFlow[];
  readonly flowById: ReadonlyMap<string, ParsedFlow>;
  readonly names: Names;
  readonly engine: Engine;
  readonly uses: UseGraph;
  /** True when all lists and segments were read, so that an id in neither was deleted. */
  readonly groupsComplete: boolean;
  readonly now: Instant;
  readonly windowStart: Instant;
}

/** Parses every definition of the inventory and works out where everything is used. Never throws on what Klaviyo sent. */
export function parseAccount(inventory: Inventory, settings: SettingValues, now: Instant): ParsedAccount {
  const segments = readPart(inventory.segments);
  const lists = readPart(inventory.lists);
  const campaigns = readPart(inventory.campaigns);
  const rules = segments.map((segment) => ({ segment, rule: parseSegmentDefinition(segment.definition) }));
  const names = namesOf(inventory);
  const engine = createEngine({ groups: groupsOf(lists, rules), now, names });
  const parsed = rules.map((each) => parsedSegment(each, engine));
  const flows = readPart(inventory.flows).map((flow): ParsedFlow => ({
    flow, logic: isKnown(flow.definition) ? parseFlowDefinition(flow.definition.value) : null,
  }));
  const windowStart = now - valueOf(settings, planningWindow) * DAY;
  const { references, unknownBecause } = collectGroupReferences({
    inventory, segments: parsed, flows, now, windowStart, draftsSince: now - valueOf(settings, unusedRetireDays) * DAY,
  });
  return {
    inventory, segments: parsed, lists, campaigns, flows, engine, now, windowStart,
    segmentById: new Map(parsed.map((one) => [one.segment.id, one])),
    listById: new Map(lists.map((list) => [list.id, list])),
    campaignById: new Map(campaigns.map((campaign) => [campaign.id, campaign])),
    flowById: new Map(flows.map((one) => [one.flow.id, one])),
    names,
    uses: buildUseGraph(references, unknownBecause),
    groupsComplete: whyMissing(inventory, 'segments') === null && whyMissing(inventory, 'lists') === null,
  };
}

/** What the engine says of one segment's rule. */
export function parsedSegment({ segment, rule }: { readonly segment: Segment; readonly rule: Rule }, engine: Engine): ParsedSegment {
  return {
    segment, rule, references: referencesOf(rule), key: engine.key(rule), shape: engine.shape(rule), subjects: engine.subjects(rule), status: engine.status(rule),
  };
}

/**
 * Names of metrics, lists and segments. A metric name that several metrics share is followed by its integration, and by the end of its id where that
 * is shared too; so are the names that several lists or several segments share.
 */
export function namesOf(inventory: Pick<Inventory, 'metrics' | 'lists' | 'segments' | 'incomplete'>): Names {
  const metrics = new Map(inventory.metrics.map((metric) => [metric.id, metric]));
  const shared = sharedNames(inventory.metrics);
  const ending = createEndings();
  const lists = readPart(inventory.lists);
  const segments = readPart(inventory.segments);
  const sharedBy = { list: sharedNames(lists), segment: sharedNames(segments) };
  const named = (kind: GroupKind) => ({ id, name }: { readonly id: string; readonly name: string }) => [id, { name, kind, shared: sharedBy[kind].has(name) }] as const;
  const groups = new Map([...lists.map(named('list')), ...segments.map(named('segment'))]);
  const groupsRead = whyMissing(inventory, 'lists') === null && whyMissing(inventory, 'segments') === null;
  return {
    metric(id) {
      const metric = metrics.get(id);
      if (metric === undefined) return `a metric ${whyMissing(inventory, 'metrics') === null ? 'that is not in the account' : 'whose name could not be read'} (${ending(id)})`;
      if (!shared.has(metric.name)) return plainName(metric.name);
      const from = metric.integration?.name ?? null;
      const alone = inventory.metrics.filter((other) => other.name === metric.name && (other.integration?.name ?? null) === from).length === 1;
      const which = from === null ? ending(id) : alone ? from : `${from}, ${ending(id)}`;
      return `${plainName(metric.name)} (${which})`;
    },
    group: (id) => groups.get(id) ?? null,
    missingGroup: (id) => `a list or segment ${groupsRead ? 'that is not in the account' : 'whose name could not be read'} (${ending(id)})`,
    ending,
  };
}

function sharedNames(things: readonly { readonly name: string }[]): ReadonlySet<string> {
  return new Set([...grouped(things, (thing) => thing.name)].filter(([, same]) => same.length > 1).map(([name]) => name));
}

/** Lists and segments as the engine wants them: a list has no rule, only members; a deactivated segment holds whom it held when it was frozen. */
export function groupsOf(
  lists: readonly SubscriberList[], segments: readonly { readonly segment: Segment; readonly rule: Rule }[],
): ReadonlyMap<string, { readonly kind: GroupKind; readonly rule: Rule | null }> {
  return new Map<string, { readonly kind: GroupKind; readonly rule: Rule | null }>([
    ...lists.map((list) => [list.id, { kind: 'list', rule: null }] as const),
    ...segments.map(({ segment, rule }) => [segment.id, { kind: 'segment', rule: segment.isActive ? rule : null }] as const),
  ]);
}

/** A part of the inventory, empty where it could not be read. */
export function readPart<T>(part: Known<readonly T[]>): readonly T[] {
  return isKnown(part) ? part.value : [];
}
