import type { EventFilter, Filter, TimeUnit } from './filter';

/** A number in a rule with what it is about; windows are in days. */
export interface RuleNumber {
  readonly what: string;
  readonly value: number;
  /** A number of times that something happened. */
  readonly times?: boolean;
}

const DAYS: Readonly<Record<TimeUnit, number>> = { hour: 1 / 24, day: 1, week: 7 };

export function numbersOfEvents(what: string, filters: readonly EventFilter[] | null | undefined): readonly RuleNumber[] {
  return (filters ?? []).flatMap((one) => numbersOfFilter(`${what} ${one.property}`, one.filter));
}

/** `whole`: more than 0 is the same as at least 1. */
export function numbersOfFilter(what: string, filter: Filter | null | undefined, whole = false): readonly RuleNumber[] {
  if (filter === null || filter === undefined) return [];
  switch (filter.type) {
    case 'numeric':
      if (filter.operator === 'between')
        return [
          { what, value: filter.start },
          { what, value: filter.end },
        ];
      return whole ? [{ what, value: filter.value + wholeStep(filter.operator), times: true }] : [{ what, value: filter.value }];
    case 'date':
      switch (filter.operator) {
        case 'in-the-last':
        case 'at-least':
        case 'in-the-next':
        case 'anniversary-last':
        case 'anniversary-next':
          return [{ what: `${what} ${filter.operator}`, value: filter.quantity * DAYS[filter.unit] }];
        case 'between':
          return [
            { what: `${what} from`, value: filter.start * DAYS[filter.unit] },
            { what: `${what} to`, value: filter.end * DAYS[filter.unit] },
          ];
        default:
          return [];
      }
    case 'list':
      return typeof filter.value === 'number' ? [{ what, value: filter.value }] : [];
    case 'string':
    case 'boolean':
    case 'existence':
    case 'unknown':
      return [];
  }
}

function wholeStep(operator: string): number {
  return operator === 'greater-than' ? 1 : operator === 'less-than' ? -1 : 0;
}
