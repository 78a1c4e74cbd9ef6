import { isKnown, known } from '../account/known';
import type { Known } from '../account/known';
import type { Figure } from '../behavior/figure';
import type { LifecycleAudience } from '../catalogue/audience';
import type { MetricAlias } from '../catalogue/metric-alias';
import { cut, union } from '../comparison/bit-set';
import type { BitSet } from '../comparison/bit-set';
import type { PeopleCoverage } from '../comparison/coverage-by-people';
import { flowStanding } from '../model/group-references';
import type { EventFilter } from '../rule/filter';
import type { FlowLogic, FlowTrigger } from '../rule/flow-logic';
import type { Rule } from '../rule/rule';
import { asSegmentRule } from '../rule/segment-rule';
import type { Stage } from '../terms/lifecycle-terms';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import type { RecommendInput } from './recommend-input';
import { shareInBoth } from './same-people';

/** What a row may claim beyond what earns already, and the sentence that says why; the sentence is empty where nothing speaks to them. */
export interface Incremental {
  readonly value: Known<Figure>;
  readonly words: string;
}

/** Stages whose people a flow after an order brings back, by what follows its delays. */
const AFTER_AN_ORDER: ReadonlySet<Stage> = new Set(['First-time buyer', 'Replenishment', 'At risk', 'Lapsed or win-back']);
/** From this share of people in both (of those in either) a flow that starts with a segment is there for the audience’s end: a VIP welcome is not for whoever spends much on an order. */
const SAME_END_FROM = 0.5;

/**
 * What a segment adds for an audience that a live flow writes to for the same end, each counted by people. Served are: of a flow that starts with the very event that
 * makes the audience (a checkout, a cart, a first order), whoever meets its filters; of one that starts with an order, those whose order lies within its delays, whom it
 * has still to write to; of one that starts with a segment of mostly the same people, those in the segment. A flow whose people cannot be told takes nothing away, but
 * for the welcome of who joins a list: to people who are in an audience because they joined, it leaves no money to be claimed.
 */
export function beyondFlows(audience: LifecycleAudience, value: Known<Figure>, input: RecommendInput): Incremental {
  const { account, people } = input;
  const live = account.flows.flatMap(({ flow, logic }) =>
    logic === null || flowStanding(flow) !== 'live' || logic.actions === 0 ? [] : [{ name: flow.name, logic }],
  );
  const welcome = audience.flowsOnJoining ? live.find(({ logic }) => logic.triggers.some(({ kind }) => kind === 'list')) : undefined;
  if (welcome !== undefined) {
    const words = `The live flow ${quoted(welcome.name)} already writes to people who join; how many of these it reaches cannot be told, so no money is claimed.`;
    return { value: scaled(value, 0, words), words };
  }
  const members = people?.peopleOf(audience.id) ?? null;
  if (people === null || members === null) return { value, words: '' };
  const serving = live.flatMap(({ name, logic }) => {
    const reached = logic.triggers.flatMap((trigger) => whomItReaches(trigger, logic, audience, members, input) ?? []);
    const filter = logic.profileFilter === null ? null : asSegmentRule(logic.profileFilter).rule;
    const met = reached.length === 0 ? null : filter === null ? members : people.whoMeets(filter);
    const served = met === null ? null : cut(cut(members, met), reached.reduce(union));
    return served === null || people.sizeOf(served) === 0 ? [] : [{ name, met: served }];
  });
  if (serving.length === 0) return { value, words: '' };
  const size = people.sizeOf(members);
  const served = people.sizeOf(serving.map(({ met }) => met).reduce(union));
  const names = `${serving.length === 1 ? 'The live flow' : 'The live flows'} ${enumerated(serving.map(({ name }) => quoted(name)))}`;
  const { formats } = account;
  const words =
    `${names} already ${serving.length === 1 ? 'writes' : 'write'} to ${formats.count(served)} of these ${formats.counted(size, 'person', 'people')} for the same end: ` +
    (served >= size ? 'a segment adds campaigns and reporting, and no money is claimed.' : 'only what the others bring is claimed.');
  return { value: scaled(value, size <= 0 ? 1 : 1 - served / size, words), words };
}

/** Of an audience’s people those to whom a flow with this trigger writes for the same end; null where it is there for another, or that cannot be told. */
function whomItReaches(
  trigger: FlowTrigger,
  { delayDays }: FlowLogic,
  audience: LifecycleAudience,
  members: BitSet,
  { account, recognized, people }: RecommendInput,
): BitSet | null {
  if (people === null) return null;
  if (trigger.kind === 'segment') {
    const rule = trigger.groupId === null ? undefined : account.segmentById.get(trigger.groupId)?.rule;
    const inIt = rule === undefined ? null : people.whoMeets(rule);
    return inIt === null || shareInBoth(members, inIt, people) < SAME_END_FROM ? null : inIt;
  }
  if (trigger.kind !== 'metric' || trigger.metricId === null) return null;
  const { metricId, filter } = trigger;
  const counts = (alias: MetricAlias): boolean => (recognized.byAlias.get(alias)?.metricIds ?? []).includes(metricId);
  const byEvent = audience.flowTriggers.some(counts);
  // Only some of the events start it: whoever had one of those, within the time that makes the audience.
  if (byEvent) return filter === null ? members : hadOne(metricId, filter, audience.turnoverDays ?? DAYS_OF_A_PASSING_STATE, people);
  const byOrders = AFTER_AN_ORDER.has(audience.stage) && audience.needs.length > 0 && audience.needs.every((alias) => alias === 'order' || alias === 'ordered');
  return counts('order') && byOrders && delayDays >= 1 ? hadOne(metricId, filter, Math.ceil(delayDays), people) : null;
}

/** Where an audience does not say how soon its people are others. */
const DAYS_OF_A_PASSING_STATE = 30;

/** Who had such an event in the last `days`; null where the filter asks for more than properties of one event, or they were not read. */
function hadOne(metricId: string, triggerFilter: Rule | null, days: number, people: PeopleCoverage): BitSet | null {
  const where = triggerFilter === null ? [] : eventFiltersOf(triggerFilter);
  if (where === null) return null;
  return people.whoMeets({
    kind: 'metric',
    metricId,
    measurement: 'count',
    measure: { type: 'numeric', operator: 'greater-than-or-equal', value: 1 },
    timeframe: { type: 'date', operator: 'in-the-last', unit: 'day', quantity: days },
    ...(where.length === 0 ? {} : { where }),
  });
}

/** A trigger's filter as filters of one event that all hold; null where it has alternatives or asks for anything else. */
function eventFiltersOf(rule: Rule): readonly EventFilter[] | null {
  if (rule.kind === 'trigger-property') return [{ property: rule.field, filter: rule.filter }];
  if (rule.kind !== 'all') return null;
  const of = rule.of.map(eventFiltersOf);
  return of.some((one) => one === null) ? null : of.flatMap((one) => one!);
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
