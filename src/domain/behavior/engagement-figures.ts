import type { Formats } from '../text/format';
import type { Instant } from '../account/known';
import { DAY, isKnown, known, unknown } from '../account/known';
import type { Inventory } from '../account/inventory';
import type { MetricAlias } from '../catalogue/metric-alias';
import { declarationOf } from '../catalogue/metric-alias';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import type { EventFilter } from '../rule/filter';
import type { MetricCondition, Rule } from '../rule/rule';
import { all, any, not } from '../rule/rule';
import type { SettingValues } from '../settings/setting';
import type { AudienceSizes } from './audience-sizes';
import { REACHABLE_BY_EMAIL, REACHABLE_BY_SMS } from './audience-sizes';
import type { BehaviorFigure, Figure } from './figure';
import { personal, setByPerson } from './thresholds';
import type { Threshold } from './thresholds';
import { figure } from './figure-wording';

/** Metric ids of an alias: at least one event in the last `days` days on any of them. */
function did(recognized: RecognizedMetrics, alias: MetricAlias, days: number, where: readonly EventFilter[] = []): Rule | null {
  const ids = recognized.byAlias.get(alias)?.metricIds ?? [];
  if (ids.length === 0) return null;
  return any(
    ids.map((metricId): MetricCondition => ({
      kind: 'metric',
      metricId,
      measurement: 'count',
      measure: { type: 'numeric', operator: 'greater-than-or-equal', value: 1 },
      timeframe: { type: 'date', operator: 'in-the-last', unit: 'day', quantity: days },
      where,
    })),
  );
}

/** Who listens: clicks and visits first; opens are split into those a person can have made and those a machine made. */
export function engagementFigures(sizes: AudienceSizes, recognized: RecognizedMetrics): readonly BehaviorFigure[] {
  const apple = recognized.properties.applePrivacy ?? 'Apple Privacy Open';
  const opened = (value: boolean): Rule | null => did(recognized, 'open', 90, [{ property: apple, filter: { type: 'boolean', operator: 'equals', value } }]);
  const put = (id: string, name: string, alias: MetricAlias, rule: Rule | null): BehaviorFigure => ({
    id: `engagement-${id}`,
    topic: 'Engagement',
    name,
    figure:
      rule === null
        ? figure(
            unknown(recognized.byAlias.get(alias)?.evidence ?? `the account has no ${declarationOf(alias).name} metric`),
            'profiles',
            'measured',
            'none',
            'none',
            'Not counted.',
          )
        : sizes.size(rule),
  });
  const byHand = opened(false);
  const byMachine = opened(true);
  const clicked = did(recognized, 'click', 90);
  return [
    put('clicked-30', 'Clicked an email in the last 30 days', 'click', did(recognized, 'click', 30)),
    put('clicked-90', 'Clicked an email in the last 90 days', 'click', clicked),
    put('site-30', 'Visited the site in the last 30 days', 'site', did(recognized, 'site', 30)),
    put('opened-90', 'Opened an email in the last 90 days, not by Apple’s proxy', 'open', byHand),
    put(
      'proxy-90',
      'Opened only by Apple’s proxy in the last 90 days, no click: machine opens that inflate engaged segments',
      'open',
      byMachine === null || byHand === null ? null : all([byMachine, not(byHand), ...(clicked === null ? [] : [not(clicked)])]),
    ),
    put('sms-90', 'Clicked an SMS in the last 90 days', 'clicked_sms', did(recognized, 'clicked_sms', 90)),
  ];
}

/** Consent by channel, over everybody. */
export function consentFigures(sizes: AudienceSizes): readonly BehaviorFigure[] {
  const put = (id: string, name: string, rule: Rule): BehaviorFigure => ({ id: `consent-${id}`, topic: 'Consent', name, figure: sizes.size(rule) });
  return [
    put('email', 'Reachable by email: opted in and not suppressed', REACHABLE_BY_EMAIL),
    put('sms', 'Reachable by SMS: opted in and not suppressed', REACHABLE_BY_SMS),
    put('both', 'Reachable by email and SMS', all([REACHABLE_BY_EMAIL, REACHABLE_BY_SMS])),
    put('either', 'Reachable by email or SMS', any([REACHABLE_BY_EMAIL, REACHABLE_BY_SMS])),
    put('implicit', 'Can be mailed but never opted in', { kind: 'consent', channel: 'email', canReceive: true, subscription: 'never_subscribed' }),
    put('suppressed', 'Cannot be mailed: suppressed or unsubscribed', { kind: 'consent', channel: 'email', canReceive: false, subscription: 'any' }),
    put('push', 'Reachable by push', { kind: 'consent', channel: 'push', canReceive: true, subscription: 'any' }),
  ];
}

const RHYTHM_DAYS = 90;

/** Email campaigns a week over the last 90 days; unknown where campaigns were not read. */
export function campaignsPerWeek(inventory: Inventory, now: Instant, formats: Formats): Figure {
  const since = now - RHYTHM_DAYS * DAY;
  const period = formats.period(since, now);
  if (!isKnown(inventory.campaigns)) return figure(unknown(inventory.campaigns.unknown), 'count', 'measured', period, 'none', 'Campaigns were not read.');
  const sent = inventory.campaigns.value.filter((one) => one.channel === 'email' && one.sendTime !== null && one.sendTime >= since && one.sendTime <= now);
  return figure(known((sent.length * 7) / RHYTHM_DAYS), 'count', 'measured', period, `${sent.length} email campaigns`, 'Email campaigns sent, per week.');
}

/** Days of the engaged tier that fits the sending rhythm: 30 daily, 60 several a week, 90 weekly or rarer (Klaviyo's guide to engaged segments). */
export function engagedDays(perWeek: Figure, settings: SettingValues, formats: Formats): Threshold {
  const set = setByPerson('engaged days', settings);
  if (typeof set === 'number') return personal(set, 'days', 'engaged days');
  const rhythm = isKnown(perWeek.value) ? perWeek.value.value : null;
  const value = rhythm === null ? 90 : rhythm >= 5 ? 30 : rhythm >= 2 ? 60 : 90;
  const because = rhythm === null ? 'usual value: campaigns were not read' : `${value} days: ${formats.decimal(rhythm)} email campaigns a week`;
  return {
    value,
    because,
    ...(rhythm === null ? { working: true } : {}),
    figure: figure(
      known(value),
      'days',
      rhythm === null ? 'fallback' : 'measured',
      perWeek.period,
      perWeek.sample,
      '30 days for daily senders, 60 for several campaigns a week, 90 for weekly or rarer ones.',
    ),
  };
}
