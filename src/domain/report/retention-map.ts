import { zoneOffset } from '../account/local-day';
import { CUSTOMERS_AT_LEAST, STEPS, firstOrdersFrom, retention } from '../behavior/retention';
import { cell, shareNumber } from '../table/cell';
import type { TopOfTab } from '../table/tab';
import type { ReportContext } from './report-context';

/** What stands over the figures of `Behavior`: retention by month of first order. */
export function retentionMap({ input: { behavior, inventory }, formats }: ReportContext): TopOfTab {
  const TITLE = 'Who orders again, by month of first order';
  const widest = 2 + STEPS.length;
  const { customers, at: now } = behavior;
  const none = (why: string): TopOfTab => ({ title: TITLE, lines: [why, 'The table below: every measured figure.'], headers: [], rows: [], widest });
  if (customers === null) return none('Unknown: order events were not read.');
  const cohorts = retention(customers.orders, firstOrdersFrom(customers.ordersFrom), zoneOffset(inventory.account.timezone), now).filter(
    (cohort) => cohort.customers >= CUSTOMERS_AT_LEAST && cohort.again.some((count) => count !== null),
  );
  if (cohorts.length === 0) {
    return none(
      `Not shown yet: no month has ${formats.counted(CUSTOMERS_AT_LEAST, 'first-time buyer')} whose first order is ${formats.counted(STEPS[0], 'day')} ago or more.`,
    );
  }
  return {
    title: TITLE,
    widest,
    lines: [
      'The map: of the people who first ordered in the month, the share who had ordered again, on another day, within so many days. Grey: not all of them have had so many days yet.',
      `Counted from every order read; months of the account’s time zone with ${formats.counted(CUSTOMERS_AT_LEAST, 'first-time buyer')} or more${customers.ordersFrom === null ? '' : '. An order counts as the first where half a year of reading before it holds none'}.`,
      'The table below: every measured figure.',
    ],
    headers: [
      cell('First ordered'),
      cell('First-time buyers'),
      ...STEPS.map((days) => cell(`${days} days`, `Ordered again within ${days} days of the first order.`)),
    ],
    rows: cohorts.map(({ month, customers: people, again }) => [
      cell(formats.month(month)),
      cell(people),
      ...again.map((count, step) =>
        count === null
          ? cell(null, `Not all of them have had ${STEPS[step]!} days since their first order.`)
          : cell(shareNumber(count, people), `${formats.count(count)} of ${formats.count(people)} had ordered again within ${STEPS[step]!} days.`),
      ),
    ]),
  };
}
