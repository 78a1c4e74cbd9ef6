import { conditionsOf } from '../rule/rule';
import type { EventFilter } from '../rule/filter';
import { segmentSubject } from './subject';
import { declareFinding } from './declare-finding';
import type { Found } from './declare-finding';

/** Klaviyo's own property of Opened Email since 2021-11-20: true where Apple's privacy proxy loaded the mail (help.klaviyo.com 4416791883163). */
const APPLE_PRIVACY = 'apple privacy open';

export const opensOnly = declareFinding({
  kind: 'opens-only',
  title: 'Counts opens only',
  meaning: 'Engagement is judged by opens alone, which Apple’s mail privacy makes up for many people; clicks, visits or orders are not asked.',
  about: ['segment'],
  settings: [],
  severity: 'warning',
  needs: [],
  consequences: {
    breaksCover: 'no',
    retirement: 'no reason',
    urgent: null,
    remedy: { how: 'repair', step: 'Add clicks or site visits as an alternative, and leave out “Apple Privacy Open” among the opens.' },
  },
  decide: ({ account, recognized }) => {
    const opens = new Set(recognized.byAlias.get('open')?.metricIds ?? []);
    if (opens.size === 0) return [];
    return account.segments.flatMap(({ segment, rule, references }): readonly Found[] => {
      const happened = references.happenedMetricIds;
      if (!happened.some((id) => opens.has(id)) || happened.some((id) => !opens.has(id))) return [];
      const guarded = conditionsOf(rule)
        .filter((condition) => condition.kind === 'metric' && opens.has(condition.metricId))
        .every((condition) => condition.kind === 'metric' && (condition.where ?? []).some(speaksOfApple));
      if (guarded) return [];
      return [
        {
          subject: segmentSubject(segment.id),
          evidence: 'The rule counts opened emails without leaving out “Apple Privacy Open”, and neither clicks, visits nor orders.',
        },
      ];
    });
  },
});

function speaksOfApple(filter: EventFilter): boolean {
  return filter.property.toLowerCase().includes(APPLE_PRIVACY);
}
