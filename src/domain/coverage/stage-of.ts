import type { MetricAlias } from '../catalogue/metric-alias';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import type { Stage, ValueClass } from '../terms/lifecycle-terms';
import type { Rule } from '../rule/rule';
import { conditionsOf } from '../rule/rule';
import { referencesOf } from '../rule/references';

const STAGE_OF: readonly (readonly [readonly MetricAlias[], Stage])[] = [
  [['checkout', 'cart', 'bis', 'search'], 'High intent'],
  [['viewed'], 'High intent'],
  [['ordered'], 'Product interest'],
  [['review', 'fulfilled', 'refund', 'cancel'], 'Product interest'],
];

/**
 * The lifecycle stage that a rule outside the catalogue belongs to, judged by what it counts: a placement for a person to correct,
 * nothing is concluded from it.
 */
export function stageOf(rule: Rule, recognized: RecognizedMetrics): Stage {
  const references = referencesOf(rule);
  const counts = (alias: MetricAlias): boolean => (recognized.byAlias.get(alias)?.metricIds ?? []).some((id) => references.metricIds.includes(id));
  const happened = (alias: MetricAlias): boolean => (recognized.byAlias.get(alias)?.metricIds ?? []).some((id) => references.happenedMetricIds.includes(id));
  if (happened('order')) return counts('checkout') ? 'High intent' : 'Repeat buyer';
  for (const [aliases, stage] of STAGE_OF) if (aliases.some(happened)) return stage;
  const kinds = new Set(conditionsOf(rule).map((condition) => condition.kind));
  if (kinds.has('predicted-number') || kinds.has('predicted-date') || kinds.has('affinity-rank') || kinds.has('affinity-priority')) return 'Predicted value';
  if (kinds.has('region') || kinds.has('distance') || references.properties.some((property) => property.startsWith('location'))) return 'Geography';
  if (counts('open') || counts('click') || counts('received') || counts('site') || counts('clicked_sms')) return 'Engagement';
  if (counts('order')) return 'Subscriber or lead';
  if (references.hasConsent) return 'Consent and channel';
  return references.properties.length > 0 ? 'Product interest' : 'Subscriber or lead';
}

/** Value class of a stage, for rules that no catalogue audience stands behind. */
export const CLASS_OF_STAGE: Readonly<Record<Stage, ValueClass>> = {
  'Subscriber or lead': 'CG',
  'High intent': 'RR',
  'First-time buyer': 'RT',
  'Repeat buyer': 'RT',
  'VIP or loyal': 'RT',
  Replenishment: 'RR',
  'Product interest': 'PE',
  'At risk': 'RT',
  'Lapsed or win-back': 'RR',
  Engagement: 'CG',
  'Consent and channel': 'CG',
  Geography: 'RO',
  'Predicted value': 'RT',
};
