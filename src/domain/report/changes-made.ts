import type { Deed } from '../changes/change';
import { forecastWords } from '../changes/forecast';
import type { JournalEntry } from '../changes/journal';
import { klaviyoAddress } from '../account/klaviyo-address';
import { cell, linked } from '../table/cell';
import type { TabCell } from '../table/tab';
import type { Formats } from '../text/format';
import type { ReportContext } from './report-context';
import type { SummaryTable } from './summary-page';

/** Requests that the section shows; the hidden tab has them all. */
const MOST_SHOWN = 20;
/** A note holds what was sent up to so many characters. */
const LONGEST_NOTE = 2_000;

const WORDS: Readonly<Record<Deed, string>> = { create: 'Create', deactivate: 'Make inactive', reactivate: 'Make active again' };

/** Every request that was sent to change something in Klaviyo, newest first; null while there was none. */
export function changesMade({ input, formats }: ReportContext): SummaryTable | null {
  const entries = [...(input.changes ?? [])].reverse();
  if (entries.length === 0) return null;
  const rest = entries.length - MOST_SHOWN;
  return {
    id: 'made',
    title: 'Changes made',
    explanation: `What was changed in Klaviyo from here, each because a person asked for it, newest first.${rest > 0 ? ` ${formats.counted(rest, 'earlier change')} are in the hidden tab.` : ''}`,
    columns: [
      { header: 'When', width: 150, format: 'text' },
      { header: 'Who', width: 120, format: 'text' },
      { header: 'Asked', width: 120, format: 'text' },
      { header: 'Segment', width: 230, format: 'text' },
      { header: 'What came of it', width: 360, format: 'long text' },
    ],
    rows: entries
      .slice(0, MOST_SHOWN)
      .map((entry) => [
        cell(formats.moment(entry.at)),
        cell(entry.who),
        cell(WORDS[entry.deed], sentNote(entry)),
        segmentCell(entry),
        cell(cameWords(entry, formats)),
      ]),
    whenEmpty: 'Nothing was changed.',
  };
}

function cameWords(entry: JournalEntry, formats: Formats): string {
  const open = entry.state === 'sending' || entry.state === 'unknown';
  return [
    entry.came === '' && open ? 'It was sent; what became of it is not known. Asking again looks first.' : entry.came,
    entry.graceUntil !== null && entry.deed === 'deactivate' && entry.state === 'done'
      ? `It could be taken back here until ${formats.day(entry.graceUntil)}.`
      : '',
    forecastWords(entry, formats),
  ]
    .filter((words) => words !== '')
    .join(' ');
}

function segmentCell({ segment, segmentId }: JournalEntry): TabCell {
  return segmentId === null ? cell(segment) : linked(segment, klaviyoAddress('segment', segmentId));
}

function sentNote({ sent }: JournalEntry): string {
  return `Sent: ${sent.length > LONGEST_NOTE ? `${Array.from(sent).slice(0, LONGEST_NOTE).join('')}…` : sent}`;
}
