import type { Memberships } from '../comparison/memberships';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import type { ParsedAccount } from '../model/parsed-account';
import type { Rule } from '../rule/rule';
import { conditionsOf } from '../rule/rule';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import { neverTargeted, targetedUpTo } from './reach-settings';
import type { Send } from './sends';

/** Signs of life; having looked at a product is a choice of people already. */
const ENGAGEMENT = ['open', 'click', 'site', 'clicked_sms'] as const;

/** True where a campaign or flow speaks to chosen people rather than to everybody. */
export type IsTargeted = (send: Send) => boolean;

/**
 * What counts as targeted: at most the setting's share of everyone reachable, no audience that the settings name, and no audience of whoever is engaged with no
 * other condition. Where people cannot be told one by one, recipients as Klaviyo counted them decide, then the sizes of lists and segments; where even those are not
 * known it counts as targeted, so that nobody is called unspoken for want of a number.
 */
export function targetedBy(
  account: Pick<ParsedAccount, 'segmentById' | 'listById'>,
  recognized: RecognizedMetrics,
  settings: SettingValues,
  today: Memberships,
  reachable: number,
): IsTargeted {
  const most = (valueOf(settings, targetedUpTo) / 100) * reachable;
  const never = new Set(
    valueOf(settings, neverTargeted)
      .split(/[,;\n]/)
      .map(plain)
      .filter((name) => name !== ''),
  );
  const engagement = new Set(ENGAGEMENT.flatMap((alias) => recognized.byAlias.get(alias)?.metricIds ?? []));
  const everybody = (id: string): boolean => {
    const parsed = account.segmentById.get(id);
    const name = parsed?.segment.name ?? account.listById.get(id)?.name;
    return (name !== undefined && never.has(plain(name))) || (parsed !== undefined && isEveryoneEngaged(parsed.rule, engagement));
  };
  return ({ type, included, crowd, recipients }) => {
    if (included.some(everybody)) return false;
    const told = today.sizeOf(crowd.people);
    if (crowd.more.length === 0) return told <= most;
    // Recipients of a flow are messages, not people: whoever comes in by something that is not told was chosen by that.
    if (type === 'flow') return true;
    if (recipients !== null) return recipients <= most;
    const sizes = crowd.more.map(({ atMost }) => atMost);
    return sizes.includes(null) || told + sizes.reduce<number>((sum, size) => sum + size!, 0) <= most;
  };
}

/** Nothing but engagement that is there, consent and membership: “engaged 90 days”. Engagement that is missing (“unengaged”) is a choice of people. */
export function isEveryoneEngaged(rule: Rule, engagement: ReadonlySet<string>): boolean {
  const conditions = conditionsOf(rule);
  return (
    hasNoNot(rule) &&
    conditions.some((condition) => condition.kind === 'metric') &&
    conditions.every((condition) => {
      if (condition.kind === 'consent' || condition.kind === 'permission' || condition.kind === 'membership') return true;
      return (
        condition.kind === 'metric' &&
        engagement.has(condition.metricId) &&
        condition.measurement === 'count' &&
        (condition.where ?? []).length === 0 &&
        condition.measure.type === 'numeric' &&
        (condition.measure.operator === 'greater-than-or-equal' ? condition.measure.value >= 1 : condition.measure.operator === 'greater-than')
      );
    })
  );
}

function hasNoNot(rule: Rule): boolean {
  return rule.kind === 'not' ? false : rule.kind === 'all' || rule.kind === 'any' ? rule.of.every(hasNoNot) : true;
}

function plain(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
