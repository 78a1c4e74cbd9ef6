import type { Claim, Literal } from './vocabulary';

/** A rule in negation normal form over literals. */
export type Formula = Claim | { readonly and: readonly Formula[] } | { readonly or: readonly Formula[] };

export function conjunction(parts: readonly Formula[]): Formula {
  const kept: Formula[] = [];
  for (const part of parts) {
    if (part === false) return false;
    if (part === true) continue;
    if (typeof part === 'object' && 'and' in part) for (const inner of part.and) kept.push(inner);
    else kept.push(part);
  }
  return kept.length === 0 ? true : kept.length === 1 ? kept[0]! : { and: kept };
}

export function disjunction(parts: readonly Formula[]): Formula {
  const kept: Formula[] = [];
  for (const part of parts) {
    if (part === true) return true;
    if (part === false) continue;
    if (typeof part === 'object' && 'or' in part) for (const inner of part.or) kept.push(inner);
    else kept.push(part);
  }
  return kept.length === 0 ? false : kept.length === 1 ? kept[0]! : { or: kept };
}

export function negation(formula: Formula): Formula {
  if (typeof formula === 'boolean') return !formula;
  if ('and' in formula) return disjunction(formula.and.map(negation));
  if ('or' in formula) return conjunction(formula.or.map(negation));
  return formula.opposite;
}

/** Text of the formula with its parts in order: equal texts mean equal formulas, whatever the order they were written in. */
export function structureKey(formula: Formula): string {
  if (typeof formula === 'boolean') return String(formula);
  if ('and' in formula || 'or' in formula) {
    const parts = [...new Set(('and' in formula ? formula.and : formula.or).map(structureKey))].sort();
    return parts.length === 1 ? parts[0]! : `${'and' in formula ? 'and' : 'or'}(${parts.join(';')})`;
  }
  return formula.key;
}

/** Every literal of a formula. */
export function literalsOf(formula: Formula): readonly Literal[] {
  if (typeof formula === 'boolean') return [];
  if ('and' in formula) return formula.and.flatMap(literalsOf);
  if ('or' in formula) return formula.or.flatMap(literalsOf);
  return [formula];
}
