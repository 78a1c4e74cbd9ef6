import { shortened } from '../text/quotes';

/** Names that are taken: new segments get names of their own. Compared without regard to case and spaces. */
export interface TakenNames {
  /** The wanted name in the account’s own form, or the first free variation of it; it is taken from then on. */
  claim(wanted: string): string;
}

/** Klaviyo does not forbid two segments of one name, but a person could not tell them apart. */
export function takenNames(existing: readonly string[], segments: readonly string[] = existing): TakenNames {
  const taken = new Set(existing.map(plain));
  const prefix = conventionOf(segments);
  return {
    claim(wanted) {
      const base = `${prefix}${shortened(wanted)}`;
      let name = base;
      for (let number = 2; taken.has(plain(name)); number += 1) name = `${base} ${number}`;
      taken.add(plain(name));
      return name;
    },
  };
}

/** What stands before a name by a team's convention: `SEG | `, `[EU] `, `MKT_`, `1. Seg - `. */
const CONVENTION = /^(?:\[[^\]]{1,14}\]\s*|[\p{L}\p{N}][\p{L}\p{N}.& ]{0,13}(?:\s*[|:»]\s*|\s+[-–—]\s+|_))/u;
/** Names that have to share it, and their share, before it is the account's own way. */
const NAMES_AT_LEAST = 5;
const SHARE_AT_LEAST = 0.6;

/** The prefix that most names of the account share; empty where there is none. */
function conventionOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) {
    const prefix = CONVENTION.exec(name.trim())?.[0];
    if (prefix !== undefined) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  const [most] = [...counts].sort((one, other) => other[1] - one[1]);
  return most !== undefined && most[1] >= NAMES_AT_LEAST && most[1] >= SHARE_AT_LEAST * names.length ? most[0] : '';
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\s+/g, ' ').trim();
}
