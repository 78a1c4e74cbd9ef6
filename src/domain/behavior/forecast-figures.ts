import type { Formats } from '../text/format';
import { DAY, known, unknown } from '../account/known';
import type { Instant } from '../account/known';
import type { BehaviorFigure, Figure } from './figure';
import { figure } from './figure-wording';
import type { ForecastCheck, OrderForecast } from './order-forecast';

/** What is to be expected of today's customers, how well such a forecast did on the account's own last window, and the models' parameters. */
export function forecastFigures(
  forecast: OrderForecast | null,
  missing: string,
  windowDays: number,
  now: Instant,
  formats: Formats,
): readonly BehaviorFigure[] {
  const coming = `the coming ${windowDays} days, ${formats.period(now, now + windowDays * DAY)}`;
  const put = (id: string, name: string, figure: Figure): BehaviorFigure => ({ id: `forecast-${id}`, topic: 'Forecast', name, figure });
  if (forecast === null) {
    return [
      put(
        'orders',
        `Orders to expect of today’s customers within ${windowDays} days`,
        figure(unknown(missing), 'orders', 'estimated', 'none', 'none', 'Not worked out.'),
      ),
    ];
  }
  const { expected, revenue, untold, check } = forecast;
  let customers = 0;
  let orders = 0;
  for (let profile = 0; profile < expected.length; profile += 1) {
    if (expected[profile]! > 0) customers += 1;
    orders += expected[profile]!;
  }
  const money = revenue === null ? null : revenue.reduce((sum, one) => sum + one, 0);
  const how =
    forecast.used === 'model'
      ? 'Each customer’s own expectation by a model of repeat orders (BG/NBD, Fader, Hardie and Lee 2005): how often, how lately and for how long they have ordered.'
      : `By the recency rule: as many as people with as many orders, the last as long ago, placed in the last ${windowDays} days. No model is used, since ${forecast.why ?? ''}.`;
  const error = check === null ? null : errorOf(forecast.used === 'model' ? check.byModel : check.byRule, check.came);
  // As far off as the last time, in either direction.
  const range = (value: number): readonly [number, number] | null => (error === null ? null : [value / (1 + Math.abs(error)), value * (1 + Math.abs(error))]);
  const sample = formats.counted(customers, 'customer');
  const asBefore = 'if it is as far off as its forecast of the last window was';
  return [
    put(
      'orders',
      `Orders to expect of today’s customers within ${windowDays} days`,
      figure(
        untold === null ? known(orders) : unknown(untold),
        'orders',
        'estimated',
        coming,
        sample,
        `${how} New customers come on top.`,
        untold === null ? range(orders) : null,
        asBefore,
      ),
    ),
    put(
      'money',
      `Revenue to expect of today’s customers within ${windowDays} days`,
      figure(
        money !== null ? known(Math.round(money * 100) / 100) : unknown(untold ?? 'the account’s orders carry no value'),
        'money',
        'estimated',
        coming,
        sample,
        `Orders to expect of each times the spend per order to expect of each${forecast.spend === null ? ' (their own mean)' : ' (gamma-gamma, Fader and Hardie 2013: their own mean, drawn towards everybody’s where they have few orders)'}.`,
        money === null ? null : range(money),
        asBefore,
      ),
    ),
    ...(check === null ? [] : checkFigures(check, forecast.used, windowDays, now, formats, put)),
    ...parameters(forecast, now, formats, put),
  ];
}

type Put = (id: string, name: string, figure: Figure) => BehaviorFigure;

function checkFigures(
  check: ForecastCheck,
  used: OrderForecast['used'],
  windowDays: number,
  now: Instant,
  formats: Formats,
  put: Put,
): readonly BehaviorFigure[] {
  const period = formats.period(check.from, now);
  const sample = formats.counted(check.came, 'order');
  const row = (id: string, name: string, forecast: number | null, came: number, show: (value: number) => string, why: string): BehaviorFigure => {
    const error = errorOf(forecast, came);
    return put(
      id,
      name,
      figure(
        error === null ? unknown(why) : known(Math.abs(error)),
        'share',
        'measured',
        period,
        sample,
        error === null || forecast === null
          ? 'Not worked out.'
          : `Forecast with what was known on ${formats.date(check.from)}: ${show(forecast)}. Came from the same customers: ${show(came)}. It was too ${error < 0 ? 'low' : 'high'} by this share.`,
      ),
    );
  };
  const untold = check.came === 0 ? 'nobody who had ordered before ordered since' : 'too few customers, or too few repeat orders';
  return [
    row(
      'error-model',
      `How far the model’s forecast of the orders of the last ${windowDays} days was off${used === 'model' ? ' (used)' : ''}`,
      check.byModel,
      check.came,
      formats.count,
      untold,
    ),
    row(
      'error-rule',
      `How far the recency rule’s forecast of the orders of the last ${windowDays} days was off${used === 'model' ? '' : ' (used)'}`,
      check.byRule,
      check.came,
      formats.count,
      untold,
    ),
    row(
      'error-money',
      `How far the model’s forecast of the revenue of the last ${windowDays} days was off`,
      check.money,
      check.cameMoney,
      formats.money,
      untold,
    ),
  ];
}

function errorOf(forecast: number | null, came: number): number | null {
  return forecast === null || came <= 0 ? null : forecast / came - 1;
}

function parameters({ model, spend }: OrderForecast, now: Instant, formats: Formats, put: Put): readonly BehaviorFigure[] {
  const row = (id: string, name: string, value: number, customers: number, logLikelihood: number, what: string): BehaviorFigure =>
    put(
      id,
      name,
      figure(
        known(value),
        'count',
        'estimated',
        `as of ${formats.date(now)}`,
        formats.counted(customers, 'customer'),
        `${what} By maximum likelihood (its logarithm: ${formats.decimal(logLikelihood)}).`,
      ),
    );
  const time = 'Time is in weeks.';
  return [
    ...(model === null
      ? []
      : (
          [
            ['r', 'r', model.r, 'How alike customers’ rates of ordering are.'],
            ['alpha', 'alpha', model.alpha, `r ÷ alpha is the mean rate of ordering. ${time}`],
            ['a', 'a', model.a, 'a ÷ (a + b) is the mean chance of leaving for good after an order.'],
            ['b', 'b', model.b, 'See a.'],
          ] as const
        ).map(([id, name, value, what]) => row(`bgnbd-${id}`, `Model of repeat orders (BG/NBD): ${name}`, value, model.customers, model.logLikelihood, what))),
    ...(spend === null
      ? []
      : (
          [
            ['p', spend.p, 'How alike one customer’s orders are in value.'],
            ['q', spend.q, 'How alike customers are in what an order is worth.'],
            ['v', spend.v, 'p × v ÷ (q − 1) is the mean spend per order.'],
          ] as const
        ).map(([name, value, what]) =>
          row(`gamma-${name}`, `Model of spend per order (gamma-gamma): ${name}`, value, spend.customers, spend.logLikelihood, what),
        )),
  ];
}
