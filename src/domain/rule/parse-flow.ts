import type { DateTiming, FlowBranch, FlowGroupReference, FlowListUpdate, FlowLogic, FlowMessageFilter, FlowTrigger } from './flow-logic';
import type { Rule } from './rule';
import { any } from './rule';
import { inQuotes } from '../text/quotes';
import type { JsonObject } from './json';
import { asObject, isNumber, isText, isTexts, isTruth, isWhole, withKeys } from './json';
import { parseSegmentDefinition } from './parse-segment';
import { referencesOf } from './references';

/**
 * Reads a flow definition (`GET /flows/{id}?additional-fields[flow]=definition`, or its actions alone from the listing). Never throws; parts that
 * are missing are read as not there. Filters have the two-level shape of segments; that groups are ANDed and conditions ORed there
 * too is inferred (Klaviyo says it of segments).
 */
export function parseFlowDefinition(definition: unknown): FlowLogic {
  const object = asObject(definition) ?? {};
  const unknownParts = new Set<string>();
  const triggers = objectsIn(object['triggers']).map((source) => parseTrigger(source, unknownParts));
  const profileFilter = filterOf(object['profile_filter']);
  const found: Found = { branches: [], messageFilters: [], listUpdates: [], delays: [], unknownParts, counts: new Map() };
  const actions = objectsIn(object['actions']);
  for (const action of actions) readAction(action, found, 0);
  const filters = triggers.map((trigger) => ('filter' in trigger ? trigger.filter : null));
  const triggerFilter = filters.length > 0 && filters.every((filter): filter is Rule => filter !== null) ? any(filters) : null;
  const logic = { triggers, triggerFilter, profileFilter, branches: found.branches, messageFilters: found.messageFilters, listUpdates: found.listUpdates };
  return {
    ...logic,
    groupReferences: groupReferences(logic),
    metricIds: metricIds(logic),
    reentry: reentryOf(object['reentry_criteria']),
    delayDays: found.delays.reduce((sum, days) => sum + days, 0),
    actions: actions.length,
    unknownParts: [...unknownParts],
  };
}

interface Found {
  readonly branches: FlowBranch[];
  readonly messageFilters: FlowMessageFilter[];
  readonly listUpdates: FlowListUpdate[];
  readonly delays: number[];
  readonly unknownParts: Set<string>;
  readonly counts: Map<string, number>;
}

/** Actions and the variations of a test; nothing else nests, so deeper JSON is not entered. */
const DEEPEST_ACTION = 3;

const objectsIn = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.map(asObject).filter((item): item is JsonObject => item !== null) : [];
const textOrNull = (value: unknown): string | null => (isText(value) && value !== '' ? value : null);
const numberOrNull = (value: unknown): number | null => (isNumber(value) ? value : null);
const oneOf = <W extends string>(value: unknown, words: readonly W[]): W | null =>
  isText(value) && (words as readonly string[]).includes(value) ? (value as W) : null;

/** A filter that is absent, null or without groups is no filter. */
function filterOf(source: unknown): Rule | null {
  if (source === undefined || source === null) return null;
  const groups = withKeys(source, ['condition_groups'])?.['condition_groups'];
  return Array.isArray(groups) && groups.length === 0 ? null : parseSegmentDefinition(source);
}

function parseTrigger(source: JsonObject, unknownParts: Set<string>): FlowTrigger {
  const filter = filterOf(source['trigger_filter']);
  switch (source['type']) {
    case 'list':
      return { kind: 'list', groupId: textOrNull(source['id']) };
    case 'segment':
      return { kind: 'segment', groupId: textOrNull(source['id']) };
    case 'metric':
      return { kind: 'metric', metricId: textOrNull(source['id']), filter };
    case 'price-drop':
      return {
        kind: 'price-drop',
        amount: numberOrNull(source['price_drop_amount_value']),
        amountUnit: oneOf(source['price_drop_amount_unit'], ['percent', 'currency']),
        audience: textsIn(source['audience']),
        days: numberOrNull(source['timeframe_days']),
        filter,
      };
    case 'low-inventory':
      return {
        kind: 'low-inventory',
        level: textOrNull(source['product_level']),
        count: numberOrNull(source['inventory_count']),
        audience: textsIn(source['audience']),
        days: numberOrNull(source['timeframe_days']),
        filter,
      };
    case 'date':
      if (isText(source['date_profile_property'])) return { kind: 'date-property', property: source['date_profile_property'], timing: timingOf(source) };
      if (isText(source['custom_object_label'])) {
        const propertyId = source['custom_object_property_id'];
        return { kind: 'date-object', label: source['custom_object_label'], propertyId: isWhole(propertyId) ? propertyId : null, timing: timingOf(source) };
      }
      break;
    default:
  }
  unknownParts.add(isText(source['type']) ? `trigger ${inQuotes(source['type'])}` : 'trigger without a type');
  return { kind: 'unknown', source };
}

const textsIn = (value: unknown): readonly string[] => (isTexts(value) ? value : []);

function timingOf(source: JsonObject): DateTiming {
  return {
    before: numberOrNull(source['timedelta_value_before_date']),
    unit: oneOf(source['timedelta_unit_before_date'], ['days', 'weeks', 'months']),
    recurrence: oneOf(source['recurrence_frequency'], ['annually', 'monthly', 'never', 'weekly']),
    time: textOrNull(source['trigger_time']),
  };
}

/** What a person calls an action in the flow builder; types that are not here are unknown to this version. */
const ACTION_NAMES: Readonly<Record<string, string>> = {
  'send-email': 'Email',
  'send-sms': 'SMS',
  'send-mobile-push': 'Mobile push',
  'send-whatsapp': 'WhatsApp',
  'send-webhook': 'Webhook',
  'send-internal-alert': 'Internal alert',
  'time-delay': 'Time delay',
  'target-date': 'Target date',
  'countdown-delay': 'Countdown delay',
  'back-in-stock-delay': 'Back in stock delay',
  'conditional-split': 'Conditional split',
  'trigger-split': 'Trigger split',
  'multi-branch-split': 'Multi-branch split',
  'action-output-split': 'Action output split',
  'ab-test': 'A/B test',
  'content-experiment': 'Content experiment',
  'update-profile': 'Profile update',
  'list-update': 'List update',
  'internal-service': 'Internal service',
  code: 'Code',
};

function readAction(action: JsonObject, found: Found, depth: number): void {
  const type = isText(action['type']) ? action['type'] : '';
  const data = asObject(action['data']) ?? {};
  const known = Object.prototype.hasOwnProperty.call(ACTION_NAMES, type);
  if (!known) found.unknownParts.add(type === '' ? 'action without a type' : `action ${inQuotes(type)}`);
  const message = asObject(data['message']);
  const ownName = textOrNull(data['name']) ?? textOrNull(message?.['name']);
  const noun = known ? ACTION_NAMES[type]! : type === '' ? 'Action without a type' : `Action ${inQuotes(type)}`;
  const count = (found.counts.get(noun) ?? 0) + 1;
  found.counts.set(noun, count);
  const where = ownName === null ? `${noun} ${count}` : `${noun} ${inQuotes(ownName)}`;
  const actionId = textOrNull(action['id']) ?? textOrNull(action['temporary_id']);

  readSplits(data, where, actionId, found);
  const messageFilter = filterOf(message?.['additional_filters']);
  if (messageFilter !== null) found.messageFilters.push({ where, actionId, rule: messageFilter });
  if (type === 'time-delay') found.delays.push(delayInDays(data));
  const listId = textOrNull(data['list_id']);
  if (type === 'list-update' && listId !== null) {
    found.listUpdates.push({ where, listId, adds: isTruth(data['on_execution']) ? data['on_execution'] : null });
  }
  if (depth >= DEEPEST_ACTION) return;
  const main = asObject(data['main_action']);
  if (main !== null) readAction(main, found, depth + 1);
  for (const variation of objectsIn(asObject(data['current_experiment'])?.['variations'])) readAction(variation, found, depth + 1);
}

const UNITS_A_DAY: Readonly<Record<'days' | 'hours' | 'minutes', number>> = { days: 1, hours: 24, minutes: 1_440 };

/** A delay without a value that is understood counts as none. */
function delayInDays(data: JsonObject): number {
  return (numberOrNull(data['value']) ?? 0) / UNITS_A_DAY[oneOf(data['unit'], ['days', 'hours', 'minutes']) ?? 'days'];
}

/** Splits are told by their filter's name, so that a filter in an action type of tomorrow is still read. */
function readSplits(data: JsonObject, where: string, actionId: string | null, found: Found): void {
  const single: readonly (readonly [string, FlowBranch['kind']])[] = [
    ['profile_filter', 'conditional-split'],
    ['trigger_filter', 'trigger-split'],
    ['action_output_filter', 'action-output-split'],
  ];
  for (const [field, kind] of single) {
    const rule = filterOf(data[field]);
    if (rule !== null) found.branches.push({ where, actionId, kind, label: 'yes', rule });
  }
  objectsIn(data['branches']).forEach((branch, index) => {
    const rule = filterOf(branch['branch_filter']);
    if (rule === null) return;
    const name = textOrNull(branch['name']);
    found.branches.push({ where, actionId, kind: 'multi-branch-split', label: name === null ? `branch ${index + 1}` : inQuotes(name), rule });
  });
}

type Logic = Pick<FlowLogic, 'triggers' | 'triggerFilter' | 'profileFilter' | 'branches' | 'messageFilters' | 'listUpdates'>;

function groupReferences(logic: Logic): readonly FlowGroupReference[] {
  const references: FlowGroupReference[] = [];
  const add = (rule: Rule | null, how: FlowGroupReference['how'], where: string): void => {
    if (rule !== null) referencesOf(rule).groupIds.forEach((groupId) => references.push({ groupId, how, where }));
  };
  for (const trigger of logic.triggers) {
    if ((trigger.kind === 'list' || trigger.kind === 'segment') && trigger.groupId !== null) {
      references.push({ groupId: trigger.groupId, how: 'flow trigger', where: 'Trigger' });
    }
    if ('filter' in trigger) add(trigger.filter, 'flow filter', 'Trigger filter');
  }
  add(logic.profileFilter, 'flow filter', 'Profile filter');
  for (const branch of logic.branches) add(branch.rule, 'flow branch', `${branch.where}: ${branch.label}`);
  for (const filter of logic.messageFilters) add(filter.rule, 'flow message filter', filter.where);
  for (const update of logic.listUpdates) references.push({ groupId: update.listId, how: 'flow list update', where: update.where });
  return references;
}

function metricIds(logic: Logic): readonly string[] {
  const ids = new Set<string>();
  for (const trigger of logic.triggers) {
    if (trigger.kind === 'metric' && trigger.metricId !== null) ids.add(trigger.metricId);
    if ('filter' in trigger && trigger.filter !== null) referencesOf(trigger.filter).metricIds.forEach((id) => ids.add(id));
  }
  const rules = [logic.profileFilter, ...logic.branches.map(({ rule }) => rule), ...logic.messageFilters.map(({ rule }) => rule)];
  for (const rule of rules) if (rule !== null) referencesOf(rule).metricIds.forEach((id) => ids.add(id));
  return [...ids];
}

function reentryOf(source: unknown): FlowLogic['reentry'] {
  const object = asObject(source);
  const unit = oneOf(object?.['unit'], ['hour', 'day', 'week', 'alltime']);
  const duration = object?.['duration'];
  return unit !== null && isNumber(duration) ? { duration, unit } : null;
}
