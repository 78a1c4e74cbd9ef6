import { isKnown } from '../account/known';
import type { BitSet } from '../comparison/bit-set';
import { cut } from '../comparison/bit-set';
import type { PeopleCoverage } from '../comparison/coverage-by-people';
import { ruleFromText } from '../model/segment-rules';
import { quoted } from '../text/quotes';
import type { Draft } from './draft';
import { isEarning } from './worth-building';

/** Rows of which no two propose the same people, and for each audience that has none the row that serves it as well. */
export interface OneRowEach {
  readonly drafts: readonly Draft[];
  readonly servedBy: ReadonlyMap<string, Serving>;
}

/** A row that serves another's audience as well, with the share of people in both of those in either, 0..1. */
export interface Serving {
  readonly row: Draft;
  readonly share: number;
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
 * there goes before a new one, then the row that is worth most; the others’ places and audiences go over to it. A new segment that is to earn gives way to one
 * that is there and becomes mostly the same: one audience, one row.
 * @param from share of people in both from which two proposals are the same, 0..1
 * @param mostly the share from which a new segment gives way to the refresh of one that is there
 */
export function oneRowEach(drafts: readonly Draft[], people: Sizing | null, from: number, mostly: number = from): OneRowEach {
  if (people === null) return { drafts, servedBy: new Map() };
  const proposed = new Map(
    drafts.flatMap((draft): readonly (readonly [Draft, BitSet])[] => {
      const set = draft.action === 'Create' || draft.action === 'Refresh' ? whoIsProposed(draft, people) : null;
      return set === null || people.sizeOf(set) === 0 ? [] : [[draft, set]];
    }),
  );
  const kept: { readonly draft: Draft; readonly set: BitSet; readonly others: Serving[] }[] = [];
  for (const [draft, set] of [...proposed].sort(([one], [other]) => firmness(other) - firmness(one) || worthOf(other) - worthOf(one))) {
    const [nearest] =
      draft.state === 'defect'
        ? []
        : kept
            .map((one) => ({ one, share: shareInBoth(one.set, set, people) }))
            .filter(({ one, share }) => share >= (givesWay(draft, one.draft) ? Math.min(mostly, from) : from))
            .sort((a, b) => b.share - a.share);
    if (nearest === undefined) kept.push({ draft, set, others: [] });
    else nearest.one.others.push({ row: draft, share: nearest.share });
  }
  const gone = new Set(kept.flatMap(({ others }) => others.map(({ row }) => row)));
  const grown = new Map(kept.filter(({ others }) => others.length > 0).map(({ draft, others }) => [draft, withOthers(draft, others, from)]));
  return {
    drafts: drafts.filter((draft) => !gone.has(draft)).map((draft) => grown.get(draft) ?? draft),
    servedBy: new Map(
      kept.flatMap(({ draft, others }) =>
        others.flatMap(({ row: { audienceId }, share }) => (audienceId === null ? [] : [[audienceId, { row: draft, share }] as const])),
      ),
    ),
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

/** Both are to earn by what is said to their people; an exclusion or a count of much the same people is another thing. */
function givesWay(draft: Draft, kept: Draft): boolean {
  return draft.action === 'Create' && draft.audienceId !== null && kept.action === 'Refresh' && [draft, kept].every(isEarning);
}

function withOthers(draft: Draft, serving: readonly Serving[], from: number): Draft {
  const name = quoted(draft.segment);
  const others = serving.map(({ row }) => row);
  return {
    ...draft,
    evidence: `${draft.evidence} ${serving.map(({ row, share }) => `${quoted(row.segment)} would hold ${share >= from ? 'the' : 'mostly the'} same people today: this one serves both.`).join(' ')}`,
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
