import { shortened } from '../text/sentence-words';

/** Names that are taken: new segments get names of their own. Compared without regard to case and spaces. */
export interface TakenNames {
  /** The wanted name, or the first free variation of it; it is taken from then on. */
  claim(wanted: string): string;
}

/** Klaviyo does not forbid two segments of one name, but a person could not tell them apart. */
export function takenNames(existing: Iterable<string>): TakenNames {
  const taken = new Set([...existing].map(plain));
  return {
    claim(wanted) {
      const base = shortened(wanted);
      let name = base;
      for (let number = 2; taken.has(plain(name)); number += 1) name = number === 2 ? `${base} (lifecycle)` : `${base} (lifecycle ${number - 1})`;
      taken.add(plain(name));
      return name;
    },
  };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\s+/g, ' ').trim();
}
