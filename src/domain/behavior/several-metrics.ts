import type { Instant } from '../account/known';
import type { LifecycleAudience } from '../catalogue/audience';
import type { MetricAlias } from '../catalogue/metric-alias';
import { declarationOf } from '../catalogue/metric-alias';
import { metricSettings } from '../catalogue/catalogue-settings';
import { buildDefinition } from '../catalogue/proposed-rule';
import type { ProposedRule } from '../catalogue/proposed-rule';
import { metricIdsOf } from '../catalogue/recognize-metrics';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import { parseSegmentDefinition } from '../rule/parse-segment';
import type { Formats } from '../text/format';
import { Answering } from './answer-all';
import type { BehaviorState, MeasuredMetric } from './behavior-state';
import { EventColumns } from './event-columns';
import { indexEvents } from './event-index';
import { counts } from './expected-orders';
import { NO_WORD } from './string-dictionary';
import { inQuotes } from '../text/quotes';

/** A rule that is wrong for more than this share of its people is not proposed (the product's rule). */
const WRONG_AT_MOST = 0.05;

/**
 * Where an audience counts events that come in as several metrics, Klaviyo's conditions may say it only about right. Then the rule is held against the
 * truth, all of the metrics counted as one, person by person.
 * @returns the proposal as it is, or that the account cannot have the audience, with how many people the nearest rule would be wrong for
 */
export function heldToTruth(
  audience: LifecycleAudience,
  proposed: ProposedRule,
  recognized: RecognizedMetrics,
  state: BehaviorState,
  at: Instant,
  formats: Formats,
): ProposedRule {
  if (proposed.kind !== 'rule' || proposed.approximations.length === 0) return proposed;
  const metrics = metricIdsOf(recognized);
  const several = audience.needs.filter((alias) => (metrics[alias]?.length ?? 0) > 1);
  if (several.length === 0) return proposed;
  const added = new Map<string, MeasuredMetric>();
  const asOne: Partial<Record<MetricAlias, readonly string[]>> = { ...metrics };
  for (const alias of several) {
    const merged = mergedMetric(
      metrics[alias]!.flatMap((id) => state.metrics.get(id) ?? []),
      state.count,
    );
    if (merged === null) return proposed;
    added.set(`all ${alias}`, merged);
    asOne[alias] = [`all ${alias}`];
  }
  const exact = buildDefinition(audience, Object.fromEntries(proposed.parameters.map(({ name, value }) => [name, value])), asOne);
  if (exact === null) return proposed;
  const truth = new Answering(state.withMetrics(added), at).answer(parseSegmentDefinition(exact.definition));
  const said = new Answering(state, at).answer(proposed.core);
  let [people, wrong] = [0, 0];
  for (let profile = 0; profile < truth.length; profile += 1) {
    if (counts(truth[profile]!)) people += 1;
    if (counts(truth[profile]!) !== counts(said[profile]!)) wrong += 1;
  }
  if (wrong <= WRONG_AT_MOST * people) return proposed;
  const names = several.map((alias) => `${declarationOf(alias).name} events come in as ${formats.counted(metrics[alias]!.length, 'metric')}`).join(' and ');
  return {
    kind: 'not applicable',
    reason:
      `${names}, which Klaviyo cannot add up in one condition: the nearest rule would be wrong for ${formats.counted(wrong, 'person', 'people')}, against ${formats.count(people)} who belong in it. ` +
      `Send them to one metric, or choose one in Settings, ${inQuotes(metricSettings.get(several[0]!)!.name)}.`,
  };
}

/** Several metrics as one; null where one was not read, or they were read with other properties. */
function mergedMetric(metrics: readonly MeasuredMetric[], profiles: number): MeasuredMetric | null {
  const [first] = metrics;
  if (
    first === undefined ||
    metrics.some((one) => one.properties.join('\n') !== first.properties.join('\n') || one.keepLengthOf.join('\n') !== first.keepLengthOf.join('\n'))
  )
    return null;
  const columns = new EventColumns();
  for (const { index } of metrics) {
    for (const profile of index.active) {
      for (let row = index.starts[profile]!; row < index.starts[profile + 1]!; row += 1) {
        const value = index.values?.[row] ?? Number.NaN;
        columns.add(profile, index.seconds[row]!, Number.isNaN(value) ? null : value, index.words?.[row] ?? NO_WORD);
      }
    }
  }
  return {
    index: indexEvents(columns, profiles),
    properties: first.properties,
    keepLengthOf: first.keepLengthOf,
    valued: metrics.every(({ valued }) => valued),
    completeFrom: Math.max(...metrics.map(({ completeFrom }) => completeFrom)),
    beganLater: metrics.every(({ beganLater }) => beganLater),
    followsCreation: metrics.every(({ followsCreation }) => followsCreation),
  };
}
