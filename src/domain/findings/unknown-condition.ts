import { segmentSubject } from './subject';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import { declareFinding } from './declare-finding';
import type { Found } from './declare-finding';

export const unknownCondition = declareFinding({
  kind: 'unknown-condition',
  title: 'Condition not understood',
  meaning: 'Klaviyo has a kind of condition here that this add-on does not know yet; the rule is shown, but nothing is concluded from it.',
  about: ['segment', 'flow'],
  settings: [],
  severity: 'note',
  needs: [],
  consequences: { breaksCover: 'no', remedy: { how: 'review' }, retirement: 'no reason', urgent: null },
  decide: ({ account }) => [
    ...account.segments
      .filter(({ references }) => references.unknownParts > 0)
      .map(({ segment, references }): Found => ({
        subject: segmentSubject(segment.id),
        evidence: `The rule has ${account.formats.counted(references.unknownParts, 'condition')} of a kind that this add-on does not know: compare it by hand.`,
      })),
    ...account.flows
      .filter(({ logic }) => logic !== null && logic.unknownParts.length > 0)
      .map(({ flow, logic }): Found => ({
        subject: { type: 'flow', id: flow.id },
        evidence: `The flow has parts that this add-on does not know: ${enumerated((logic?.unknownParts ?? []).map(quoted), 5)}.`,
      })),
  ],
});
