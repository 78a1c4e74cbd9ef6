import type { Formats } from '../text/format';
import type { Instant, Known } from '../account/known';
import { known, unknown } from '../account/known';
import { kindOf } from '../rule/conditions/table';
import { conditionsOf } from '../rule/rule';
import type { Rule } from '../rule/rule';
import { NOT_KNOWN, intersect, mayBeTrue } from './answer';
import { Answering } from './answer-all';
import type { BehaviorState } from './behavior-state';
import type { Channel, Figure, Population } from './figure';
import { countProfiles, withEvents } from './population';
import type { Count } from './population';
import { figure } from './figure-wording';
import { inQuotes } from '../text/quotes';

/** Subscribed and not suppressed. */
export const REACHABLE_BY_EMAIL: Rule = { kind: 'consent', channel: 'email', canReceive: true, subscription: 'subscribed' };
export const REACHABLE_BY_SMS: Rule = { kind: 'consent', channel: 'sms', canReceive: true, subscription: 'subscribed' };

const REACHABLE_BY_PUSH: Rule = { kind: 'consent', channel: 'push', canReceive: true, subscription: 'any' };

/** Sizes of one audience, before its value is known. */
export type Sizes = Pick<Population, 'profiles' | 'reachableByEmail' | 'reachableBySms' | 'reachable' | 'channel'>;

const MEANS: Readonly<Record<Channel, string>> = {
  email: 'By email: subscribed and not suppressed.',
  sms: 'By SMS: subscribed and not suppressed.',
  push: 'By push: with a device that takes messages.',
};

/** Counts rules over all profiles of the account. Make one and ask it for every rule: it remembers what conditions answered. */
export class AudienceSizes {
  private readonly full: Answering;
  private readonly masked: Answering | null;
  private readonly eventful: Uint8Array;
  private readonly channels: Readonly<Record<Channel, Uint8Array>> | null;

  /** @param names metric names by id, for saying what was not read */
  constructor(
    private readonly state: BehaviorState,
    private readonly at: Instant,
    private readonly formats: Formats,
    private readonly names: (metricId: string) => string,
  ) {
    this.full = new Answering(state, at);
    this.masked = state.coverage === 'sample' ? new Answering(state, at, true) : null;
    this.eventful = withEvents(state);
    if (state.coverage === 'events only') this.channels = null;
    else this.channels = { email: this.full.answer(REACHABLE_BY_EMAIL), sms: this.full.answer(REACHABLE_BY_SMS), push: this.full.answer(REACHABLE_BY_PUSH) };
  }

  /** Answers by profile number (see answer.ts); may be changed. */
  answers(rule: Rule): Uint8Array {
    return this.full.answer(rule);
  }

  /** How many profiles meet the rule, as a figure. */
  size(rule: Rule): Figure {
    return this.figureOf(this.count(this.full.answer(rule), this.masked?.answer(rule) ?? null), rule);
  }

  /** Size, and how many of them can be reached by what; `channel` is the one that the audience is for. Nobody is reached who is not in it. */
  sizes(rule: Rule, channel: Channel): Sizes {
    const answers = this.full.answer(rule);
    const byEvents = this.masked?.answer(rule) ?? null;
    const size = this.count(answers, byEvents);
    const reach = (by: Channel): Figure => {
      if (this.channels === null) return this.unread('profiles, and with them their consent, were not read');
      const both = answers.slice();
      intersect(both, this.channels[by]);
      const open = byEvents === null ? null : byEvents.slice();
      // Events never tell consent: only who is out of the audience for certain is decided.
      if (open !== null) for (let profile = 0; profile < open.length; profile += 1) if (mayBeTrue(open[profile]!)) open[profile] = NOT_KNOWN;
      const reached = this.figureOf(within(this.count(both, open), size), rule);
      return { ...reached, explanation: `${MEANS[by]} ${reached.explanation}` };
    };
    const [email, sms] = [reach('email'), reach('sms')];
    return {
      profiles: this.figureOf(size, rule),
      reachableByEmail: email,
      reachableBySms: sms,
      channel,
      reachable: channel === 'email' ? email : channel === 'sms' ? sms : reach('push'),
    };
  }

  private count(answers: Uint8Array, byEvents: Uint8Array | null): Count {
    return countProfiles(this.state, answers, byEvents, this.eventful);
  }

  private figureOf(count: Count, rule: Rule): Figure {
    const period = `as of ${this.formats.date(this.at)}`;
    if (!count.told) return this.unread(this.whyUnknown(rule));
    const value: Known<number> = known(Math.round(count.value));
    const read = this.formats.count(this.state.profiles.count);
    if (this.state.coverage === 'events only') {
      return figure(
        value,
        'profiles',
        count.exact ? 'measured' : 'estimated',
        period,
        'everyone with an event in the look-back',
        'Counted from events alone: profiles were not read, so people who left the account are among them.',
        count.exact ? null : [count.low, count.high],
        UNREAD,
      );
    }
    if (count.exact) {
      return figure(
        value,
        'profiles',
        'measured',
        period,
        this.state.coverage === 'sample' ? 'every event' : `all ${read} profiles`,
        'The rule was applied to every profile’s own events and consent.',
      );
    }
    const bounds: readonly [number, number] = [Math.floor(count.low), Math.ceil(count.high)];
    if (this.state.coverage === 'sample') {
      return figure(
        value,
        'profiles',
        'sampled',
        period,
        `a sample of ${read} profiles (${this.formats.count(count.sampled)} of them decide)`,
        `Where events decide, everyone is counted; consent and properties come from the sample. ${this.formats.share(0.95)} interval (Wilson, by the spread between the sample’s strata).`,
        bounds,
      );
    }
    return figure(
      value,
      'profiles',
      'estimated',
      period,
      `all ${read} profiles`,
      count.byLookBack
        ? 'The rule looks further back than events were read: as if nothing had happened before; the bounds say how far that could be wrong.'
        : 'For some profiles the data does not decide; the bounds hold whatever they are.',
      bounds,
      count.byLookBack ? 'whatever happened before events were read' : UNREAD,
    );
  }

  private unread(reason: string): Figure {
    return figure(unknown(reason), 'profiles', 'measured', `as of ${this.formats.date(this.at)}`, 'none', 'Not counted.');
  }

  private whyUnknown(rule: Rule): string {
    const missing = new Set<string>();
    for (const condition of conditionsOf(rule)) {
      const evidence = kindOf(condition).evidence(condition);
      if (evidence.from === 'events') {
        for (const id of evidence.metricIds) if (!this.state.metrics.has(id)) missing.add(`${inQuotes(this.names(id))} events were not read`);
      } else if ('why' in evidence && evidence.why !== null) missing.add(evidence.why);
      else if (this.state.coverage === 'events only') missing.add('profiles were not read');
    }
    return missing.size > 0 ? [...missing].join('; ') : 'the data that was read does not decide it';
  }
}

/** Said of bounds that are certain, not likely. */
const UNREAD = 'whatever the data that is missing would say';

/** Part and whole are estimated each from its own open profiles of a sample: the part never comes out larger. */
function within(part: Count, whole: Count): Count {
  return { ...part, value: Math.min(part.value, whole.value), low: Math.min(part.low, whole.value), high: Math.min(part.high, Math.max(whole.high, part.low)) };
}
