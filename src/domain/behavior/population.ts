import { hasLikely, isCertain, isLikelyTrue, isTrue, mayBeTrue } from './answer';
import type { Amount } from './interval';
import { addAmounts, wilson } from './interval';
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
 * sample tells the share, each with Wilson's interval. Answers that only history
 * before the look-back could change are counted as most likely, with certain and possible as bounds.
 * @param answers with everything that is known of each profile
 * @param byEvents the same rule answered from events alone
 * @param eventful from `withEvents`
 */
export function countProfiles(state: BehaviorState, answers: Uint8Array, byEvents: Uint8Array | null, eventful: Uint8Array): Count {
  switch (state.coverage) {
    case 'all profiles': return countAll(state, answers);
    case 'events only': return countSeen(answers, eventful);
    case 'sample': return countSample(state, answers, byEvents ?? answers, eventful);
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
    value: likely, low: sure, high: possible, told: unclear <= UNCLEAR_AT_MOST * likely, exact: sure === possible, byLookBack: sure !== possible && unclear === 0,
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
  return { value: likely, low: sure, high: possible, told: unclear <= UNCLEAR_AT_MOST * likely && possible > 0, exact: sure === possible, byLookBack: sure !== possible && unclear === 0, sampled: 0 };
}

class Stratum {
  weight = 0;
  squares = 0;
  read = 0;
  sure = 0;
  likely = 0;
  possible = 0;
  unclear = 0;

  add(weight: number, answer: number): void {
    this.weight += weight;
    this.squares += weight * weight;
    this.read += 1;
    if (isTrue(answer)) this.sure += weight;
    if (mayBeTrue(answer)) this.possible += weight;
    if (!hasLikely(answer)) this.unclear += weight;
    else if (isLikelyTrue(answer)) this.likely += weight;
  }

  /** The sample's shares carried over to `size` profiles. */
  amount(size: number): Amount {
    const effective = this.squares > 0 ? (this.weight * this.weight) / this.squares : 0;
    const seen = size > 0 ? Math.min(1, this.read / size) : 1;
    const of = (part: number): ReturnType<typeof wilson> => wilson(this.weight > 0 ? part / this.weight : Number.NaN, effective, seen);
    return { value: size * of(this.likely).share, low: size * of(this.sure).low, high: size * of(this.possible).high };
  }
}

function countSample(state: BehaviorState, answers: Uint8Array, byEvents: Uint8Array, eventful: Uint8Array): Count {
  const { profiles } = state;
  const open = new Stratum();
  const silent = new Stratum();
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
  const parts: Amount[] = [];
  if (openSize > 0) parts.push(open.amount(openSize));
  // Weights add up to the account's profiles: those without an event are the rest.
  const silentSize = Math.max(0, Math.round(total) - seen);
  if (!silentOut && silentSize > 0) parts.push(silent.amount(silentSize));
  const estimated = addAmounts(parts);
  const value = decided + estimated.value;
  const unclear = (open.weight > 0 ? (open.unclear / open.weight) * openSize : 0) + (silentOut || silent.weight === 0 ? 0 : (silent.unclear / silent.weight) * silentSize);
  return {
    value, low: Math.max(decided, decided + estimated.low), high: decided + estimated.high, told: !Number.isNaN(value) && unclear <= UNCLEAR_AT_MOST * value,
    exact: parts.every((part) => part.low === part.high), byLookBack: false, sampled: open.read + (silentOut ? 0 : silent.read),
  };
}
