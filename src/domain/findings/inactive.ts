import { segmentSubject } from './subject';
import { declareFinding } from './declare-finding';

/** Klaviyo: "Inactive segments are not processed and their membership does not update" (OpenAPI 2026-07-15). */
export const inactive = declareFinding({
  kind: 'inactive',
  title: 'Deactivated',
  meaning: 'Klaviyo no longer updates the segment: its members are those of the day when it was deactivated.',
  about: ['segment'],
  settings: [],
  severity: 'case by case',
  needs: [],
  consequences: {
    breaksCover: 'always',
    retirement: 'need not wait',
    urgent: null,
    remedy: { how: 'repair', step: 'Reactivate the segment: open it and click Reactivate.' },
  },
  decide: ({ account }) =>
    account.segments
      .filter(({ segment }) => !segment.isActive)
      .map(({ segment }) => {
        const used = account.uses.isLive(segment.id);
        const since = segment.updated === null ? '' : ` (last changed ${account.formats.date(segment.updated)})`;
        return {
          subject: segmentSubject(segment.id),
          severity: used ? 'defect' : 'warning',
          evidence: `The segment is deactivated${since}: its members are frozen${used ? ', yet something live still uses it' : ''}.`,
        };
      }),
});
