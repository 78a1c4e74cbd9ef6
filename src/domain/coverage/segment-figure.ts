import type { Segment, SubscriberList } from '../account/inventory';
import type { Known } from '../account/known';
import { isKnown, known, mapKnown, unknown } from '../account/known';
import type { Figure } from '../behavior/figure';
import { count, dayOf, percent } from '../text/sentence-words';

/** Members of a segment as a figure: Klaviyo's own count, so measured. */
export function segmentSize(segment: Segment): Known<Figure> {
  return mapKnown(segment.members, (members): Figure => ({
    value: known(members.total), low: null, high: null, unit: 'profiles', method: 'measured', period: `as of ${dayOf(members.asOf)}`,
    sample: 'all members', explanation: 'Klaviyo’s own member count; it includes people who cannot be reached.',
  }));
}

/** Members of a list as a figure. */
export function listSize(list: SubscriberList): Known<Figure> {
  return mapKnown(list.members, (members): Figure => ({
    value: known(members), low: null, high: null, unit: 'profiles', method: 'measured',
    period: list.membersAsOf === null ? 'at this refresh' : `as of ${dayOf(list.membersAsOf)}`,
    sample: 'all members', explanation: 'Klaviyo’s own member count; it includes people who cannot be reached.',
  }));
}

/** A figure in a sentence with its method, interval, period and sample: `1,204 (measured; 24 months; 18,204 buyers)`. Unknown says why. */
export function figureWords(figure: Figure): string {
  if (!isKnown(figure.value)) return `unknown (${figure.value.unknown})`;
  const bounds = figure.low !== null && figure.high !== null ? [numberWords(figure.low, figure), numberWords(figure.high, figure)] as const : null;
  const interval = bounds === null ? '' : figure.range === undefined ? `, with 95 % certainty between ${bounds[0]} and ${bounds[1]}` : `, ${bounds[0]} to ${bounds[1]} ${figure.range}`;
  const details = [figure.method, figure.period, figure.sample].filter((text) => text !== '').join('; ');
  return `${numberWords(figure.value.value, figure)}${interval} (${details})`;
}

function numberWords(value: number, { unit }: Figure): string {
  switch (unit) {
    case 'share':
    case 'probability': return percent(value);
    case 'days': return `${count(value)} days`;
    default: return count(value);
  }
}

/** Why merging and retiring have no value of their own. */
export const NO_VALUE: Known<Figure> = unknown('It brings order, not revenue: no value is claimed.');
