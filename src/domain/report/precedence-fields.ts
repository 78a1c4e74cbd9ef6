import type { Segment } from '../account/inventory';
import { isKnown } from '../account/known';
import type { Place } from '../reach/precedence-order';
import { EXPECTED_BY } from '../reach/revenue';
import { planningWindow } from '../settings/plan';
import { valueOf } from '../settings/setting';
import { cell, unknownCell } from '../table/cell';
import type { TabCell } from '../table/tab';
import type { Field } from '../table/table';
import type { ReportContext } from './report-context';
import { capitalized } from '../text/capitalized';
import { joined } from '../text/lists';
import { quoted } from '../text/quotes';

/** Columns of `Segments` that say who wins a person, and what each campaign then leaves out. */
export function precedenceFields({ input: { reach, settings }, formats, groupName }: ReportContext): readonly Field<Segment>[] {
  const { order } = reach;
  const places = new Map<string, Place>(isKnown(order) ? order.value.map((place) => [place.segmentId, place]) : []);
  const days = formats.counted(valueOf(settings, planningWindow), 'day');
  const of = (segment: Segment, show: (place: Place) => TabCell, absent: string | null = null): TabCell => {
    if (!isKnown(order)) return unknownCell(`${capitalized(order.unknown)}.`);
    const place = places.get(segment.id);
    return place === undefined ? cell(null, absent) : show(place);
  };
  return [
    {
      header: 'Goes first',
      width: 80,
      format: 'whole number',
      meaning: `A proposed order for people who are in several campaign audiences, 1 first: by what a person in it is expected to spend in the next ${days}${reach.expectedBy === null ? '' : ` (estimated: ${EXPECTED_BY[reach.expectedBy]})`}.`,
      fill: (segment) =>
        of(
          segment,
          ({ place, valueEach, people, left }) =>
            cell(
              place,
              [
                valueEach === null
                  ? 'Orders do not tell what people spend (not read, or not far enough back): smaller audiences go first.'
                  : `About ${formats.money(valueEach)} a person in ${days}.`,
                `${formats.counted(people, 'person is', 'people are')} in it, ${formats.counted(left, 'is', 'are')} left to it when those before it are left out.`,
              ].join('\n'),
            ),
          'Not in the order: no campaign of the planning window or to come went to it as a targeted audience, or its people cannot be told.',
        ),
    },
    {
      header: 'Leave out',
      width: 260,
      format: 'long text',
      meaning:
        'Segments to enter under “Don’t send to” when a campaign goes to it, so that one person gets one campaign: those that go first and hold some of its people.',
      fill: (segment) =>
        of(segment, ({ exclude }) =>
          exclude.length === 0
            ? cell('Nobody')
            : cell(
                exclude.map(groupName).join('\n'),
                `To leave them out in the segment itself, add by AND: If someone is in or not in a list › is not in ${joined(
                  exclude.map((id) => quoted(groupName(id))),
                  'or',
                )}.`,
              ),
        ),
    },
  ];
}
