import type { Inventory, Segment, SubscriberList, Campaign, Flow } from '../account/inventory';
import type { Instant } from '../account/known';
import { DAY, isKnown } from '../account/known';
import { readPart, whyMissing } from '../account/unread-part';
import type { RuleStatus } from '../rule/comparison';
import type { Engine } from '../rule/engine';
import type { FlowLogic } from '../rule/flow-logic';
import { parseFlowDefinition } from '../rule/parse-flow';
import { referencesOf } from '../rule/references';
import type { RuleReferences } from '../rule/references';
import type { Rule } from '../rule/rule';
import { planningWindow } from '../settings/plan';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import { collectGroupReferences } from './group-references';
import { unusedRetireDays } from './model-settings';
import { readSegmentRules } from './segment-rules';
import type { RuleReader } from './segment-rules';
import type { SegmentRules } from './segment-rules';
import { createFormats } from '../text/format';
import type { Formats } from '../text/format';
import { buildUseGraph } from './use-graph';
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
export interface ParsedAccount extends SegmentRules {
  readonly inventory: Inventory;
  readonly segments: readonly ParsedSegment[];
  readonly segmentById: ReadonlyMap<string, ParsedSegment>;
  readonly lists: readonly SubscriberList[];
  readonly listById: ReadonlyMap<string, SubscriberList>;
  readonly campaigns: readonly Campaign[];
  readonly campaignById: ReadonlyMap<string, Campaign>;
  readonly flows: readonly ParsedFlow[];
  readonly flowById: ReadonlyMap<string, ParsedFlow>;
  readonly uses: UseGraph;
  /** The one writer of this account's numbers, money and days. */
  readonly formats: Formats;
  /** True when all lists and segments were read, so that an id in neither was deleted. */
  readonly groupsComplete: boolean;
  readonly now: Instant;
  readonly windowStart: Instant;
}

/** Parses every definition of the inventory and works out where everything is used. Never throws on what Klaviyo sent. */
export function parseAccount(inventory: Inventory, settings: SettingValues, now: Instant, readRules: RuleReader = readSegmentRules): ParsedAccount {
  const { segments, names, engine } = readRules(inventory, now);
  const lists = readPart(inventory.lists);
  const campaigns = readPart(inventory.campaigns);
  const parsed = segments.map((each) => parsedSegment(each, engine));
  const flows = readPart(inventory.flows).map((flow): ParsedFlow => ({
    flow,
    logic: isKnown(flow.definition) ? parseFlowDefinition(flow.definition.value) : null,
  }));
  const windowStart = now - valueOf(settings, planningWindow) * DAY;
  const { references, unknownBecause } = collectGroupReferences({
    inventory,
    segments: parsed,
    flows,
    now,
    windowStart,
    draftsSince: now - valueOf(settings, unusedRetireDays) * DAY,
  });
  return {
    inventory,
    segments: parsed,
    lists,
    campaigns,
    flows,
    engine,
    now,
    windowStart,
    segmentById: new Map(parsed.map((one) => [one.segment.id, one])),
    listById: new Map(lists.map((list) => [list.id, list])),
    campaignById: new Map(campaigns.map((campaign) => [campaign.id, campaign])),
    flowById: new Map(flows.map((one) => [one.flow.id, one])),
    names,
    formats: createFormats(inventory.account),
    uses: buildUseGraph(references, unknownBecause),
    groupsComplete: whyMissing(inventory, 'segments') === null && whyMissing(inventory, 'lists') === null,
  };
}

/** What the engine says of one segment's rule. */
export function parsedSegment({ segment, rule }: { readonly segment: Segment; readonly rule: Rule }, engine: Engine): ParsedSegment {
  return {
    segment,
    rule,
    references: referencesOf(rule),
    key: engine.key(rule),
    shape: engine.shape(rule),
    subjects: engine.subjects(rule),
    status: engine.status(rule),
  };
}
