import type { AffinityChannel, PredictedNumber } from '../profile-facts';
import type { EventSet } from './event-set';
import type { Facet, Pattern } from './filter-test';
import type { Values } from './values';
import type { TimeStyle } from './windows';
import { complement, isEvery, isNone, valuesKey } from './values';

/** What a variable is about, for the relations between variables and for building an example profile. */
export type Meaning =
  | { readonly type: 'count' | 'sum'; readonly metric: string; readonly events: EventSet }
  | {
      readonly type: 'facet';
      readonly property: string;
      readonly facet: Facet;
      readonly axis?: 'moving' | 'fixed';
      readonly style?: TimeStyle;
      readonly toTheDay?: true;
    }
  | { readonly type: 'pattern'; readonly property: string; readonly pattern: Pattern }
  | { readonly type: 'item'; readonly property: string; readonly item: string }
  | { readonly type: 'existence'; readonly property: string }
  | { readonly type: 'member'; readonly groupId: string }
  | { readonly type: 'consent'; readonly channel: string; readonly part: 'receive' | 'subscription' }
  | { readonly type: 'region'; readonly region: string }
  | { readonly type: 'distance'; readonly countryCode: string; readonly postalCode: string }
  | { readonly type: 'predicted'; readonly of: PredictedNumber | 'gender' | `priority ${AffinityChannel}` | `rank ${AffinityChannel}` }
  | { readonly type: 'open question' }
  | { readonly type: 'opaque' };

/** Something about a profile that has one value at a time (or none at all, where `mayBeMissing`). */
export interface Variable {
  readonly subject: string;
  /** Variables of one group may bear on each other; of different groups never. */
  readonly group: string;
  readonly mayBeMissing: boolean;
  readonly meaning: Meaning;
}

/** The claim that a variable's value is one of some. `missing`: having no value counts too. */
export interface Literal {
  readonly id: number;
  readonly variable: Variable;
  readonly values: Values;
  readonly missing: boolean;
  readonly key: string;
  /** The claim that holds exactly where this one does not. */
  readonly opposite: Literal;
}

/** A claim that always or never holds is a plain truth value. */
export type Claim = Literal | boolean;

/** Hands out literals so that equal claims are one object. */
export interface Vocabulary {
  claim(variable: Variable, values: Values, missing?: boolean): Claim;
  /** False when the same text in other letters or blanks was seen before for the subject: then the two cannot be told apart or alike. */
  spelledOneWay(subject: string, items: readonly string[]): boolean;
}

export function createVocabulary(): Vocabulary {
  const literals = new Map<string, Literal>();
  const spellings = new Map<string, string>();

  const create = (variable: Variable, values: Values, missing: boolean, key: string): Literal => {
    const made = { id: literals.size, variable, values, missing, key } as { -readonly [K in keyof Literal]: Literal[K] };
    literals.set(key, made);
    const contrary = complement(values);
    const contraryMissing = variable.mayBeMissing && !missing;
    const contraryKey = keyOf(variable, contrary, contraryMissing);
    made.opposite = literals.get(contraryKey) ?? create(variable, contrary, contraryMissing, contraryKey);
    return made;
  };
  return {
    claim(variable, values, missing = false) {
      const orMissing = missing && variable.mayBeMissing;
      if (isNone(values) && !orMissing) return false;
      if ((orMissing || !variable.mayBeMissing) && isEvery(values)) return true;
      const key = keyOf(variable, values, orMissing);
      return literals.get(key) ?? create(variable, values, orMissing, key);
    },
    spelledOneWay(subject, items) {
      return items.every((item) => {
        const folded = `${subject}|${item.trim().toLowerCase()}`;
        const known = spellings.get(folded);
        if (known === undefined) spellings.set(folded, item);
        return known === undefined || known === item;
      });
    },
  };
}

const keyOf = (variable: Variable, values: Values, missing: boolean): string => `${variable.subject}=${valuesKey(values)}${missing ? ' or none' : ''}`;
