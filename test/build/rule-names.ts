import type { Names } from '../../src/domain/rule/names';
import { createFormats } from '../../src/domain/text/format';
import { createEndings } from '../../src/domain/text/names';

const METRICS: Readonly<Record<string, string>> = { ORDER: 'Placed Order', CHECKOUT: 'Checkout Started', CLICK: 'Clicked Email', OPEN: 'Opened Email' };
const ending = createEndings();

/** Names of a small account: one list, one segment, four metrics. */
export const NAMES: Names = {
  metric: (id) => METRICS[id] ?? `a metric that is not in the account (${ending(id)})`,
  group: (id) => (id === 'LIST' ? { name: 'Newsletter', kind: 'list' } : id === 'SEGMENT' ? { name: 'VIP', kind: 'segment' } : null),
  ending,
  formats: createFormats({ locale: 'en-US', currency: 'USD', timezone: 'America/New_York' }),
};
