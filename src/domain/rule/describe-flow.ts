import type { DateTiming, FlowLogic, FlowTrigger } from './flow-logic';
import type { Rule } from './rule';
import type { Names, RuleFormats } from './names';
import { groupName } from './names';
import { joined } from '../text/lists';
import { inQuotes } from '../text/quotes';
import { describeRule } from './describe';
import { happened } from './metric-words';
import { propertyName } from './describe-filter';
import { sourceWords } from './wording';

/** A flow's audience logic in plain language; empty texts where the flow has no such part. */
export interface FlowLogicText {
  readonly trigger: string;
  readonly triggerFilter: string;
  readonly profileFilter: string;
  /** `Conditional split 1, yes: …`. */
  readonly branches: readonly string[];
}

/** Trigger, filters and every branch, message filter and list update of a flow, with names in place of ids. */
export function describeFlow(logic: FlowLogic, names: Names): FlowLogicText {
  const branches = [
    ...logic.branches.map(({ where, label, rule }) => `${where}, ${label}: ${describeRule(rule, names)}`),
    ...logic.messageFilters.map(({ where, rule }) => `${where}, sent only to: ${describeRule(rule, names)}`),
    ...logic.listUpdates.map(
      ({ where, listId, adds }) => `${where}: ${adds === null ? 'changes' : adds ? 'adds to' : 'removes from'} ${groupName(listId, names)}`,
    ),
  ];
  const text = (rule: Rule | null): string => (rule === null ? '' : describeRule(rule, names));
  const triggers = logic.triggers.map((trigger) => describeTrigger(trigger, names));
  return {
    trigger: triggers.length === 0 ? 'No trigger' : triggers.join('; or '),
    triggerFilter: triggerFilters(logic, names),
    profileFilter: text(logic.profileFilter),
    branches,
  };
}

/** With several triggers each filter stands beside its own trigger. */
function triggerFilters(logic: FlowLogic, names: Names): string {
  const filtered = logic.triggers.filter((trigger) => 'filter' in trigger && trigger.filter !== null);
  return filtered
    .map((trigger) => {
      const filter = 'filter' in trigger && trigger.filter !== null ? describeRule(trigger.filter, names) : '';
      return logic.triggers.length === 1 ? filter : `${describeTrigger(trigger, names)}: ${filter}`;
    })
    .join('; ');
}

const chosenGroup = (id: string | null, names: Names): string => (id === null ? 'a list or segment that is not chosen yet' : groupName(id, names));

const AUDIENCES: Readonly<Record<string, string>> = {
  viewed: 'viewed the product',
  'checkout-started': 'started a checkout with it',
  'added-to-cart': 'added it to their cart',
};

function audience(words: readonly string[], days: number | null, { exact }: RuleFormats): string {
  const who =
    words.length === 0
      ? ''
      : `, for people who ${joined(
          words.map((word) => AUDIENCES[word] ?? inQuotes(word)),
          'or',
        )}`;
  return days === null ? who : `${who} in the last ${exact(days)} ${days === 1 ? 'day' : 'days'}`;
}

function describeTrigger(trigger: FlowTrigger, names: Names): string {
  switch (trigger.kind) {
    case 'list':
      return `When someone is added to ${chosenGroup(trigger.groupId, names)}`;
    case 'segment':
      return `When someone enters ${chosenGroup(trigger.groupId, names)}`;
    case 'metric':
      return trigger.metricId === null ? 'When a metric that is not chosen yet happens' : `When someone has ${happened(names.metric(trigger.metricId))}`;
    case 'date-property':
      return `${timing(trigger.timing, names)} ${dateProperty(trigger.property)}`;
    case 'date-object': {
      const property = trigger.propertyId === null ? '' : ` (property number ${trigger.propertyId})`;
      return `${timing(trigger.timing, names)} a date of ${inQuotes(trigger.label)}${property}`;
    }
    case 'price-drop': {
      const amount =
        trigger.amount === null
          ? ''
          : ` by ${trigger.amountUnit === 'percent' ? names.formats.percent(trigger.amount) : `${names.formats.exact(trigger.amount)}${trigger.amountUnit === 'currency' ? " (in the account's currency)" : ''}`}`;
      return `When a price drops${amount}${audience(trigger.audience, trigger.days, names.formats)}`;
    }
    case 'low-inventory': {
      const count = trigger.count === null ? 'runs low' : `has ${names.formats.exact(trigger.count)} or fewer left`;
      return `When a ${levelWords(trigger.level)} ${count}${audience(trigger.audience, trigger.days, names.formats)}`;
    }
    case 'unknown':
      return `A trigger this add-on does not know yet${sourceWords(trigger.source, names.formats)}`;
  }
}

const levelWords = (level: string | null): string =>
  level === null ? 'product or a variant (not told which)' : level === 'product' || level === 'variant' ? level : inQuotes(level);

/** A date trigger may name a custom property without `properties[…]`: only the fields of Klaviyo are written without quotation marks. */
function dateProperty(property: string): string {
  const name = propertyName(property);
  return name.startsWith("Klaviyo's own field") ? inQuotes(property) : name;
}

function timing({ before, unit, recurrence, time }: DateTiming, names: Names): string {
  const lead =
    before === null || before === 0
      ? 'On'
      : `${names.formats.exact(before)} ${unit === null ? '(unit not told)' : before === 1 ? unit.replace(/s$/, '') : unit} before`;
  const often = { annually: 'every year', monthly: 'every month', weekly: 'every week', never: 'once' };
  const details = [recurrence === null ? '' : often[recurrence], time === null ? '' : `at ${time.replace(/^(\d\d:\d\d):00$/, '$1')}`].filter(
    (part) => part !== '',
  );
  return details.length === 0 ? lead : `${details.join(' ').replace(/^./, (letter) => letter.toUpperCase())}, ${lead.charAt(0).toLowerCase()}${lead.slice(1)}`;
}
