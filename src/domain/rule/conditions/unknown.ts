import { opaque } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { NOWHERE, ORDINARY, never, none } from '../condition-kind';
import { canonicalJson } from '../json';
import { sourceWords } from '../wording';

/**
 * What this version does not know: a condition, a group of conditions or a whole definition, kept as it came. Equal only to
 * itself, never dropped, never counted as true.
 */
export interface UnknownCondition {
  readonly kind: 'unknown';
  readonly level: 'condition' | 'group' | 'definition';
  readonly source: unknown;
}

const WORDS: Readonly<Record<UnknownCondition['level'], string>> = {
  condition: 'a condition this add-on does not know yet',
  group: 'a group of conditions this add-on does not know yet',
  definition: 'a rule this add-on cannot read',
};

export const unknown: ConditionKind<UnknownCondition> = {
  ...ORDINARY,
  // What no other kind reads.
  parse: {},
  write: (condition) => condition.source,
  describe: ({ level, source }, names) => `${WORDS[level]}${sourceWords(source, names.formats)}`,
  topic: canonicalJson,
  evaluate: never,
  formula: opaque,
  refer: (_, to) => to.unknown(),
  numbers: none,
  evidence: () => NOWHERE,
};
