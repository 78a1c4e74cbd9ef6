import { meetsTrigger } from '../answers';
import { valueClaim } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { inFlowsOnly } from '../condition-kind';
import { describeFilter } from '../describe-filter';
import type { Filter } from '../filter';
import { isText, isWhole, withKeys } from '../json';
import { parseFilter, writeFilter } from '../parse-filter';
import { inQuotes } from '../../text/quotes';

/** A field of what an earlier action of the flow gave back. */
export interface ActionOutputCondition {
  readonly kind: 'action-output';
  readonly outputId: number;
  readonly field: string;
  readonly filter: Filter;
}

export const actionOutput: ConditionKind<ActionOutputCondition> = {
  ...inFlowsOnly('the result of an earlier step of the flow'),
  parse: {
    'action-output': (source) => {
      const condition = withKeys(source, ['type', 'output_config_id', 'field', 'filter']);
      if (condition === null) return null;
      const { output_config_id: outputId, field } = condition;
      return isWhole(outputId) && isText(field) ? { kind: 'action-output', outputId, field, filter: parseFilter(condition['filter']) } : null;
    },
  },
  write: ({ outputId, field, filter }) => ({ type: 'action-output', output_config_id: outputId, field, filter: writeFilter(filter) }),
  describe: ({ outputId, field, filter }, names) =>
    `${inQuotes(field)} in the result of an earlier step (output number ${names.formats.exact(outputId)}) ${describeFilter(filter, names.formats)}`,
  topic: () => 'action-output',
  evaluate: ({ outputId, field, filter }, facts, at) => meetsTrigger(`output:${outputId}:${field}`, filter, facts, at),
  formula: ({ outputId, field, filter }, context) =>
    valueClaim({ group: `output:${outputId}`, property: `@output ${JSON.stringify([outputId, field])}` }, filter, context),
  refer: ({ filter }, to) => to.filter('action-output', filter),
};
