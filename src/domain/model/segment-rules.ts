import type { GroupKind, Inventory, Segment, SubscriberList } from '../account/inventory';
import type { Instant } from '../account/known';
import { readPart } from '../account/unread-part';
import { createEngine } from '../rule/engine';
import type { Engine } from '../rule/engine';
import type { Names } from '../rule/names';
import { parseSegmentDefinition } from '../rule/parse-segment';
import type { Rule } from '../rule/rule';
import { namesOf } from './account-names';
import type { MetricSource } from './metric-names';

/** The account's segments with their rules and an engine over them: all that is needed to find the segments near a rule. The whole model holds it too. */
export interface SegmentRules {
  readonly segments: readonly { readonly segment: Segment; readonly rule: Rule }[];
  readonly engine: Engine;
  readonly names: Names;
}

type RuleSource = MetricSource & Pick<Inventory, 'account' | 'lists'>;
export type RuleReader = (inventory: RuleSource, now: Instant) => SegmentRules;

/** Parses the segments of an inventory; none where they could not be read. */
export function readSegmentRules(inventory: RuleSource, now: Instant): SegmentRules {
  const segments = readPart(inventory.segments).map((segment) => ({ segment, rule: parseSegmentDefinition(segment.definition) }));
  const names = namesOf(inventory);
  return { segments, names, engine: createEngine({ groups: groupsOf(readPart(inventory.lists), segments), now, names }) };
}

/**
 * Reads rules for one execution: asked again for the same definitions, names and instant it gives the rules and the engine that it gave before, with the
 * segments as they are now. The reader asks for overlaps and the analysis concludes from one parse that way.
 */
export function createRuleReader(): RuleReader {
  let last: { readonly source: string; readonly read: SegmentRules } | null = null;
  return (inventory, now) => {
    const source = sourceOf(inventory, now);
    if (last?.source === source) {
      const { read } = last;
      return { ...read, segments: readPart(inventory.segments).map((segment, index) => ({ segment, rule: read.segments[index]!.rule })) };
    }
    const read = readSegmentRules(inventory, now);
    last = { source, read };
    return read;
  };
}

/** All that rules and the engine's sentences are made of. */
function sourceOf(inventory: RuleSource, now: Instant): string {
  const names = namesOf(inventory);
  const [lists, segments] = [readPart(inventory.lists), readPart(inventory.segments)];
  return JSON.stringify([
    now,
    inventory.account,
    names.missingGroup?.(''),
    inventory.metrics.map(({ id }) => [id, names.metric(id)]),
    lists.map(({ id }) => [id, names.group(id)]),
    segments.map(({ id, isActive, definition }) => [id, isActive, names.group(id), definition]),
  ]);
}

/** Lists and segments as the engine wants them: a list has no rule, only members; a deactivated segment holds whom it held when it was frozen. */
function groupsOf(
  lists: readonly SubscriberList[],
  segments: readonly { readonly segment: Segment; readonly rule: Rule }[],
): ReadonlyMap<string, { readonly kind: GroupKind; readonly rule: Rule | null }> {
  return new Map<string, { readonly kind: GroupKind; readonly rule: Rule | null }>([
    ...lists.map((list) => [list.id, { kind: 'list', rule: null }] as const),
    ...segments.map(({ segment, rule }) => [segment.id, { kind: 'segment', rule: segment.isActive ? rule : null }] as const),
  ]);
}

/** A definition from the tracker's `Definition` cell, which people can edit: null where it is not JSON of a segment definition. */
export function ruleFromText(text: string): Rule | null {
  try {
    const definition: unknown = JSON.parse(text);
    return typeof definition === 'object' && definition !== null && 'condition_groups' in definition ? parseSegmentDefinition(definition) : null;
  } catch {
    return null;
  }
}
