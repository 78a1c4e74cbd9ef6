import type { Instant } from '../account/known';
import type { Comparison, Nesting, RuleStatus } from './comparison';
import type { Decider } from './prove/decider';
import { createDecider } from './prove/decider';
import type { Groups } from './prove/groups';
import type { Names } from './names';
import { IDS_AS_NAMES } from './names';
import type { NormalForm } from './prove/normal-form';
import type { Rule } from './rule';
import { shapeOf } from './prove/shape';
import { createTimeStyles } from './prove/time-styles';
import { windowOf, windowToTheDay } from './prove/windows';

/** What the engine knows of the account: every list and segment (`rule` null for lists and for segments whose membership is frozen), and the time. */
export interface EngineContext {
  readonly groups: Groups;
  /** What is proven holds at this moment and at every later one. */
  readonly now: Instant;
  /** For reasons in words; ids are shown where it is missing. */
  readonly names?: Names;
}

/** Decides about rules; answers are remembered by rule object. */
export interface Engine {
  compare(first: Rule, second: Rule): Comparison;
  /** What `compare` says of rules of which one lies in the other, and `neither` of all others: at a fraction of its work, as nobody is looked for who is in one alone. */
  nested(first: Rule, second: Rule): Nesting;
  status(rule: Rule): RuleStatus;
  /** Equal keys: equivalent rules. */
  key(rule: Rule): string;
  /** The key with thresholds, windows and values left blank. */
  shape(rule: Rule): string;
  /** What the rule speaks of, segments replaced by their rules: `metric:<id>`, `property:<name>`, `group:<id>`, `consent:<channel>`, `predicted:<dimension>`, … */
  subjects(rule: Rule): readonly string[];
  /** Segments that refer to themselves in a circle. */
  cycles(): readonly (readonly string[])[];
}

export function createEngine(context: EngineContext): Engine {
  const { groups, now, names = IDS_AS_NAMES } = context;
  const plain = createDecider({ groups, now, names }, windowOf);
  const { normalizer } = plain;
  const styles = createTimeStyles(groups, normalizer.isFact);
  const shapes = new WeakMap<NormalForm, string>();
  // Only rules that speak of time in several manners are decided a second time, with the manners kept apart.
  let apart: Decider | null = null;
  const toTheDay = (): Decider => (apart ??= createDecider({ groups, now, names }, windowToTheDay));

  return {
    compare: (first, second) => {
      const answer = plain.compare(first, second);
      const proven = answer.relation !== 'not decided' && answer.relation !== 'overlapping';
      if (!proven || !styles.mixed(first, second) || toTheDay().compare(first, second).relation === answer.relation) return { ...answer, approximate: false };
      const reason =
        answer.relation === 'equivalent' ? 'Both ask for the same to within a day: they give times in different units.' : withinADay(answer.reason);
      return { relation: answer.relation, reason, approximate: true };
    },
    nested: (first, second) => {
      const relation = plain.nested(first, second);
      return { relation, approximate: relation !== 'neither' && styles.mixed(first, second) && toTheDay().nested(first, second) !== relation };
    },
    status: (rule) => {
      const answer = plain.status(rule);
      const proven = answer.status === 'contradictory' || answer.status === 'trivial';
      if (!proven || !styles.mixed(rule, rule) || toTheDay().status(rule).status === answer.status) return { ...answer, approximate: false };
      return { status: answer.status, reason: withinADay(answer.reason), approximate: true };
    },
    key: (rule) => normalizer.formOf(rule).key,
    shape: (rule) => {
      const form = normalizer.formOf(rule);
      const known = shapes.get(form);
      if (known !== undefined) return known;
      const shape = shapeOf(form);
      shapes.set(form, shape);
      return shape;
    },
    subjects: normalizer.subjectsOf,
    cycles: () => normalizer.cycles,
  };
}

/** Klaviyo may round days and not hours, and ranges otherwise than spans. */
const withinADay = (reason: string): string => `${reason.replace(/\.$/, '')} (to within a day: it gives times in different units).`;
