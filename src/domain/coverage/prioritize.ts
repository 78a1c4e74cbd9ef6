import type { Formats } from '../text/format';
import { isKnown } from '../account/known';
import type { Known } from '../account/known';
import { valueCap } from '../behavior/behavior-settings';
import type { Figure } from '../behavior/figure';
import type { Use, ValueClass } from '../terms/lifecycle-terms';
import { mainUseCase } from '../settings/plan';
import type { Setting, SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import type { Recommendation } from './recommendation';
import { ownerOf } from './owners';
import { whyOf } from './why';
import { effortWeight, fitWeight, leastGainShare, movesPerQuarter, reachWeight, readinessWeight, stalenessWeight, valueWeight } from './coverage-settings';
import type { Draft } from './draft';
import { byPlan, planQuarter } from './plan-quarter';
import type { PlanGround } from './plan-quarter';
import type { Action } from '../terms/coverage-terms';

/** Money and people against which value and reach are measured. */
export interface Scale {
  readonly windowRevenue: Known<Figure>;
  readonly reachableBase: Known<Figure>;
}

/** Impact by value class (lifecycle research section 4: lifts of RR 25 %, HI 20 %, RT 15 %, PE 8 %; consent protects deliverability instead of earning). */
const IMPACT: Readonly<Record<ValueClass, number>> = { RR: 1, HI: 0.8, RT: 0.7, CG: 0.6, PE: 0.4, RO: 0.25 };
/** Work: create 1, refresh 0.5, merge and retire 0.25 (lifecycle research section 4). */
const EFFORT: Readonly<Record<Action, number>> = { Create: 1, Refresh: 0.5, Merge: 0.25, Retire: 0.25 };
const STALENESS: Readonly<Record<Draft['state'], number>> = { defect: 1, missing: 0.7, partial: 0.4, tidy: 0.15 };
/** How far figures are trusted: own data, estimates, fallbacks (lifecycle research section 4, confidence 1, 0.8, 0.5). */
const CONFIDENCE: Readonly<Record<Figure['method'], number>> = { measured: 1, 'set by a person': 1, sampled: 0.9, estimated: 0.8, fallback: 0.5 };
/** What counts where a figure is unknown: a low middle, so that the unknown neither leads nor vanishes. */
const WHEN_UNKNOWN = 0.3;
/** Urgent rows start here, above what value and reach alone usually reach. */
const URGENT_FLOOR = 90;

interface Part {
  readonly weight: number;
  readonly value: number;
  readonly words: string;
}

/**
 * Ranks recommendations. Score 0..100 = weighted mean of value, reach, readiness, fit to the main use case, staleness and ease, each 0..1.
 * Value and reach enter by their logarithm, so a small change in data moves a score by a fraction of a point; equal scores are ordered by
 * key. Priority follows the plan: P1 is what is `Now`. Rows stand in the order of the plan, those without a quarter by score.
 */
export function prioritize(
  drafts: readonly Draft[],
  scale: Scale,
  settings: SettingValues,
  plan: Omit<PlanGround, 'leastGain'> & { readonly formats: Formats },
): readonly Recommendation[] {
  const leastGain = leastGainOf(scale.windowRevenue, settings);
  const scored = drafts
    .map((draft) => ({ draft, ...scoreOf(draft, scale, settings) }))
    .sort((a, b) => b.score - a.score || (a.draft.key < b.draft.key ? -1 : a.draft.key > b.draft.key ? 1 : 0));
  const places = planQuarter(
    scored.map(({ draft }) => draft),
    { ...plan, leastGain },
    valueOf(settings, movesPerQuarter),
  );
  return scored
    .map(({ draft, score, scoreReason }): Recommendation => {
      const {
        valueClass: _class,
        state: _state,
        urgent: _urgent,
        dueBy: _dueBy,
        sent: _sent,
        usedAs: _usedAs,
        groundwork: _groundwork,
        buysAnyway: _buysAnyway,
        servedByFlow: _served,
        ...recommendation
      } = draft;
      return { ...recommendation, ...places.get(draft.key)!, owner: ownerOf(draft.owner, settings), why: whyOf(draft, plan.formats), score, scoreReason };
    })
    .sort(byPlan);
}

/** Money that a move has to bring beyond those before it to have a place in a quarter; 0 where the revenue is unknown. */
export function leastGainOf(windowRevenue: Known<Figure>, settings: SettingValues): number {
  return ((amount(windowRevenue) ?? 0) * valueOf(settings, leastGainShare)) / 100;
}

function scoreOf(draft: Draft, scale: Scale, settings: SettingValues): { readonly score: number; readonly scoreReason: string } {
  const weight = (setting: Setting<number>): number => valueOf(settings, setting);
  const parts: readonly Part[] = [
    { weight: weight(valueWeight), ...valuePart(draft, scale, valueOf(settings, valueCap) / 100) },
    { weight: weight(reachWeight), ...reachPart(draft, scale) },
    { weight: weight(readinessWeight), ...readinessPart(draft) },
    { weight: weight(fitWeight), ...fitPart(draft, valueOf(settings, mainUseCase) as Use) },
    { weight: weight(stalenessWeight), value: STALENESS[draft.state], words: STATE_WORDS[draft.state] },
    { weight: weight(effortWeight), value: 1 - EFFORT[draft.action], words: EFFORT_WORDS[draft.action] },
  ];
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  const mean = total === 0 ? 0 : parts.reduce((sum, part) => sum + part.weight * part.value, 0) / total;
  const plain = 100 * mean * (draft.servedByFlow ? FLOW_FACTOR : 1);
  const score = Math.round(draft.urgent === null ? Math.min(plain, 99) : URGENT_FLOOR + plain / 10);
  const reasons = [
    ...(draft.urgent === null ? [] : [draft.urgent]),
    ...[...parts]
      .filter((part) => part.weight > 0)
      .sort((a, b) => b.weight * b.value - a.weight * a.value)
      .map((part) => part.words),
    ...(draft.servedByFlow ? ['a live flow already serves it, which halves the score'] : []),
  ];
  return { score: Math.max(0, Math.min(100, score)), scoreReason: `${score} of 100: ${reasons.join('; ')}.` };
}

/** An existing live flow serves the audience: a segment adds reporting and campaigns only (lifecycle research section 4). */
const FLOW_FACTOR = 0.5;

/** @param cap largest share of the window's revenue that one segment is credited with */
function valuePart(draft: Draft, scale: Scale, cap: number): Omit<Part, 'weight'> {
  if (draft.valueClass === null) return { value: 0, words: 'brings order rather than revenue' };
  const impact = IMPACT[draft.valueClass];
  const money = amount(draft.value);
  const revenue = amount(scale.windowRevenue);
  if (draft.valueClass === 'CG' || draft.valueClass === 'RO') {
    return {
      value: impact,
      words: draft.valueClass === 'CG' ? 'protects deliverability and consent rather than earning' : 'routes people rather than earning',
    };
  }
  // What follows from a usual value is not this account's: it ranks as unknown does.
  const working = isKnown(draft.value) && draft.value.value.method === 'fallback';
  if (working || money === null || revenue === null || revenue <= 0)
    return { value: 0.4 * impact + 0.6 * WHEN_UNKNOWN * impact, words: working ? 'value not known, because a threshold is a usual value' : 'value not known' };
  // From a ten-thousandth of the cap to the cap: 0 to 1.
  const size = money <= 0 ? 0 : clamp(1 + Math.log10(money / (cap * revenue)) / 4);
  return { value: 0.4 * impact + 0.6 * size, words: `${level(size)} value at stake` };
}

function reachPart(draft: Draft, scale: Scale): Omit<Part, 'weight'> {
  if (draft.action === 'Retire') return { value: 0, words: 'counts no reach, since it is to go' };
  const people = amount(draft.reachable) ?? amount(draft.size);
  const base = amount(scale.reachableBase);
  if (people === null || base === null || base <= 1) return { value: WHEN_UNKNOWN, words: 'reach not known' };
  const value = people < 1 ? 0 : clamp(Math.log10(1 + people) / Math.log10(1 + base));
  return { value, words: `${level(value)} reach` };
}

function readinessPart(draft: Draft): Omit<Part, 'weight'> {
  const figure = isKnown(draft.size) ? draft.size.value : null;
  const confidence = figure === null || !isKnown(figure.value) ? 0.5 : CONFIDENCE[figure.method];
  const rule = draft.readiness === 'ready' ? 1 : draft.definition === null && (draft.action === 'Create' || draft.action === 'Refresh') ? 0.25 : 0.5;
  return { value: rule * confidence, words: draft.readiness === 'ready' ? 'ready to do' : 'needs a decision first' };
}

function fitPart(draft: Draft, main: Use): Omit<Part, 'weight'> {
  if (draft.state === 'tidy') return { value: 0.5, words: 'helps every use alike' };
  const value = draft.use === main ? 1 : draft.uses.includes(main) ? 0.8 : 0.2;
  return { value, words: value > 0.5 ? `serves ${main.toLowerCase()}` : `does not serve ${main.toLowerCase()}` };
}

const STATE_WORDS: Readonly<Record<Draft['state'], string>> = {
  defect: 'something is wrong now',
  missing: 'the audience has no segment',
  partial: 'covered in part',
  tidy: 'tidies up',
};
const EFFORT_WORDS: Readonly<Record<Action, string>> = {
  Create: 'a new segment to build',
  Refresh: 'a rule to change',
  Merge: 'little work',
  Retire: 'little work',
};

function amount(figure: Known<Figure>): number | null {
  return isKnown(figure) && isKnown(figure.value.value) ? figure.value.value.value : null;
}

function level(value: number): string {
  return value >= 0.75 ? 'high' : value >= 0.45 ? 'middling' : 'low';
}

function clamp(value: number): number {
  return Math.max(0, Math.min(1, value));
}
