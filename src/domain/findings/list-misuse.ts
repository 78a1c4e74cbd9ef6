import { isKnown } from '../account/known';
import { valueOf } from '../settings/setting';
import { isYoung } from './age';
import { listSubject } from './subject';
import { listSilentDays } from './findings-settings';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import { declareFinding, threshold } from './declare-finding';
import type { Found } from './declare-finding';

export const listMisuse = declareFinding({
  kind: 'list-misuse',
  title: 'List used like a segment',
  meaning: 'Campaigns go to a list that nobody joins any more: it is a frozen copy where a segment would keep itself current.',
  about: ['list'],
  settings: [listSilentDays],
  severity: 'warning',
  needs: [],
  consequences: { breaksCover: 'no', remedy: { how: 'review' }, retirement: 'no reason', urgent: null },
  decide: ({ account, settings, now }) => {
    const days = valueOf(settings, listSilentDays);
    return account.lists.flatMap((list): readonly Found[] => {
      if (!isKnown(list.joinedRecently) || list.joinedRecently.value > 0 || isYoung(list, days, now)) return [];
      const campaigns = account.uses.directUsesOf(list.id).filter((use) => use.live && use.how === 'campaign include');
      if (campaigns.length === 0) return [];
      return [
        {
          subject: listSubject(list.id),
          threshold: threshold(listSilentDays, days),
          evidence: `Nobody joined it in the last 180 days, yet it was the audience of ${enumerated(campaigns.map((use) => quoted(use.by.name)))}.`,
          related: campaigns.slice(0, 20).map((use) => ({ type: 'campaign', id: use.by.id })),
        },
      ];
    });
  },
});
