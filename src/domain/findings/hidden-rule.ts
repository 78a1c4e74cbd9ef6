import { segmentSubject } from './subject';
import { hiddenInCampaigns, hiddenInFlows } from '../comparison/comparison-settings';
import { quoted } from '../text/quotes';
import { declareFinding } from './declare-finding';
import type { Found } from './declare-finding';

export const hiddenRule = declareFinding({
  kind: 'hidden-rule',
  title: 'Hidden audience',
  meaning: 'The same audience rule is written out in several places; as one segment it would be kept in one place.',
  about: ['flow', 'campaign'],
  settings: [hiddenInFlows, hiddenInCampaigns],
  severity: 'note',
  needs: [],
  consequences: { breaksCover: 'no', remedy: { how: 'none' }, retirement: 'no reason', urgent: null },
  decide: ({ account, hiddenRules }) =>
    hiddenRules.flatMap((hidden) => {
      const existing = hidden.existingSegmentId === null ? null : (account.names.group(hidden.existingSegmentId)?.name ?? null);
      const objects = new Map(hidden.places.map((place) => [`${place.type} ${place.id}`, place]));
      return [...objects.values()].map((place): Found => ({
        subject: { type: place.type, id: place.id },
        evidence: `${place.where}: the same audience${hidden.withinADay?.places === true ? ' (to within a day)' : ''} is written out in ${account.formats.counted(objects.size, 'place')}${
          hidden.unread !== undefined
            ? `; ${hidden.unread}`
            : existing === null
              ? ` and has no segment; suggested: ${quoted(hidden.suggestedName)}`
              : `, although the segment ${quoted(existing)} says ${hidden.withinADay?.segment === true ? 'the same to within a day' : 'just that'}`
        }.`,
        threshold: { setting: hidden.decidedBy.setting.name, value: String(hidden.decidedBy.value) },
        related: hidden.existingSegmentId === null ? [] : [segmentSubject(hidden.existingSegmentId)],
      }));
    }),
});
