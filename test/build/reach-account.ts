import type { Inventory } from '../../src/domain/account/inventory';
import { analyze } from '../../src/domain/analysis/analyze';
import type { Analysis, GivenSetting } from '../../src/domain/analysis/analyze';
import type { Crowd } from './behavior-crowd';
import { collectCrowd, crowdInventory, crowdOf } from './behavior-crowd';

/** 1,500 people of whom six in ten buy. */
export const CROWD: Crowd = crowdOf(8, 1500, 0.6, 6);

/** The whole analysis of an account with these people. @param chosen profiles that were read, with the people each stands for; all where null */
export function analyzedCrowd(
  parts: Partial<Inventory>,
  values: readonly GivenSetting[] = [],
  chosen: ReadonlyMap<number, number> | null = null,
  crowd: Crowd = CROWD,
): Analysis {
  return analyze({ ...crowdInventory(), ...parts }, collectCrowd(crowd, chosen), values);
}
