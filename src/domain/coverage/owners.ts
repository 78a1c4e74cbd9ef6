import type { Setting, SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';

/** Who does the work of which role: the tracker's `Owner` then names the person. */
export const peopleByRole: Setting<string> = {
  name: 'People by role',
  group: 'Plan',
  kind: 'text',
  standard: '',
  meaning:
    'Who does the work of each role, such as: Lifecycle marketer = Ana; Retention manager = Ben. New rows of the tracker name the person; a role without one stays a role.',
};

/** The person of a role, or the role itself where nobody is named. Roles are told without regard to case or space around them. */
export function ownerOf(role: string, settings: SettingValues): string {
  for (const pair of valueOf(settings, peopleByRole).split(/[;\n]/)) {
    const at = pair.indexOf('=');
    if (at < 1 || pair.slice(0, at).trim().toLowerCase() !== role.trim().toLowerCase()) continue;
    return pair.slice(at + 1).trim() || role;
  }
  return role;
}
