import { kindOf } from './conditions/table';
import { asObject } from './json';
import type { Names } from './names';
import { parseCondition } from './conditions/table';
import type { Condition } from './rule';
import { capitalized } from '../text/capitalized';

/** One condition as a person sets it in Klaviyo's segment builder. */
export interface BuildLine {
  /** The builder's own name of the condition type, as its first dropdown has it. */
  readonly type: string;
  /** The rest of the line in plain words. */
  readonly words: string;
}

/** A segment as Klaviyo's builder lays it out: blocks joined by AND, the lines of a block by OR. */
export interface BuildCard {
  readonly blocks: readonly (readonly BuildLine[])[];
  /** One sentence that Klaviyo's Segments AI takes. */
  readonly sentence: string;
}

/**
 * Names of the condition types in Klaviyo's segment builder (help.klaviyo.com, "Understanding segment conditions"). A kind that only flows have,
 * or that is not understood, has none: such a definition has no card.
 */
const TYPES: Readonly<Partial<Record<Condition['kind'], string>>> = {
  metric: 'What someone has done (or not done)',
  funnel: 'Steps someone has taken (or not taken) in a specific order',
  property: 'Properties about someone',
  membership: 'If someone is in or not in a list',
  consent: 'If someone can or cannot receive marketing',
  permission: 'If someone can or cannot receive marketing',
  distance: 'Where someone is located',
  region: 'Where someone is located',
  'predicted-number': 'Predictive analytics about someone',
  'predicted-date': 'Predictive analytics about someone',
  'predicted-gender': 'Predictive analytics about someone',
  'affinity-priority': 'Predictive analytics about someone',
  'affinity-rank': 'Predictive analytics about someone',
};

/** The card of a definition as Klaviyo's API takes it; null where it is none, or holds a condition that the builder's words cannot say. */
export function buildCard(definition: string, names: Names): BuildCard | null {
  const groups = groupsOf(definition);
  if (groups === null || groups.length === 0) return null;
  const blocks: BuildLine[][] = [];
  for (const conditions of groups) {
    const lines = conditions.map((condition) => lineOf(condition, names));
    if (lines.length === 0 || lines.some((line) => line === null)) return null;
    blocks.push(lines as BuildLine[]);
  }
  return { blocks, sentence: sentenceOf(groups, names) };
}

function groupsOf(definition: string): readonly (readonly Condition[])[] | null {
  let read: unknown;
  try {
    read = JSON.parse(definition);
  } catch {
    return null;
  }
  const groups = asObject(read)?.['condition_groups'];
  if (!Array.isArray(groups)) return null;
  return groups.map((group) => {
    const conditions = asObject(group)?.['conditions'];
    return Array.isArray(conditions) ? conditions.map(parseCondition) : [];
  });
}

function lineOf(condition: Condition, names: Names): BuildLine | null {
  const type = TYPES[condition.kind];
  return type === undefined ? null : { type, words: capitalized(kindOf(condition).describe(condition, names)) };
}

/** Kinds whose words begin with what somebody has rather than with what they do: `country is …`. */
const TRAITS: ReadonlySet<Condition['kind']> = new Set([
  'property',
  'predicted-number',
  'predicted-date',
  'predicted-gender',
  'affinity-priority',
  'affinity-rank',
]);

/** `Everyone who has …; and who either has …, or is …; and whose country is ….` */
function sentenceOf(groups: readonly (readonly Condition[])[], names: Names): string {
  const parts = groups.map((conditions) => {
    const words = conditions.map((condition) => kindOf(condition).describe(condition, names));
    const isTrait = conditions.map(({ kind }) => TRAITS.has(kind));
    if (words.length === 1) return `${isTrait[0] ? 'whose' : 'who'} ${words[0]!}`;
    return isTrait.some(Boolean)
      ? `either ${words.map((one, at) => `${isTrait[at] ? 'whose' : 'who'} ${one}`).join(', or ')}`
      : `who either ${words.join(', or ')}`;
  });
  return `Everyone ${parts.join('; and ')}.`;
}
