import { known, unknown } from '../../src/domain/account/known';
import type { Known } from '../../src/domain/account/known';
import type { Figure } from '../../src/domain/behavior/figure';
import type { Recommendation } from '../../src/domain/coverage/recommendation';
import { createFormats } from '../../src/domain/text/format';
import type { TrackerInput } from '../../src/domain/tracker/tracker-plan';

export const USD = { locale: 'en-US', currency: 'USD', timezone: 'America/New_York' } as const;
export const FORMATS = createFormats(USD);

/** A measured number of profiles, or of money. */
export function figure(value: number, more: Partial<Figure> = {}): Known<Figure> {
  return known({
    value: known(value),
    low: null,
    high: null,
    unit: 'profiles',
    method: 'measured',
    period: '2024-11-23 to 2026-11-23',
    sample: '18,204 buyers',
    explanation: 'Counted from orders.',
    ...more,
  });
}

/** One recommendation with believable defaults. */
export function recommendation(more: Partial<Recommendation> = {}): Recommendation {
  const key = more.key ?? 'create:A1';
  return {
    key,
    action: 'Create',
    segment: `Segment ${key}`,
    stage: 'Repeat buyer',
    rule: `Placed Order at least 2 times over all time (${key})`,
    evidence: `No segment covers it (${key}).`,
    why: `No segment covers it (${key}).`,
    when: 'Now',
    gain: 5400.5,
    dueInDays: 12,
    use: 'Campaign targeting',
    uses: ['Campaign targeting'],
    priority: 'P1',
    score: 71.5,
    scoreReason: 'High value, ready.',
    size: figure(1200),
    reachable: figure(800),
    value: figure(5400.5, { unit: 'money', method: 'estimated', low: 4000, high: 6800 }),
    owner: 'Retention manager',
    cadence: 'Quarterly',
    link: null,
    definition: '{"condition_groups":[]}',
    readiness: 'ready',
    readinessReason: '',
    audienceId: 'A1',
    touches: [],
    steps: [],
    ...more,
  };
}

export const NO_FIGURE: Known<Figure> = unknown('The key lacks events:read.');

/** What a refresh hands to the tracker. */
export function trackerInput(recommendations: readonly Recommendation[], more: Partial<TrackerInput> = {}): TrackerInput {
  return { recommendations, created: new Map(), closed: new Map(), extraReview: 'None', formats: FORMATS, today: '2026-11-23', ...more };
}
