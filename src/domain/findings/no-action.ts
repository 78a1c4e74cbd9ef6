import { valueOf } from '../settings/setting';
import { idleGroups } from './idle-groups';
import { spareNewDays } from './findings-settings';
import { declareFinding, threshold } from './declare-finding';
import type { Found } from './declare-finding';

/** "No marketing action behind it": lifecycle research section 3. */
export const noAction = declareFinding({
  kind: 'no-action',
  title: 'No action behind it',
  meaning: 'No campaign, flow, form or other segment has ever used it.',
  about: ['segment', 'list'],
  settings: [spareNewDays],
  severity: 'warning',
  needs: ['all uses'],
  consequences: { breaksCover: 'no', remedy: { how: 'let go' }, retirement: 'a reason', urgent: null },
  decide: (context) =>
    idleGroups(context).flatMap(({ subject, group }): readonly Found[] => {
      const { account, settings } = context;
      if (account.uses.directUsesOf(group.id).length > 0) return [];
      return [
        {
          subject,
          threshold: threshold(spareNewDays, valueOf(settings, spareNewDays)),
          evidence: `No campaign, flow, form or segment uses it or ever did${group.created === null ? '' : `; it was created on ${account.formats.date(group.created)}`}.`,
        },
      ];
    }),
});
