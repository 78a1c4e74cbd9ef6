import { hasLikely, isCertain, isLikelyTrue, isTrue, mayBeTrue } from './answer';
import type { Amount } from './interval';
import { StrataSpread, sampledAmount } from './sample-spread';
import type { BehaviorState } from './behavior-state';

/** How many profiles an answer stands for. */
export interface Count extends Amount {
  /** False: nothing can be said (value, low and high are then what is certain at least and possible at most). */
  readonly told: boolean;
  /** True when every profile's answer is certain and every profile was read. */
  readonly exact: boolean;
  /** True when only what lies before the look-back keeps it from being certain. */
  readonly byLookBack: boolean;
  /** Read profiles that it rests on. */
  readonly sampled: number;
}

/** Profiles without a likely answer may be at most this share of the counted ones before nothing is said. */
const UNCLEAR_AT_MOST = 0.05;

/** Which profiles have any event: their number is known exactly even where profiles are a sample. */
export function withEvents(state: BehaviorState): Uint8Array {
  const seen = new Uint8Array(state.count);
  for (const { index } of state.metrics.values()) {
    for (let profile = 0; profile < state.count; profile += 1) if (index.starts[profile + 1]! > index.starts[profile]!) seen[profile] = 1;
  }
  return seen;
}

/**
 * Counts profiles by their answers.
 *
 * All read: a plain count. A sample: profiles with events are counted exactly wherever events decide; of those that events leave
 * open, and of profiles without any event (the account's profiles, which the weights add up to, less those with events), the
 * sample tells the share, with an interval that compares the strata of the sample (sample-spread.ts). Answers that only history
 * before the look-back could change are counted as most likely, with certain and possible as bounds.
 * @param answers with everything that is known of each profile
 * @param byEvents the same rule answered from events alone
 * @param eventful from `withEvents`
 */
export function countProfiles(state: BehaviorState, answers: Uint8Array, byEvents: Uint8Array | null, eventful: Uint8Array): Count {
  switch (state.coverage) {
    case 'all profiles':
      return countAll(state, answers);
    case 'events only':
      return countSeen(answers, eventful);
    case 'sample':
      return countSample(state, answers, byEvents ?? answers, eventful);
  }
}

function countAll(state: BehaviorState, answers: Uint8Array): Count {
  let sure = 0;
  let likely = 0;
  let possible = 0;
  let unclear = 0;
  for (let profile = 0; profile < state.count; profile += 1) {
    if (state.profiles.present[profile] !== 1) continue;
    const answer = answers[profile]!;
    if (isTrue(answer)) sure += 1;
    if (mayBeTrue(answer)) possible += 1;
    if (!hasLikely(answer)) unclear += 1;
    else if (isLikelyTrue(answer)) likely += 1;
  }
  return {
    value: likely,
    low: sure,
    high: possible,
    told: unclear <= UNCLEAR_AT_MOST * likely,
    exact: sure === possible,
    byLookBack: sure !== possible && unclear === 0,
    sampled: state.profiles.count,
  };
}

/** Profiles were not read: only what events decide can be counted. */
function countSeen(answers: Uint8Array, eventful: Uint8Array): Count {
  let sure = 0;
  let likely = 0;
  let possible = 0;
  let unclear = 0;
  for (let profile = 0; profile < answers.length; profile += 1) {
    if (eventful[profile] !== 1) continue;
    const answer = answers[profile]!;
    if (isTrue(answer)) sure += 1;
    if (mayBeTrue(answer)) possible += 1;
    if (!hasLikely(answer)) unclear += 1;
    else if (isLikelyTrue(answer)) likely += 1;
  }
  return {
    value: likely,
    low: sure,
    high: possible,
    told: unclear <= UNCLEAR_AT_MOST * likely && possible > 0,
    exact: sure === possible,
    byLookBack: sure !== possible && unclear === 0,
    sampled: 0,
  };
}

/** Sampled profiles of one kind (open, silent) and how their answers are to be carried over to all of that kind. */
class Part {
  weight = 0;
  read = 0;
  sure = 0;
  likely = 0;
  possible = 0;
  unclear = 0;

  add(weight: number, answer: number): void {
    this.weight += weight;
    this.read += 1;
    if (isTrue(answer)) this.sure += weight;
    if (mayBeTrue(answer)) this.possible += weight;
    if (!hasLikely(answer)) this.unclear += weight;
    else if (isLikelyTrue(answer)) this.likely += weight;
  }

  /** A part of the weights, carried over to `size` profiles. */
  carried(part: number, size: number): number {
    return size === 0 ? 0 : this.weight > 0 ? (part / this.weight) * size : Number.NaN;
  }
}

function countSample(state: BehaviorState, answers: Uint8Array, byEvents: Uint8Array, eventful: Uint8Array): Count {
  const { profiles } = state;
  const open = new Part();
  const silent = new Part();
  let decided = 0;
  let openSize = 0;
  let seen = 0;
  let total = 0;
  let silentOut = true;
  for (let profile = 0; profile < state.count; profile += 1) {
    const read = profiles.present[profile] === 1;
    const weight = profiles.weight[profile]!;
    if (read) total += weight;
    if (eventful[profile] === 1) {
      seen += 1;
      if (isCertain(byEvents[profile]!)) decided += isTrue(byEvents[profile]!) ? 1 : 0;
      else {
        openSize += 1;
        // Only the sample's members tell how the open ones fall out.
        if (read) open.add(weight, answers[profile]!);
      }
    } else if (read) {
      if (!isCertain(byEvents[profile]!) || isTrue(byEvents[profile]!)) silentOut = false;
      silent.add(weight, answers[profile]!);
    }
  }
  // Weights add up to the account's profiles: those without an event are the rest.
  const silentSize = silentOut ? 0 : Math.max(0, Math.round(total) - seen);
  const carried = (pick: (part: Part) => number): number => open.carried(pick(open), openSize) + silent.carried(pick(silent), silentSize);
  const likely = carried((part) => part.likely);
  const bounds = (pick: (part: Part) => number, holds: (answer: number) => boolean): ReturnType<typeof sampledAmount> => {
    const share = (part: Part): number => (part.weight > 0 ? pick(part) / part.weight : 0);
    const [ofOpen, ofSilent] = [share(open), share(silent)];
    const spread = new StrataSpread();
    for (let profile = 0; profile < state.count; profile += 1) {
      if (profiles.present[profile] !== 1) continue;
      const weight = profiles.weight[profile]!;
      const yes = holds(answers[profile]!) ? 1 : 0;
      let off = 0;
      if (eventful[profile] === 1) off = isCertain(byEvents[profile]!) ? 0 : (openSize / open.weight) * weight * (yes - ofOpen);
      else if (silentSize > 0) off = (silentSize / silent.weight) * weight * (yes - ofSilent);
      // How many have no event is itself estimated, by all weights.
      spread.add(profiles.stratum[profile]!, weight, off, silentSize > 0 ? ofSilent * weight : 0);
    }
    return sampledAmount(carried(pick), openSize + silentSize, open.read + (silentSize > 0 ? silent.read : 0), spread);
  };
  const low = bounds((part) => part.sure, isTrue).low;
  const high = bounds((part) => part.possible, mayBeTrue).high;
  const value = decided + likely;
  const unclear = carried((part) => part.unclear);
  return {
    value,
    low: Math.max(decided, decided + Math.min(low, likely)),
    high: decided + Math.max(high, likely),
    told: !Number.isNaN(value) && !(unclear > UNCLEAR_AT_MOST * value),
    exact: openSize + silentSize === 0,
    byLookBack: false,
    sampled: open.read + (silentOut ? 0 : silent.read),
  };
}
