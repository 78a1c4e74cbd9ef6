import { isKnown } from '../account/known';
import { DAY } from '../account/known';
import type { Inventory } from '../account/inventory';
import { seasonsBetween } from '../coverage/spared';
import { cell } from '../table/cell';
import type { TabCell } from '../table/tab';
import { isOpen, isOverdue } from '../table/tracker-line';
import type { TrackerLine } from '../table/tracker-line';
import { enumerated } from '../text/lists';
import { addDays } from '../text/dates';
import { moveWords } from './brief-words';
import { inlineName } from './one-line';
import type { ReportContext } from './report-context';
import type { SummaryTable } from './summary-page';
import { inQuotes } from '../text/quotes';

/** Weeks of the calendar: the first ends six days from today, the last a quarter from now. */
const WEEKS = 13;
const NONE = '–';

/** The coming quarter by week: moves that fall due, campaigns that go out, reviews, the seasons that begin. */
export function calendarTable(context: ReportContext): SummaryTable {
  const { input, today } = context;
  const weeks = Array.from({ length: WEEKS }, (_, week) => ({ from: addDays(today, 7 * week), to: addDays(today, 7 * week + 6) }));
  const campaigns = scheduledBy(input.inventory, context);
  return {
    id: 'calendar',
    title: 'The next 90 days',
    explanation:
      'Moves by the day they are due, campaigns that are scheduled in Klaviyo now, tracker rows whose review falls due, and the usual seasons of retail.' +
      (isKnown(input.inventory.campaigns) ? '' : ' Campaigns could not be read.'),
    columns: [
      { header: 'Week from', width: 110, format: 'day' },
      { header: 'Moves due', width: 330, format: 'long text' },
      { header: 'Scheduled campaigns', width: 230, format: 'long text' },
      { header: 'Reviews', width: 80, format: 'whole number' },
      { header: 'Season', width: 130, format: 'text' },
    ],
    rows: weeks.map(({ from, to }, week): readonly TabCell[] => {
      const within = (day: string | null): boolean => day !== null && day >= from && day <= to;
      // What should have been done before today is due now.
      const dueNow = (line: TrackerLine): boolean => within(line.due) || (week === 0 && line.due !== null && line.due < from);
      const moves = input.tracker.filter((line) => isOpen(line) && dueNow(line));
      const reviews = input.tracker.filter((line) => (within(line.nextReview) && isOverdue(line, addDays(to, 1))) || (week === 0 && isOverdue(line, today)));
      const sent = campaigns.filter(({ day }) => within(day)).map(({ words }) => words);
      return [
        cell({ day: from }),
        cell(
          enumerated(
            moves.map((line) => moveWords(line.action, line.segment)),
            4,
          ) || NONE,
        ),
        cell(enumerated(sent, 3) || NONE),
        cell(reviews.length),
        cell(seasonsBetween(from, to).join(', ') || NONE),
      ];
    }),
    whenEmpty: '',
  };
}

function scheduledBy(inventory: Inventory, { formats }: ReportContext): readonly { readonly day: string; readonly words: string }[] {
  if (!isKnown(inventory.campaigns)) return [];
  return inventory.campaigns.value.flatMap(({ name, status, sendTime }) => {
    if (sendTime === null || status !== 'Scheduled' || sendTime < inventory.readAt - DAY) return [];
    const day = formats.dayOf(sendTime);
    return [{ day, words: `${inQuotes(inlineName(name))} on ${formats.day(day)}` }];
  });
}
