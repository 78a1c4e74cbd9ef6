import type { Instant } from '../account/known';
import { DAY } from '../account/known';
import type { FixedDate } from '../rule/references';
import { valueOf } from '../settings/setting';
import { segmentSubject } from './subject';
import { fixedDateStaleDays } from './findings-settings';
import type { Formats } from '../text/format';
import { enumerated } from '../text/lists';
import { declareFinding, threshold } from './declare-finding';
import type { GradedFound } from './declare-finding';
import { inQuotes } from '../text/quotes';

/** Words in a name that tie a segment to one season. */
const SEASON = /\b(20[12]\d|bfcm|black friday|cyber monday|xmas|christmas|holiday|valentine|mother'?s day|easter|summer|winter|spring|launch)\b/i;

export const fixedDates = declareFinding({
  kind: 'fixed-dates',
  title: 'Fixed dates',
  meaning: 'The rule holds to calendar dates that have passed, so it means something else every day or nothing any more.',
  about: ['segment'],
  settings: [fixedDateStaleDays],
  severity: 'case by case',
  needs: [],
  consequences: {
    breaksCover: 'as a defect',
    retirement: 'no reason',
    urgent: null,
    remedy: { how: 'repair', step: 'Replace the fixed dates by a time that moves, such as “in the last … days”.' },
  },
  decide: ({ account, settings, now }) => {
    const days = valueOf(settings, fixedDateStaleDays);
    return account.segments.flatMap(({ segment, references }): readonly GradedFound[] => {
      const past = references.fixedDates.filter((date) => lastInstant(date) < now);
      if (past.length === 0) return [];
      const over = past.filter((date) => date.to !== null && date.to < now - days * DAY);
      const season = SEASON.exec(segment.name)?.[0];
      const drifting = past.some((date) => date.operator === 'after');
      return [
        {
          subject: segmentSubject(segment.id),
          severity: over.length > 0 ? 'defect' : isOld(past, now) ? 'warning' : 'note',
          evidence: `The rule is tied to ${enumerated(past.map((date) => dateWords(date, account.formats)))}${
            over.length > 0 ? `, over for more than ${days} days` : drifting ? ', so it grows wider each day' : ''
          }${season === undefined ? '' : `; its name says ${inQuotes(season)}`}.`,
          threshold: threshold(fixedDateStaleDays, days),
        },
      ];
    });
  },
});

/** An open `after` is a year old before it is more than a note. */
function isOld(dates: readonly FixedDate[], now: Instant): boolean {
  return dates.some((date) => now - lastInstant(date) > 365 * DAY);
}

function lastInstant(date: FixedDate): Instant {
  return date.to ?? date.from ?? Number.POSITIVE_INFINITY;
}

function dateWords(date: FixedDate, formats: Formats): string {
  switch (date.operator) {
    case 'after':
      return inQuotes(`after ${formats.utc(date.from ?? Number.NaN)}`);
    case 'before':
      return inQuotes(`before ${formats.utc(date.to ?? Number.NaN)}`);
    case 'between-static':
      return inQuotes(`${formats.utc(date.from ?? Number.NaN)} to ${formats.utc(date.to ?? Number.NaN)}`);
  }
}
