import { ONE_WINDOW } from './windows-by-orders';
import type { AudienceParameter, Capability, LifecycleAudience, ParameterSource, PropertyRole } from './audience';
import type { MetricAlias } from './metric-alias';
import type { Stage, Use } from '../terms/lifecycle-terms';

type Letters = readonly ('C' | 'F' | 'R' | 'P' | 'B')[];
const USE_OF: Readonly<Record<Letters[number], Use>> = {
  C: 'Campaign targeting',
  F: 'Flow branching',
  R: 'Reactivation',
  P: 'Personalization',
  B: 'Reporting',
};

/** What an audience has where its declaration says nothing. */
const USUAL = {
  usualForms: () => [],
  flowTriggers: [],
  flowsOnJoining: false,
  segmentName: null,
  paidProduct: null,
  needs: [],
  optional: [],
  capabilities: [],
  parameters: [],
  note: '',
  turnoverDays: null,
  broadByDesign: false,
  vip: false,
  rarelyFilled: false,
  legalQuestion: null,
} satisfies Partial<LifecycleAudience>;

/** An audience as its stage file writes it: uses as letters, what is usual left out. */
export interface Declared
  extends
    Omit<LifecycleAudience, 'stage' | 'uses' | 'usedAs' | 'owner' | keyof typeof USUAL>,
    Partial<Pick<LifecycleAudience, 'usedAs' | 'owner' | keyof typeof USUAL>> {
  /** C campaign targeting, F flow branching, R reactivation, P personalization, B reporting; main one first. */
  readonly uses: string;
}

/** The audiences of one stage. */
export function stage(name: Stage, owner: string, audiences: readonly Declared[]): readonly LifecycleAudience[] {
  return audiences.map((one) => ({
    ...USUAL,
    owner,
    usedAs: usedAsOf(one.uses),
    ...one,
    stage: name,
    uses: ([...one.uses] as unknown as Letters).map((letter) => USE_OF[letter]),
  }));
}

/** What the rule is made for where the declaration does not say otherwise: the main use decides. */
function usedAsOf(uses: string): LifecycleAudience['usedAs'] {
  return uses.startsWith('C') || uses.startsWith('R') ? 'campaign' : uses.startsWith('F') ? 'flow' : 'reporting';
}

const parameter =
  (kind: AudienceParameter['kind']) =>
  (name: string, fallback: number, meaning: string, source: ParameterSource = 'practice'): AudienceParameter => ({ name, kind, source, fallback, meaning });
export const days = parameter('days');
export const count = parameter('count');
export const money = parameter('money');
export const probability = parameter('probability');
export const kilometers = parameter('kilometers');

/** A text; when the account does not tell, a person has to confirm the fallback. */
export const text = (name: string, fallback: string, meaning: string, source: ParameterSource): AudienceParameter => ({
  name,
  kind: 'text',
  source,
  fallback,
  meaning,
  guess: true,
});
/** A text that is the same in most accounts. */
export const usual = (name: string, fallback: string, meaning: string, source: ParameterSource): AudienceParameter => ({
  name,
  kind: 'text',
  source,
  fallback,
  meaning,
});
/** Name of a custom profile property, and a value of it. */
export const propertyName = (name: string, fallback: string, role: PropertyRole): AudienceParameter => ({
  name,
  kind: 'text',
  source: 'profile property',
  role,
  fallback,
  meaning: `profile property with the ${role}`,
  guess: true,
});
export const propertyValue = (name: string, fallback: string, role: PropertyRole): AudienceParameter => ({
  name,
  kind: 'text',
  source: 'profile value',
  role,
  fallback,
  meaning: `value of the ${role}`,
  guess: true,
});

export const EMAIL: Capability = { kind: 'email' };
export const SMS: Capability = { kind: 'sms' };
export const PREDICTIONS: Capability = { kind: 'predictions' };
export const property = (role: PropertyRole): Capability => ({ kind: 'profile property', role });
export const eventProperty = (alias: MetricAlias, name: 'discount' | 'category' | 'product' | 'rating' | 'apple privacy'): Capability => ({
  kind: 'event property',
  alias,
  property: name,
});

/** Parameters that several audiences share. */
export const activeWindow = days('p80', 120, 'days in which most repeat buyers are back', 'active window');
/** The same by number of orders, where that tells better who comes back; else `ONE_WINDOW`. */
export const activeByOrders: AudienceParameter = {
  name: 'at_risk_by_orders',
  kind: 'text',
  source: 'active windows by orders',
  fallback: ONE_WINDOW,
  meaning: 'days without an order after which a repeat buyer is at risk, by number of orders',
};
export const lapsedByOrders: AudienceParameter = {
  name: 'lapsed_by_orders',
  kind: 'text',
  source: 'lapsed windows by orders',
  fallback: ONE_WINDOW,
  meaning: 'days without an order after which a repeat buyer has lapsed, by number of orders',
};
export const lostAfter = days('lost', 540, 'days after which a customer counts as lost', 'lost');
export const lapsedAfter = (fallback: number): AudienceParameter => days('p95', fallback, 'days by which nearly all repeat buyers are back', 'lapsed');
export const vipSpend = money('vip_spend', 500, 'spend that makes a VIP', 'vip spend');
export const discountProperty = usual('discount', 'Discount Codes', 'order property with the discount', 'discount property');
export const discountShape = usual('discount_shape', 'list', 'how orders tell a discount', 'discount shape');
