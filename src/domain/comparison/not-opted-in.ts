import { all } from '../rule/rule';
import type { ConsentCondition, Rule } from '../rule/rule';
import type { BitSet } from './bit-set';
import type { PeopleCoverage } from './coverage-by-people';

/** What every campaign audience has to ask. */
export const OPTED_IN: ConsentCondition = { kind: 'consent', channel: 'email', canReceive: true, subscription: 'subscribed' };

/** People whom a rule lets in, and those of them who have not opted in to email or cannot be mailed. Weighted where profiles are a sample. */
export interface NotOptedIn {
  readonly members: number;
  readonly notOptedIn: number;
  readonly optedIn: BitSet;
}

/** Counts them today; null where either cannot be told. */
export function notOptedInOf(rule: Rule, people: PeopleCoverage | null): NotOptedIn | null {
  const members = people?.whoMeets(rule) ?? null;
  const optedIn = people?.whoMeets(all([rule, OPTED_IN])) ?? null;
  if (people === null || members === null || optedIn === null) return null;
  const held = people.sizeOf(members);
  return { members: held, notOptedIn: held - people.sizeOf(optedIn), optedIn };
}
