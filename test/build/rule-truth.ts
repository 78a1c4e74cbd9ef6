import type { Instant } from '../../src/domain/account/known';
import { DAY } from '../../src/domain/account/known';
import { evaluateRule } from '../../src/domain/rule/evaluate';
import type { Rule } from '../../src/domain/rule/rule';
import type { ProfileFacts } from '../../src/domain/rule/profile-facts';
import { factsOf } from './rule-profile';
import type { Chance } from './rule-random';
import { NOW, SEGMENT_RULES, randomProfile } from './rule-universe';

/** For every profile of a panel one bit: surely in, surely out (neither: not known). */
export interface Truth {
  readonly yes: Uint32Array;
  readonly no: Uint32Array;
}

/** Profiles looked at now, and some of them later: what is proven must hold then too. */
export interface Panel {
  truthOf(rule: Rule): Truth;
  readonly size: number;
  readonly facts: readonly ProfileFacts[];
  readonly moments: readonly Instant[];
}

/** Evaluates each different condition once on every profile with the plain evaluator; whole rules are then put together bit by bit. */
export function createPanel(chance: Chance, size: number): Panel {
  const moments = Array.from({ length: size }, (_, index) => (index % 4 === 3 ? NOW + chance.pick([1, 20, 400]) * DAY : NOW));
  const facts = moments.map((at) => factsOf(randomProfile(chance), at, SEGMENT_RULES));
  const words = Math.ceil(size / 32);
  const remembered = new Map<string, Truth>();
  const byObject = new WeakMap<Rule, Truth>();
  const leaf = (rule: Rule): Truth => {
    const seen = byObject.get(rule);
    if (seen !== undefined) return seen;
    const key = JSON.stringify(rule);
    const known = remembered.get(key) ?? evaluated(rule, key);
    byObject.set(rule, known);
    return known;
  };
  const evaluated = (rule: Rule, key: string): Truth => {
    const truth: Truth = { yes: new Uint32Array(words), no: new Uint32Array(words) };
    facts.forEach((profile, index) => {
      const answer = evaluateRule(rule, profile, moments[index]!);
      const bits = answer === null ? null : answer ? truth.yes : truth.no;
      if (bits !== null) bits[index >>> 5]! |= 1 << (index & 31);
    });
    remembered.set(key, truth);
    return truth;
  };
  const truthOf = (rule: Rule): Truth => {
    switch (rule.kind) {
      case 'not': {
        const { yes, no } = truthOf(rule.of);
        return { yes: no, no: yes };
      }
      case 'all':
      case 'any': {
        const every = rule.kind === 'all';
        const [both, either] = [new Uint32Array(words).fill(0xffffffff), new Uint32Array(words)];
        for (const part of rule.of) {
          const { yes, no } = truthOf(part);
          for (let word = 0; word < words; word += 1) {
            both[word]! &= every ? yes[word]! : no[word]!;
            either[word]! |= every ? no[word]! : yes[word]!;
          }
        }
        return every ? { yes: both, no: either } : { yes: either, no: both };
      }
      default:
        return leaf(rule);
    }
  };
  return { truthOf, size, facts, moments };
}

/** Index of a profile that is surely in the first set and in the second; -1 when there is none. */
export function common(one: Uint32Array, other: Uint32Array, size: number): number {
  for (let word = 0; word < one.length; word += 1) {
    const bits = (one[word]! & other[word]!) >>> 0;
    if (bits === 0) continue;
    const index = word * 32 + (31 - Math.clz32(bits & -bits));
    if (index < size) return index;
  }
  return -1;
}

/** Index of any member; -1 when the set is empty. */
export const anyIn = (set: Uint32Array, size: number): number => common(set, set, size);
