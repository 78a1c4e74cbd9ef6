import { isKnown } from '../account/known';
import type { Known } from '../account/known';
import type { Figure } from '../behavior/figure';
import type { Formats } from '../text/format';
import { quoted } from '../text/quotes';
import type { Draft } from './draft';

/** Words that a sentence may have to be read aloud in one breath (the product's design). */
const MOST_WORDS = 25;

/**
 * Why a row matters, in one sentence of at most 25 words: the evidence's first sentence where it is short enough, else what the action says of the
 * segment with its one number. Never cut inside a sentence.
 */
export function whyOf(draft: Pick<Draft, 'action' | 'segment' | 'evidence' | 'reachable' | 'size' | 'state' | 'usedAs'>, formats: Formats): string {
  if (draft.action === 'Create' && draft.state === 'missing') return whyMissing(draft, formats);
  const first = firstSentence(draft.evidence);
  if (first !== null) return first;
  const size = numberOf(draft.size);
  const held = size === null ? '' : `, which holds ${formats.counted(size, 'person', 'people')}`;
  switch (draft.action) {
    case 'Create':
      return size === null
        ? 'Existing segments hold these people only in part.'
        : `Existing segments hold these ${formats.counted(size, 'person', 'people')} only in part.`;
    case 'Refresh':
      return `The rule of ${quoted(draft.segment)} needs a change.`;
    case 'Merge':
      return `Another segment says the same as ${quoted(draft.segment)}${held}.`;
    case 'Retire':
      return `Nothing live uses ${quoted(draft.segment)}${held}.`;
  }
}

/** Who has no segment: those to be written to by how many can be reached, those to be kept out or counted by how many they are. */
function whyMissing({ usedAs = 'campaign', reachable, size }: Pick<Draft, 'reachable' | 'size' | 'usedAs'>, formats: Formats): string {
  const [people, all] = [numberOf(reachable), numberOf(size)];
  const these = all === null ? 'these people' : `these ${formats.counted(all, 'person', 'people')}`;
  switch (usedAs) {
    case 'exclusion':
      return `No segment has ${these}, so campaigns cannot leave them out.`;
    case 'reporting':
      return `No segment counts ${these}.`;
    case 'campaign':
    case 'flow':
      return people === null
        ? 'No segment has these people; how many can be reached is unknown.'
        : `No segment has these people; ${formats.count(people)} of them can be reached.`;
  }
}

/** Up to the first full stop that ends a sentence rather than a number or stands inside a name; null where it is too long to be read in one breath. */
function firstSentence(text: string): string | null {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!;
    if (character === '“' || character === '(') depth += 1;
    if (character === '”' || character === ')') depth = Math.max(0, depth - 1);
    if (depth > 0 || !'.!?'.includes(character)) continue;
    if (at + 1 < text.length && text[at + 1] !== ' ') continue;
    const sentence = text.slice(0, at + 1).trim();
    return sentence.split(/\s+/).length <= MOST_WORDS ? sentence : null;
  }
  const whole = text.trim();
  return whole === '' || whole.split(/\s+/).length > MOST_WORDS ? null : whole;
}

function numberOf(figure: Known<Figure>): number | null {
  return isKnown(figure) && isKnown(figure.value.value) ? figure.value.value.value : null;
}
