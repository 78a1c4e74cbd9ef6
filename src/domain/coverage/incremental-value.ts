import { isKnown, known } from '../account/known';
import type { Known } from '../account/known';
import type { Figure } from '../behavior/figure';
import type { LifecycleAudience } from '../catalogue/audience';
import { bitSet, cut } from '../comparison/bit-set';
import type { BitSet } from '../comparison/bit-set';
import { flowStanding } from '../model/group-references';
import { asSegmentRule } from '../rule/segment-rule';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import type { RecommendInput } from './recommend-input';

/** What a row may claim beyond what earns already, and the sentence that says why; the sentence is empty where nothing speaks to them. */
export interface Incremental {
  readonly value: Known<Figure>;
  readonly words: string;
}

/**
 * What a segment adds for an audience that a live flow writes to for the same end: one that starts with the very event that makes the audience (a checkout, a cart,
 * a first order). Whoever meets the flow’s filter is written to already, so only the others are claimed. A flow whose trigger takes only some of the events, or whose
 * filter cannot be answered, takes nothing away.
 */
export function beyondFlows(audience: LifecycleAudience, value: Known<Figure>, { account, recognized, people }: RecommendInput): Incremental {
  const triggers = new Set(audience.flowTriggers.flatMap((alias) => recognized.byAlias.get(alias)?.metricIds ?? []));
  const members = people?.peopleOf(audience.id) ?? null;
  if (people === null || members === null || triggers.size === 0) return { value, words: '' };
  const serving = account.flows.flatMap(({ flow, logic }) => {
    if (logic === null || flowStanding(flow) !== 'live' || logic.triggerFilter !== null || logic.actions === 0) return [];
    if (!logic.triggers.some((trigger) => trigger.kind === 'metric' && trigger.metricId !== null && triggers.has(trigger.metricId))) return [];
    const filter = logic.profileFilter === null ? null : asSegmentRule(logic.profileFilter).rule;
    const met = filter === null ? members : people.whoMeets(filter);
    return met === null ? [] : [{ name: flow.name, met: cut(members, met) }];
  });
  if (serving.length === 0) return { value, words: '' };
  const size = people.sizeOf(members);
  const served = people.sizeOf(serving.reduce<BitSet>((sum, { met }) => sum.map((word, at) => word | met[at]!), bitSet(members.length << 5)));
  const names = `${serving.length === 1 ? 'The live flow' : 'The live flows'} ${enumerated(serving.map(({ name }) => quoted(name)))}`;
  const { formats } = account;
  const words =
    `${names} already ${serving.length === 1 ? 'writes' : 'write'} to ${formats.count(served)} of these ${formats.counted(size, 'person', 'people')} for the same end: ` +
    (served >= size ? 'a segment adds campaigns and reporting, and no money is claimed.' : 'only what the others bring is claimed.');
  return { value: scaled(value, size <= 0 ? 1 : 1 - served / size, words), words };
}

/** An update of a segment in live use is worth what the people bring whom it adds: those in it are written to already. */
export function beyondSegment(segmentId: string, audience: LifecycleAudience, value: Known<Figure>, { account, people }: RecommendInput): Incremental {
  const rule = account.segmentById.get(segmentId)?.rule;
  const before = rule === undefined || people === null ? null : people.whoMeets(rule);
  const after = people?.peopleOf(audience.id) ?? null;
  if (people === null || before === null || after === null || !account.uses.isLive(segmentId)) return { value, words: '' };
  const size = people.sizeOf(after);
  const added = size - people.sizeOf(cut(before, after));
  const { formats } = account;
  const words =
    added <= 0
      ? 'It is in use as it stands and the change adds nobody, so no money is claimed.'
      : `It is in use as it stands, so the change is worth what the ${formats.count(added)} of ${formats.counted(size, 'person', 'people')} bring whom it adds.`;
  return { value: scaled(value, size <= 0 ? 0 : added / size, words), words };
}

/** A part of a value, said to be one. */
function scaled(value: Known<Figure>, share: number, words: string): Known<Figure> {
  if (!isKnown(value) || !isKnown(value.value.value) || share >= 1) return value;
  const part = (amount: number): number => Math.round(amount * share * 100) / 100;
  const { low, high } = value.value;
  return known({
    ...value.value,
    value: known(part(value.value.value.value)),
    low: low === null ? null : part(low),
    high: high === null ? null : part(high),
    explanation: `${words} ${value.value.explanation}`,
  });
}
