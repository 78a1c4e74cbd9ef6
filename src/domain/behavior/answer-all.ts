import type { Instant } from '../account/known';
import { evaluateRule } from '../rule/evaluate';
import { kindOf } from '../rule/conditions/table';
import type { Condition, ConsentCondition, FunnelCondition, Rule } from '../rule/rule';
import { spanOf } from '../rule/time-span';
import { FALSE, NOT_KNOWN, TRUE, answerOf, intersect, opposite, unite } from './answer';
import { answerMetric } from './answer-metric';
import type { BehaviorState } from './behavior-state';
import { factsOf } from './facts-of-profile';
import { firstFrom } from './event-index';

/**
 * Answers rules for every profile at once. Each condition is answered once however many rules hold it: counts in one walk over
 * the metric's events, consent and properties once for each distinct value, and only the rest profile by profile.
 */
export class Answering {
  private readonly known = new Map<string, Uint8Array>();

  /** @param masked true: profiles' own data is taken as not read, so that only events decide */
  constructor(
    private readonly state: BehaviorState,
    private readonly at: Instant,
    private readonly masked: boolean = false,
  ) {}

  /** One answer (see answer.ts) by profile number. The result may be changed by the caller. */
  answer(rule: Rule): Uint8Array {
    switch (rule.kind) {
      case 'all': {
        const result = new Uint8Array(this.state.count).fill(TRUE);
        for (const part of rule.of) intersect(result, this.part(part));
        return result;
      }
      case 'any': {
        const result = new Uint8Array(this.state.count).fill(FALSE);
        for (const part of rule.of) unite(result, this.part(part));
        return result;
      }
      case 'not':
        return this.answer(rule.of).map(opposite);
      default:
        return this.condition(rule).slice();
    }
  }

  /** One condition's answers, not kept: for whoever keeps them in a smaller form. */
  once(condition: Condition): Uint8Array {
    return this.fresh(condition);
  }

  /** A part that is only read: conditions come from the store without a copy. */
  private part(rule: Rule): Uint8Array {
    return rule.kind === 'all' || rule.kind === 'any' || rule.kind === 'not' ? this.answer(rule) : this.condition(rule);
  }

  private condition(condition: Condition): Uint8Array {
    const key = JSON.stringify(condition);
    let answers = this.known.get(key);
    if (answers === undefined) {
      answers = this.fresh(condition);
      this.known.set(key, answers);
    }
    return answers;
  }

  private fresh(condition: Condition): Uint8Array {
    const { state } = this;
    if (condition.kind === 'metric') return answerMetric(state, condition, this.at, this.masked);
    if (condition.kind === 'funnel') return this.funnel(condition);
    const evidence = kindOf(condition).evidence(condition);
    if (evidence.from === 'events') return this.byProfile(condition, null);
    if (this.masked || state.coverage === 'events only') return new Uint8Array(state.count).fill(NOT_KNOWN);
    const { profiles } = state;
    const told = (profile: number): boolean => profiles.predicted !== null && profiles.predicted[profile] === 1;
    switch (evidence.from) {
      case 'consent':
        return condition.kind === 'consent' ? this.consent(condition) : this.byProfile(condition, null);
      case 'country':
        return this.byProfile(condition, (profile) => profiles.country[profile]!);
      case 'property': {
        const custom = /^properties\['(.+)'\]$/.exec(evidence.name)?.[1];
        const column = custom === undefined ? (evidence.name === "location['country']" ? profiles.country : null) : profiles.properties.get(custom);
        if (column === undefined) return this.byProfile(condition, () => 0);
        return this.byProfile(condition, column === null ? null : (profile) => column[profile]!);
      }
      case 'prediction':
        return this.byProfile(condition, (profile) => (told(profile) ? null : 0));
      case 'affinity':
        return this.byProfile(condition, (profile) => (told(profile) ? profiles.affinity[profile]! : -9));
      // Nobody's can be read: all answer alike.
      case 'nowhere':
        return this.byProfile(condition, () => 0);
    }
  }

  /**
   * Asks each read profile, or one of each class: `classOf` names the class (profiles of one class answer alike), null where a
   * profile stands for itself.
   */
  private byProfile(condition: Condition, classOf: ((profile: number) => number | null) | null): Uint8Array {
    const answers = new Uint8Array(this.state.count).fill(NOT_KNOWN);
    const classes = new Map<number, number>();
    for (let profile = 0; profile < this.state.count; profile += 1) {
      if (!this.state.isRead(profile)) continue;
      const key = classOf === null ? null : classOf(profile);
      const known = key === null ? undefined : classes.get(key);
      const answer = known ?? this.ask(condition, profile);
      if (key !== null && known === undefined) classes.set(key, answer);
      answers[profile] = answer;
    }
    return answers;
  }

  /** Status decides for most; only where it fits, the times and details of each profile are looked at. */
  private consent(condition: ConsentCondition): Uint8Array {
    const { state } = this;
    const column = state.profiles.consent[condition.channel].state;
    const classOf = (profile: number): number => column[profile]!;
    if (!condition.filters?.length) return this.byProfile(condition, classOf);
    const byStatus = this.byProfile({ ...condition, filters: null }, classOf);
    for (let profile = 0; profile < state.count; profile += 1) if (byStatus[profile] === TRUE) byStatus[profile] = this.ask(condition, profile);
    return byStatus;
  }

  /** Only who did the first step in time can meet it. */
  private funnel(condition: FunnelCondition): Uint8Array {
    const { state } = this;
    const answers = new Uint8Array(state.count).fill(NOT_KNOWN);
    const span = condition.timeframe.type === 'unknown' ? null : spanOf(condition.timeframe, this.at);
    const metrics = condition.steps.map((step) => state.metrics.get(step.metricId));
    const first = metrics[0];
    if (
      span === null ||
      span.from === null ||
      first === undefined ||
      metrics.includes(undefined) ||
      metrics.some((metric) => metric!.completeFrom > span.from!)
    )
      return answers;
    for (let profile = 0; profile < state.count; profile += 1) {
      answers[profile] = firstFrom(first.index, profile, span.from / 1000) >= first.index.starts[profile + 1]! ? FALSE : this.ask(condition, profile);
    }
    return answers;
  }

  private ask(condition: Condition, profile: number): number {
    return answerOf(evaluateRule(condition, factsOf(this.state, profile), this.at));
  }
}
