import type { Instant } from '../account/known';
import { DAY } from '../account/known';
import { capitalized } from '../text/capitalized';

/**
 * Words in a name that say that somebody guards it: who is in it must not be mailed, or the list has a duty of its own that no campaign shows. In the
 * languages that account names are most often in. What such a name says stands above every count of uses.
 */
const GUARDS: readonly (readonly [RegExp, string])[] = [
  [
    /\b(do not|don'?t|never)\s+(send|mail|email|delete|use|touch|remove)\b|\bDNS\b|nicht (senden|löschen|verwenden)|ne pas (envoyer|supprimer)|no (enviar|borrar)/iu,
    'asks that nobody touch or mail it',
  ],
  [/\b(suppress\w*|exclu\w*|blocklist|blacklist|block list|opt(ed)?[- ]?outs?|unsubscribed)\b|ausschluss|sperrliste/iu, 'is a list of people to leave out'],
  [/\b(legal|litigation|compliance|gdpr|dsgvo|ccpa|hold)\b/iu, 'names a legal duty'],
  [
    /\b(staff|employees?|team members?|internal|test(ers?|ing)?|qa|seeds?|seed list|inbox(es)?|mitarbeiter|équipe|empleados)\b/iu,
    'holds staff, tests or seed addresses',
  ],
  [
    /\b(wholesale|b2b|trade accounts?|retailers?|resellers?|stockists?|competitors?|press|influencers?|ambassadors?|affiliates?|vendors?|suppliers?|großhandel|grossiste|presse)\b/iu,
    'holds partners or press rather than customers',
  ],
  [
    /\b(ad|ads|meta|facebook|google|tiktok|pinterest|lookalike|custom audience)\b.*\b(seed|sync|audience|lookalike|source)\b|\blookalike\b/iu,
    'looks like the source of an ad audience, which Klaviyo does not show',
  ],
  [/\bgift ?cards?\b/iu, 'holds gift card owners'],
];

/** Seasons by words, with the day (month, day) on which each begins; moving feasts by their earliest usual day. */
const SEASONS: readonly (readonly [RegExp, number, number, string])[] = [
  [/\b(bfcm|black ?friday|cyber ?monday|cyber ?week|thanksgiving)\b/iu, 11, 22, 'Black Friday'],
  [/\b(holidays?|christmas|xmas|noël|navidad|weihnacht\w*|gift guide|advent)\b/iu, 12, 1, 'the holidays'],
  [/\b(new year|nye|silvester)\b/iu, 12, 31, 'New Year'],
  [/\bvalentin\w*/iu, 2, 14, 'Valentine’s Day'],
  [/\b(easter|ostern|pâques)\b/iu, 3, 25, 'Easter'],
  [/\bmother'?s ?day\b|\bmuttertag\b/iu, 5, 8, 'Mother’s Day'],
  [/\bfather'?s ?day\b|\bvatertag\b/iu, 6, 15, 'Father’s Day'],
  [/\b(spring)\b/iu, 3, 20, 'spring'],
  [/\b(summer|sommer|été)\b/iu, 6, 20, 'summer'],
  [/\b(back to school|bts)\b/iu, 8, 1, 'back to school'],
  [/\bhalloween\b/iu, 10, 25, 'Halloween'],
];
/** Before its season a segment is looked for again (the product's rule: 120 days), and for a month from its first day. */
const DAYS_BEFORE = 120;
const DAYS_AFTER = 30;

/** Names of the audiences that nearly every shop writes to, in the languages that account names are most often in. */
const CLASSICS =
  /\b(vips?|loyal\w*|repeat|returning|at[- ]risk|lapsed|win[- ]?back|reviewers?|advocates?|champions?|best customers?|stammkund\w*|treue\w*|fid[eè]les?|fieles|recurrentes)\b/iu;

/** True where the name says that the segment holds an audience which nearly every shop writes to. */
export function namesClassic(name: string): boolean {
  return CLASSICS.test(name);
}

/** Why a list or segment is not to be retired whatever its uses say, by its name; null where nothing speaks for it. */
export function sparedBecause(name: string, now: Instant): string | null {
  const guard = GUARDS.find(([words]) => words.test(name));
  if (guard !== undefined) return `Its name ${guard[1]}: left alone, ask whoever made it.`;
  const season = SEASONS.find(([words, month, day]) => words.test(name) && isNear(month, day, now));
  return season === undefined ? null : `Its season is near (${season[3]}): left alone until it is over.`;
}

/** Seasons that begin on one of the days `from` to `to` (`YYYY-MM-DD`, both counted), by name: their earliest usual day where they move. */
export function seasonsBetween(from: string, to: string): readonly string[] {
  const years = [...new Set([from.slice(0, 4), to.slice(0, 4)])];
  return SEASONS.filter(([, month, day]) =>
    years.some((year) => {
      const begins = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
      return begins >= from && begins <= to;
    }),
  ).map(([, , , name]) => capitalized(name));
}

function isNear(month: number, day: number, now: Instant): boolean {
  const year = new Date(now).getUTCFullYear();
  return [year - 1, year, year + 1].some((one) => {
    const days = (Date.UTC(one, month - 1, day) - now) / DAY;
    return days <= DAYS_BEFORE && days >= -DAYS_AFTER;
  });
}
