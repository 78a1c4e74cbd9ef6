import { isKnown } from '../account/known';
import type { BitSet } from '../comparison/bit-set';
import { cut } from '../comparison/bit-set';
import type { PeopleCoverage } from '../comparison/coverage-by-people';
import { ruleFromText } from '../model/segment-rules';
import { quoted } from '../text/quotes';
import type { Draft } from './draft';

/** Rows of which no two propose the same people, and for each audience that has none the row that serves it as well. */
export interface OneRowEach {
  readonly drafts: readonly Draft[];
  readonly servedBy: ReadonlyMap<string, Draft>;
}

/** Sizes of people as `PeopleCoverage` tells them. */
export type Sizing = Pick<PeopleCoverage, 'whoMeets' | 'sizeOf'>;

/** People in both as a share of those in either (Jaccard's index), 0..1. */
export function shareInBoth(one: BitSet, other: BitSet, { sizeOf }: Pick<Sizing, 'sizeOf'>): number {
  const both = sizeOf(cut(one, other));
  const either = sizeOf(one) + sizeOf(other) - both;
  return either === 0 ? 0 : both / either;
}

/**
 * Several names for the same people are one proposal: a team that built both would have two segments of one audience. What is wrong now stays, a segment that is
 * there goes before a new one, then the row that is worth most; the others’ places and audiences go over to it.
 * @param from share of people in both from which two proposals are the same, 0..1
 */
export function oneRowEach(drafts: readonly Draft[], people: Sizing | null, from: number): OneRowEach {
  if (people === null) return { drafts, servedBy: new Map() };
  const proposed = new Map(
    drafts.flatMap((draft): readonly (readonly [Draft, BitSet])[] => {
      const set = draft.action === 'Create' || draft.action === 'Refresh' ? whoIsProposed(draft, people) : null;
      return set === null || people.sizeOf(set) === 0 ? [] : [[draft, set]];
    }),
  );
  const kept: { readonly draft: Draft; readonly set: BitSet; readonly others: Draft[] }[] = [];
  for (const [draft, set] of [...proposed].sort(([one], [other]) => firmness(other) - firmness(one) || worthOf(other) - worthOf(one))) {
    const same = draft.state === 'defect' ? undefined : kept.find((one) => shareInBoth(one.set, set, people) >= from);
    if (same === undefined) kept.push({ draft, set, others: [] });
    else same.others.push(draft);
  }
  const gone = new Set(kept.flatMap(({ others }) => others));
  const grown = new Map(kept.filter(({ others }) => others.length > 0).map(({ draft, others }) => [draft, withOthers(draft, others)]));
  return {
    drafts: drafts.filter((draft) => !gone.has(draft)).map((draft) => grown.get(draft) ?? draft),
    servedBy: new Map(kept.flatMap(({ draft, others }) => others.flatMap(({ audienceId }) => (audienceId === null ? [] : [[audienceId, draft] as const])))),
  };
}

/** Who would be in the segment that a row proposes, today; null where that cannot be told. */
export function whoIsProposed({ definition }: Pick<Draft, 'definition'>, people: Pick<Sizing, 'whoMeets'>): BitSet | null {
  const rule = definition === null ? null : ruleFromText(definition);
  return rule === null ? null : people.whoMeets(rule);
}

function firmness({ action, state, urgent, audienceId, groundwork }: Draft): number {
  return urgent !== null || state === 'defect' ? 4 : groundwork ? 3 : action === 'Refresh' ? 2 : audienceId !== null ? 1 : 0;
}

function worthOf({ value }: Draft): number {
  return isKnown(value) && isKnown(value.value.value) ? value.value.value.value : 0;
}

function withOthers(draft: Draft, others: readonly Draft[]): Draft {
  const name = quoted(draft.segment);
  return {
    ...draft,
    evidence: `${draft.evidence} ${others.map((other) => `${quoted(other.segment)} would hold the same people today: this one serves both.`).join(' ')}`,
    touches: [...draft.touches, ...others.flatMap(({ touches }) => touches).filter(({ id }) => !draft.touches.some((touched) => touched.id === id))],
    // Only a hidden rule has places of its own; the steps that build its segment fall away with it.
    steps: [
      ...draft.steps,
      ...others
        .filter(({ audienceId }) => audienceId === null)
        .flatMap((other) => other.steps.filter((step) => step.startsWith('Use ')).map((step) => step.replace(quoted(other.segment), name))),
    ],
  };
}
