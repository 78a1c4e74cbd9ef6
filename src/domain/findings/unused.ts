import { DAY } from '../account/known';
import { valueOf } from '../settings/setting';
import { idleGroups } from './idle-groups';
import { unusedRetireDays } from '../model/model-settings';
import { spareNewDays, unusedWarnDays } from './findings-settings';
import { declareFinding, threshold } from './declare-finding';
import type { GradedFound } from './declare-finding';

export const unused = declareFinding({
  kind: 'unused',
  title: 'Unused',
  meaning: 'It was used once, but no campaign (included or excluded), live flow, form or segment in use has used it for long.',
  about: ['segment', 'list'],
  settings: [unusedWarnDays, unusedRetireDays, spareNewDays],
  severity: 'case by case',
  needs: ['all uses'],
  consequences: { breaksCover: 'no', remedy: { how: 'let go' }, retirement: 'a reason', urgent: null },
  decide: (context) =>
    idleGroups(context).flatMap(({ subject, group }): readonly GradedFound[] => {
      const { account, settings, now } = context;
      const last = account.uses.lastUsedOf(group.id);
      const warn = valueOf(settings, unusedWarnDays);
      const retire = valueOf(settings, unusedRetireDays);
      const draft = account.uses.isInDraft(group.id);
      if ((last === null && !draft && account.uses.directUsesOf(group.id).length === 0) || (last !== null && now - last < warn * DAY)) return [];
      const long = last === null || now - last >= retire * DAY;
      const when =
        last === null
          ? 'No campaign is known to have used it'
          : `Last used by a campaign on ${account.formats.date(last)}, ${account.formats.counted(Math.floor((now - last) / DAY), 'day')} ago`;
      return [
        {
          subject,
          severity: long && !draft ? 'warning' : 'note',
          evidence: `${when}; nothing live uses it${draft ? ', but a draft flow or campaign does' : ''}.`,
          threshold: long ? threshold(unusedRetireDays, retire) : threshold(unusedWarnDays, warn),
        },
      ];
    }),
});
