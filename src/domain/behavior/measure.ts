import type { Inventory } from '../account/inventory';
import { isKnown, known, unknown } from '../account/known';
import { DAY } from '../account/known';
import { zoneOffset } from '../account/local-day';
import { reasonNotApplicable } from '../catalogue/applicability';
import type { ParameterSource } from '../catalogue/audience';
import { CATALOGUE } from '../catalogue/catalogue';
import { displayName } from '../catalogue/metric-name';
import { channelOf, planAudiences } from '../catalogue/plan-audiences';
import type { PlannedAudience } from '../catalogue/plan-audiences';
import { metricIdsOf } from '../catalogue/recognize-metrics';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import type { ParsedAccount } from '../model/parsed-account';
import type { SegmentRules } from '../model/segment-rules';
import { EVERYONE, conditionsOf } from '../rule/rule';
import { planningWindow } from '../settings/plan';
import { valueOf } from '../settings/setting';
import type { SettingValues } from '../settings/setting';
import { readTraits } from './account-traits';
import { AudienceSizes, REACHABLE_BY_EMAIL, REACHABLE_BY_SMS } from './audience-sizes';
import { BehaviorState } from './behavior-state';
import type { MeasuredMetric } from './behavior-state';
import type { BehaviorCollector } from './collector';
import { rowsSince } from './event-index';
import { campaignsPerWeek, consentFigures, engagedDays, engagementFigures } from './engagement-figures';
import { CHANNEL_WORDS } from './figure';
import type { BehaviorFigure, BehaviorReading, Channel, Figure, Population } from './figure';
import { averageOrderValue, orderFigures, repurchaseFigures, revenueBetween, rfmFigures } from './order-figures';
import type { OrderHistory } from './order-history';
import { orderHistory } from './order-history';
import { forecastFigures } from './forecast-figures';
import { forecastOrders } from './order-forecast';
import { fillParameters } from './parameter-values';
import { readProducts } from './products';
import { purchaseWaits } from './purchase-waits';
import { retentionFigures } from './retention';
import { rfm } from './rfm';
import { groupFigures } from './rfm-groups';
import { returnCurve, silenceFigures } from './silence-scores';
import { spendThresholds, yearOfSpend } from './spend-thresholds';
import { timeThresholds } from './thresholds';
import type { Threshold } from './thresholds';
import { heldToTruth } from './several-metrics';
import { findSeason, noSeasonAhead, seasonThresholds } from './season';
import { bandFigures, windowsByOrders } from './window-bands';
import { ValueAtStake, ownLift } from './value-at-stake';
import type { Worth } from './value-at-stake';
import { discounted } from '../catalogue/condition';
import { figure } from './figure-wording';
import { capitalized } from '../text/capitalized';

/** What behavior says, with the catalogue's audiences as proposed to this account from it. */
export interface MeasuredBehavior extends BehaviorReading {
  readonly planned: readonly PlannedAudience[];
}

/** Beyond so many conditions times profiles, existing segments are not counted: the catalogue's audiences come first. */
const SEGMENT_WORK = 60_000_000;

/**
 * Everything that behavior says about the account at `now` (the reading's own instant): thresholds, the catalogue's parameters
 * filled with them, who is in each audience and can be reached, what they are worth, and the figures of the `Behavior` tab.
 * Whatever rests on something that was not read is unknown, with the reason.
 */
export function measureBehavior(
  collector: BehaviorCollector,
  { inventory, segments, now, formats, names }: Pick<ParsedAccount, 'inventory' | 'segments' | 'now' | 'formats' | 'names'>,
  recognized: RecognizedMetrics,
  settings: SettingValues,
): MeasuredBehavior {
  const orderIds = recognized.byAlias.get('order')?.metricIds ?? [];
  const state = new BehaviorState(collector.kept(), now, orderIds);
  const metricsOf = (ids: readonly string[] | undefined): readonly MeasuredMetric[] => (ids ?? []).flatMap((id) => state.metrics.get(id) ?? []);
  const orderMetrics = metricsOf(orderIds);
  const readOrders = orderMetrics.length > 0 && orderMetrics.length === orderIds.length;
  const missing =
    orderIds.length === 0 ? (recognized.byAlias.get('order')?.evidence ?? 'the account has no orders').replace(/\.$/, '') : 'order events were not read';
  const orders = readOrders ? orderHistory(state, orderMetrics, zoneOffset(inventory.account.timezone), discountTest(state, recognized)) : null;
  const from = readOrders ? Math.max(...orderMetrics.map((metric) => metric.completeFrom)) : now;
  const beganLater = orderMetrics.every((metric) => metric.beganLater);
  const waits = orders === null ? null : purchaseWaits(state, orders, from, beganLater, now);
  const windowDays = valueOf(settings, planningWindow);
  const perWeek = campaignsPerWeek(inventory, now, formats);
  const products = readProducts(
    state,
    metricsOf(recognized.byAlias.get('ordered')?.metricIds),
    recognized.properties.productName,
    recognized.properties.orderedCategory,
    now,
  );

  const none = purchaseWaits(state, noOrders(state.count), now, true, now);
  const thresholds = new Map<ParameterSource, Threshold>([
    ...timeThresholds(waits ?? none, settings, now, formats),
    ...spendThresholds({
      state,
      year: yearOfSpend(state, readOrders ? orderMetrics : [], now, formats),
      orders: orders ?? noOrders(state.count),
      checkouts: metricsOf(recognized.byAlias.get('checkout')?.metricIds),
      settings,
      now,
      formats,
    }),
    ['engaged days', engagedDays(perWeek, settings, formats)],
  ]);
  const season = orders === null ? null : findSeason(orders, from, now, zoneOffset(inventory.account.timezone));
  if (season !== null) for (const [source, threshold] of seasonThresholds(season, now, formats)) thresholds.set(source, threshold);
  const profiles = readTraits(state, recognized, settings, products, orders === null ? unknown(missing) : known(noSeasonAhead(season, now, formats)));
  const period = formats.period(from, now);

  const sizes = new AudienceSizes(state, now, formats, metricNames(inventory));
  const reachableBase = sizes.size(REACHABLE_BY_EMAIL);
  const mainChannel = mainChannelOf(reachableBase, sizes);
  const windowRevenue = orders === null || (!beganLater && from > now - windowDays * DAY) ? null : revenueBetween(orders, now - windowDays * DAY, now);
  const perOrder = orders === null ? null : averageOrderValue(orders);
  const forecast = orders === null ? null : forecastOrders(orders, from, windowDays, now, formats);
  const values =
    orders === null || forecast === null
      ? null
      : new ValueAtStake({
          state,
          orders,
          ordersFrom: from,
          settings,
          now,
          formats,
          windowDays,
          windowRevenue,
          averageOrderValue: perOrder,
          forecast,
          ownLift: ownLift(inventory, isKnown(reachableBase.value) ? reachableBase.value.value : null),
        });

  const windows = windowsByOrders({
    orders,
    forecast,
    waits,
    measured: measuredWindows(thresholds),
    orderMetrics: orderMetrics.length,
    windowDays,
    settings,
    now,
    formats,
  });
  const parameters = new Map(
    CATALOGUE.map((audience) => [audience.id, fillParameters(audience, { thresholds, windows, products, profiles, recognized, settings, period, formats })]),
  );
  const planned = planAudiences(
    recognized,
    ({ id }) => parameters.get(id) ?? [],
    (audience) => reasonNotApplicable(audience, recognized, profiles.traits, formats),
    mainChannel,
  ).map(({ audience, proposed }) => ({ audience, proposed: heldToTruth(audience, proposed, recognized, state, now, formats) }));
  const populations = new Map<string, Population>();
  for (const { audience, proposed } of planned) {
    if (proposed.kind !== 'rule') continue;
    const counted = sizes.sizes(proposed.rule, channelOf(audience, mainChannel));
    const worth: Worth = values?.of(audience, proposed.rule, sizes.answers(proposed.rule), counted.reachable, counted.channel) ?? {
      figure: figure(unknown(missing), 'money', 'estimated', 'none', 'none', 'Not worked out.'),
      words: `Not worked out: ${missing}.`,
    };
    populations.set(audience.id, {
      audienceId: audience.id,
      ...counted,
      ...(worth.orderAnyway === undefined ? {} : { orderAnyway: worth.orderAnyway }),
      ...((parameters.get(audience.id) ?? []).some((one) => one.working === true)
        ? restingOnWorkingValue(worth)
        : { valueAtStake: worth.figure, valueInputs: worth.words }),
    });
  }

  const figures: BehaviorFigure[] = [
    ...orderFigures({
      orders,
      missing,
      from,
      beganLater,
      eventsSince: (since) => orderMetrics.reduce((sum, { index }) => sum + rowsSince(index, since), 0),
      now,
      windowDays,
      formats,
    }),
    ...repurchaseFigures(waits, missing, now, formats),
    ...forecastFigures(forecast, missing, windowDays, now, formats),
    ...(orders === null ? [] : silenceFigures({ orders, readFrom: beganLater ? Number.NEGATIVE_INFINITY : from, thresholds, windowDays, now, formats })),
    ...(orders === null
      ? []
      : [
          ...bandFigures(windows, waits?.historyDays ?? 0, windowDays, now, formats),
          ...groupFigures(orders, beganLater ? Number.NEGATIVE_INFINITY : from, windowDays, metricIdsOf(recognized), now, formats, names),
          ...retentionFigures(orders, beganLater ? null : from, zoneOffset(inventory.account.timezone), now, formats),
        ]),
    ...rfmFigures(orders === null ? null : rfm(state, orders, now), missing, from, now, formats),
    ...[...thresholds].map(([source, threshold]): BehaviorFigure => ({
      id: `threshold-${source.replace(/ /g, '-')}`,
      topic: 'Thresholds',
      name: `${capitalized(source)}: ${threshold.because}`.replace(/^Vip|vip/, 'VIP'),
      figure: threshold.figure,
    })),
    { id: 'campaigns-per-week', topic: 'Engagement', name: 'Email campaigns per week', figure: perWeek },
    ...engagementFigures(sizes, recognized),
    ...consentFigures(sizes),
    ...CATALOGUE.flatMap((audience): BehaviorFigure[] => {
      const population = populations.get(audience.id);
      return population === undefined
        ? []
        : [
            { id: `population-${audience.id}`, topic: 'Populations', name: audience.name, figure: population.profiles },
            {
              id: `reachable-${audience.id}`,
              topic: 'Populations',
              name: `${audience.name}: reachable by ${CHANNEL_WORDS[population.channel]}`,
              figure: population.reachable,
            },
          ];
    }),
    ...CATALOGUE.flatMap((audience): BehaviorFigure[] => {
      const worth = populations.get(audience.id)?.valueAtStake;
      return worth === undefined || (isKnown(worth.value) && worth.value.value === 0)
        ? []
        : [{ id: `value-${audience.id}`, topic: 'Value', name: audience.name, figure: worth }];
    }),
  ];
  const find = (id: string): Figure => figures.find((one) => one.id === id)!.figure;
  return {
    at: now,
    state,
    figures,
    parameters,
    populations,
    planned,
    segmentPopulations: segmentSizes(segments, sizes, state.count),
    reachableBase,
    profilesTotal: sizes.size(EVERYONE),
    windowRevenue: find('revenue-window'),
    averageOrderValue: find('average-order-value'),
    customers:
      orders === null || forecast === null
        ? null
        : {
            orders,
            ordersFrom: beganLater ? null : from,
            forecast: { used: forecast.used, days: forecast.days, revenue: forecast.revenue },
            returnCurve: returnCurve({ orders, readFrom: beganLater ? Number.NEGATIVE_INFINITY : from, thresholds, windowDays, now }),
          },
  };
}

/** The windows for all, where the account's own orders tell them: a usual value or a person's own stands as it is, for everybody. */
function measuredWindows(thresholds: ReadonlyMap<ParameterSource, Threshold>): { readonly atRisk: number; readonly lapsed: number } | { readonly why: string } {
  const [atRisk, lapsed] = [thresholds.get('active window')!, thresholds.get('lapsed')!];
  const methods = [atRisk.figure.method, lapsed.figure.method];
  if (methods.includes('set by a person')) return { why: 'a person set the days for all' };
  return methods.includes('fallback')
    ? { why: 'the account’s own orders do not tell after how many days repeat buyers are late' }
    : { atRisk: atRisk.value, lapsed: lapsed.value };
}

/** The value of an audience whose threshold the account could not tell: it says so and counts as a stand-in, not as an estimate of this account. */
function restingOnWorkingValue({ figure: own, words }: { readonly figure: Figure; readonly words: string }): Pick<Population, 'valueAtStake' | 'valueInputs'> {
  if (!isKnown(own.value) || own.value.value === 0) return { valueAtStake: own, valueInputs: words };
  const note = 'A threshold of this audience is a usual value, so the amount is one too.';
  return { valueAtStake: { ...own, method: 'fallback', low: null, high: null, explanation: `${own.explanation} ${note}` }, valueInputs: `${words} ${note}` };
}

function discountTest(state: BehaviorState, recognized: RecognizedMetrics): (metric: MeasuredMetric, row: number) => boolean | null {
  const { discount } = recognized.properties;
  if (discount === null) return () => null;
  const where = [discounted(discount.property, discount.shape, true)];
  // Order metrics share their kept properties, so one test serves them all.
  const test = state.filterTest('order', where);
  return (metric, row) => state.eventMeets(metric, row, test);
}

/** A shop lives by SMS where it can text at least so many times as many people as it can mail. */
const TEXTS_FIRST_FROM = 2;

/** Email, unless SMS reaches far more people: such a shop lives by it. */
function mainChannelOf(byEmail: Figure, sizes: AudienceSizes): Channel {
  if (!isKnown(byEmail.value)) return 'email';
  const bySms = sizes.size(REACHABLE_BY_SMS).value;
  return isKnown(bySms) && bySms.value > 0 && bySms.value >= TEXTS_FIRST_FROM * byEmail.value.value ? 'sms' : 'email';
}

function noOrders(profiles: number): OrderHistory {
  return {
    starts: new Int32Array(profiles + 1),
    seconds: new Uint32Array(0),
    amounts: new Float64Array(0),
    discounted: new Uint8Array(0),
    buyers: 0,
    orders: 0,
    worthless: 0,
  };
}

function metricNames(inventory: Inventory): (id: string) => string {
  const names = new Map(inventory.metrics.map((metric) => [metric.id, displayName(metric)]));
  return (id) => names.get(id) ?? id;
}

/** Counts existing segments by their own rules, as far as events and profiles tell. */
function segmentSizes(segments: SegmentRules['segments'], sizes: AudienceSizes, profiles: number): ReadonlyMap<string, Figure> {
  const counted = new Map<string, Figure>();
  let work = 0;
  for (const { segment, rule } of segments) {
    work += conditionsOf(rule).length * profiles;
    if (work > SEGMENT_WORK) break;
    counted.set(segment.id, sizes.size(rule));
  }
  return counted;
}
