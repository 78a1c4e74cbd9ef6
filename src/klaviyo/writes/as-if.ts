import { isKnown, known, unknown } from '../../domain/account/known';
import type { Inventory, Segment } from '../../domain/account/inventory';
import type { AskedRow } from '../../domain/changes/change';
import type { ChangeOutcome, ChangePorts } from './change-ports';

/** Ports of a dry run: what would have been done before in the same ask counts as done, so that it says what the real one would. */
export interface AsIf {
  readonly ports: ChangePorts;
  /** Takes in what would be done. */
  note(outcome: ChangeOutcome, row: Pick<AskedRow, 'definition'> | null): void;
}

export function asIf(ports: ChangePorts): AsIf {
  const made: Segment[] = [];
  const gone = new Set<string>();
  const pretend = (inventory: Inventory): Inventory =>
    !isKnown(inventory.segments)
      ? inventory
      : {
          ...inventory,
          segments: known([...inventory.segments.value.map((segment) => (gone.has(segment.id) ? { ...segment, isActive: false } : segment)), ...made]),
        };
  return {
    ports: {
      ...ports,
      fresh: (scope) => {
        const fresh = ports.fresh(scope);
        return 'inventory' in fresh ? { inventory: pretend(fresh.inventory) } : fresh;
      },
    },
    note: (outcome, row) => {
      if (outcome.result !== 'would be done') return;
      if (outcome.deed === 'deactivate' && outcome.segmentId !== null) gone.add(outcome.segmentId);
      if (outcome.deed === 'create' && row !== null) {
        made.push({
          id: `made in this dry run ${made.length}`,
          name: outcome.segment,
          definition: JSON.parse(row.definition) as unknown,
          created: null,
          updated: null,
          isActive: true,
          isProcessing: true,
          isStarred: false,
          tags: [],
          triggersFlowIds: [],
          members: unknown('it is not there yet'),
        });
      }
    },
  };
}
