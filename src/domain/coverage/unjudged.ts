import type { Inventory } from '../account/inventory';
import { isKnown } from '../account/known';
import { whyMissing } from '../account/unread-part';
import type { Gap } from './recommendation';

/**
 * Why it cannot be told whether an earlier recommendation still holds, by its key; null where everything that it rests on was read. A
 * recommendation that is gone for want of data has not been settled.
 */
export function whyUnjudged(inventory: Inventory, gaps: readonly Gap[]): (key: string) => string | null {
  const stateOf = new Map(gaps.map((gap) => [gap.audienceId, gap]));
  const missing = (parts: readonly (keyof typeof SAID)[]): string | null => {
    const whys = parts.flatMap((part) => {
      const why =
        part === 'activity'
          ? isKnown(inventory.activity)
            ? null
            : inventory.activity.unknown
          : part === 'rules'
            ? unreadRules(inventory)
            : whyMissing(inventory, part);
      return why === null ? [] : [`${SAID[part]} could not be read (${why}).`];
    });
    return whys.length === 0 ? null : whys.join(' ');
  };
  const behavior = inventory.unread.find(({ what }) => BEHAVIOR.test(what))?.sentence ?? null;
  const hidden = missing(['segments', 'campaigns', 'flows', 'rules']);
  const used = missing(['segments', 'lists', 'campaigns', 'flows', 'rules', 'forms']);
  const rule = missing(['segments', 'lists', 'campaigns', 'flows', 'rules', 'metrics', 'activity']) ?? behavior;
  const toCome = inventory.stillToCome?.sentence ?? null;
  return (key) => {
    const [action, id = ''] = key.split(/:(.*)/s);
    switch (action) {
      case 'create': {
        const gap = stateOf.get(id);
        return gap?.state === 'Unknown' ? gap.why : null;
      }
      case 'hidden':
        return hidden ?? toCome;
      case 'refresh':
        return rule ?? toCome;
      default:
        return used ?? toCome;
    }
  };
}

const SAID = {
  segments: 'Segments',
  lists: 'Lists',
  campaigns: 'Campaigns',
  flows: 'Flows',
  rules: 'The rules inside some flows',
  metrics: 'Metrics',
  activity: 'The activity of metrics',
  forms: 'Sign-up forms',
} as const;

/** Thresholds, and with them what has drifted from them, rest on these. */
const BEHAVIOR = /^(events|profiles|some events|some profiles)\b/i;

function unreadRules({ flows }: Inventory): string | null {
  const unread = isKnown(flows) ? flows.value.find(({ definition, archived }) => !archived && !isKnown(definition)) : undefined;
  return unread === undefined || isKnown(unread.definition) ? null : unread.definition.unknown;
}
