import type { Segment, SubscriberList } from '../account/inventory';
import type { Known } from '../account/known';
import { isKnown, known, mapKnown, unknown } from '../account/known';
import type { Figure } from '../behavior/figure';
import type { Formats } from '../text/format';

/** Members of a segment as a figure: Klaviyo's own count, so measured. */
export function segmentSize(segment: Segment, formats: Formats): Known<Figure> {
  return mapKnown(segment.members, (members): Figure => ({
    value: known(members.total),
    low: null,
    high: null,
    unit: 'profiles',
    method: 'measured',
    period: `as of ${formats.date(members.asOf)}`,
    sample: 'all members',
    explanation: 'Klaviyo’s own member count; it includes people who cannot be reached.',
  }));
}

/** Members of a list as a figure. */
export function listSize(list: SubscriberList, formats: Formats): Known<Figure> {
  return mapKnown(list.members, (members): Figure => ({
    value: known(members),
    low: null,
    high: null,
    unit: 'profiles',
    method: 'measured',
    period: list.membersAsOf === null ? 'at this refresh' : `as of ${formats.date(list.membersAsOf)}`,
    sample: 'all members',
    explanation: 'Klaviyo’s own member count; it includes people who cannot be reached.',
  }));
}

/**
 * A figure in a sentence: a number that was counted stands alone (how it came about is in its cell's note), any other with its method, interval, period
 * and sample: `1,204 (sampled; 24 months; 18,204 buyers)`. Unknown says why.
 */
export function figureWords(figure: Figure, formats: Formats): string {
  if (!isKnown(figure.value)) return `unknown (${figure.value.unknown})`;
  const bounds =
    figure.low !== null && figure.high !== null ? ([numberWords(figure.low, figure, formats), numberWords(figure.high, figure, formats)] as const) : null;
  const interval =
    bounds === null
      ? ''
      : figure.range === undefined
        ? `, with ${formats.share(0.95)} certainty between ${bounds[0]} and ${bounds[1]}`
        : `, ${bounds[0]} to ${bounds[1]} ${figure.range}`;
  if (figure.method === 'measured' && bounds === null) return numberWords(figure.value.value, figure, formats);
  const details = [figure.method, figure.period, figure.sample].filter((text) => text !== '').join('; ');
  return `${numberWords(figure.value.value, figure, formats)}${interval} (${details})`;
}

function numberWords(value: number, { unit }: Figure, formats: Formats): string {
  switch (unit) {
    case 'share':
    case 'probability':
      return formats.share(value);
    case 'money':
    case 'money per order':
      return formats.money(value);
    case 'count':
      return formats.decimal(value);
    case 'days':
      return formats.counted(value, 'day');
    default:
      return formats.count(value);
  }
}

/** Why merging and retiring have no value of their own. */
export const NO_VALUE: Known<Figure> = unknown('It brings order, not revenue: no value is claimed.');

/** Consent protects reach: it claims no money, which is known, not unknown. */
export const NO_MONEY: Known<Figure> = known({
  value: known(0),
  low: null,
  high: null,
  unit: 'money',
  method: 'measured',
  period: 'as of this refresh',
  sample: '',
  explanation: 'No money is counted: it protects deliverability and consent.',
});
