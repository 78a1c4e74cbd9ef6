import { valueOf } from '../settings/setting';
import type { Finding } from './finding';
import type { FindingDeclaration } from './finding-context';
import { threshold } from './finding-context';
import { idleGroups } from './idle-groups';
import { spareNewDays } from './findings-settings';
import { dayOf } from '../text/sentence-words';

/** "No marketing action behind it": lifecycle research section 3. */
export const noAction: FindingDeclaration = {
  kind: 'no-action',
  title: 'No action behind it',
  meaning: 'No campaign, flow, form or other segment has ever used it.',
  about: ['segment', 'list'],
  settings: [spareNewDays],
  decide: (context) => idleGroups(context).flatMap(({ subject, group }): readonly Finding[] => {
    const { account, settings } = context;
    if (account.uses.directUsesOf(group.id).length > 0) return [];
    return [{
      kind: 'no-action', subject, severity: 'warning', threshold: threshold(spareNewDays, valueOf(settings, spareNewDays)), related: [],
      evidence: `No campaign, flow, form or segment uses it or ever did${group.created === null ? '' : `; it was created on ${dayOf(group.created)}`}.`,
    }];
  }),
};
