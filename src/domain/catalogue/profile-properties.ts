import { valueOf } from '../settings/setting';
import type { SettingValues } from '../settings/setting';
import type { PropertyRole } from './audience';
import { nameKey } from './metric-name';
import { PROPERTY_ROLES, propertySettings } from './catalogue-settings';
import { capitalized } from '../text/capitalized';

/** Names under which apps and forms write each of these, the usual one first. */
const USUAL_NAMES: Readonly<Record<PropertyRole, readonly string[]>> = {
  'quiz answer': ['Skin Type', 'Quiz Result', 'Quiz Answer', 'Hair Type', 'Skin Concern', 'Quiz Completed'],
  'product subscription': ['Subscription Status', 'Subscriber Status', 'Recharge Subscription Status', 'Skio Subscription Status'],
  'loyalty tier': ['Loyalty Tier', 'VIP Tier', 'Rewards Tier', 'Loyalty Status', 'Smile VIP Tier', 'Yotpo Loyalty Tier'],
  'RFM group': ['Current RFM group', 'RFM Group', 'RFM Segment'],
  birthday: ['Birthday', 'Date of Birth', 'Birth Date', 'Birthdate', 'DOB'],
  interests: ['Interests', 'Interest', 'Preferences', 'Product Interests', 'Favorite Categories', 'Favourite Categories'],
};

/** Names to look under for a role: the person's own, then the usual ones; `existing` decides the spelling. */
export function candidateProperties(role: PropertyRole, settings: SettingValues, existing: readonly string[] = []): readonly string[] {
  const set = valueOf(settings, propertySettings.get(role)!).trim();
  if (set !== '') return [set];
  const keys = USUAL_NAMES[role].map((name) => nameKey(name));
  return [
    ...new Set([...existing.filter((name) => keys.includes(nameKey(name.replace(/([a-z0-9])([A-Z])/g, '$1 $2')))), ...USUAL_NAMES[role].flatMap(spellings)]),
  ];
}

/** Properties that rules name and are read beside the catalogue's own: each keeps its values in the store. */
const MOST_OF_RULES = 12;

/** Every custom profile property worth reading: those of the catalogue's roles, and those that rules ask for, so that who meets them can be told. */
export function allCandidateProperties(settings: SettingValues, existing: readonly string[]): readonly string[] {
  const roles = PROPERTY_ROLES.flatMap((role) => candidateProperties(role, settings, existing));
  return [...new Set([...roles, ...existing.filter((name) => !roles.includes(name)).slice(0, MOST_OF_RULES)])];
}

/** `Skin Type`, `Skin type`, `skin type`, `skin_type`, `Skin_Type`, `skin-type`, `SkinType`, `skinType`, `SKIN_TYPE`: property names are compared letter by letter. */
function spellings(name: string): readonly string[] {
  const words = name.split(' ');
  const lower = words.map((word) => word.toLowerCase());
  const pascal = words.map(capitalized).join('');
  const sentence = capitalized(lower.join(' '));
  return [
    name,
    sentence,
    lower.join(' '),
    lower.join('_'),
    words.join('_'),
    lower.join('-'),
    lower.join('_').toUpperCase(),
    pascal,
    pascal.charAt(0).toLowerCase() + pascal.slice(1),
  ];
}
