import fc from 'fast-check';
import { ALL_EXAMPLES } from '../../build/rule-grammar';
import { NAMES } from '../../build/rule-names';
import { neighbours } from '../../build/rule-neighbours';
import { describeFlow } from '../../../src/domain/rule/describe-flow';
import { createEngine } from '../../../src/domain/rule/engine';
import type { DateTiming, FlowLogic, FlowTrigger } from '../../../src/domain/rule/flow-logic';
import { canonicalJson } from '../../../src/domain/rule/json';
import { parseFlowDefinition } from '../../../src/domain/rule/parse-flow';
import type { Rule } from '../../../src/domain/rule/rule';

const engine = createEngine({ groups: new Map(), now: Date.UTC(2026, 10, 23, 12), names: NAMES });
const keys = new Map<string, string>();

/** Normal form of a rule. The engine takes every random sample for another one, so rules that are written alike are asked for once. */
function keyOf(rule: Rule | null): string | null {
  if (rule === null) return null;
  const json = canonicalJson(rule);
  const key = keys.get(json) ?? engine.key(rule);
  keys.set(json, key);
  return key;
}

/** A date trigger may name a custom property with or without `properties[…]`: one and the same. Klaviyo's own fields have no such brackets. */
const OWN_FIELDS = ['email', 'title', 'created'];
const custom = (property: string): string =>
  OWN_FIELDS.includes(property) || /^(properties|location)\[/.test(property) ? property : `properties['${property}']`;

/** Nothing before a date, in whatever unit, or no such field at all: on the day. */
const timed = (timing: DateTiming): DateTiming => (timing.before === null || timing.before === 0 ? { ...timing, before: null, unit: null } : timing);

function triggerMeaning(trigger: FlowTrigger): unknown {
  if ('filter' in trigger) return { ...trigger, filter: keyOf(trigger.filter) };
  if (!('timing' in trigger)) return trigger;
  return { ...trigger, timing: timed(trigger.timing), ...(trigger.kind === 'date-property' ? { property: custom(trigger.property) } : {}) };
}

/** What a flow's texts have to tell: everything about whom it lets in, with rules by their normal form. */
function meaning({ triggers, profileFilter, branches, messageFilters, listUpdates }: FlowLogic): string {
  return canonicalJson({
    triggers: triggers.map(triggerMeaning),
    profileFilter: keyOf(profileFilter),
    branches: branches.map(({ where, label, rule }) => [where, label, keyOf(rule)]),
    messageFilters: messageFilters.map(({ where, rule }) => [where, keyOf(rule)]),
    listUpdates: listUpdates.map(({ where, listId, adds }) => [where, listId, adds]),
  });
}

function noTwoReadAlike(definitions: readonly unknown[]): number {
  const read = new Map<string, { readonly meant: string; readonly definition: unknown }>();
  for (const definition of definitions) {
    const logic = parseFlowDefinition(definition);
    const text = JSON.stringify(describeFlow(logic, NAMES));
    const meant = meaning(logic);
    const other = read.get(text);
    if (other !== undefined && other.meant !== meant)
      throw new Error(`${text} says both ${JSON.stringify(other.definition)} and ${JSON.stringify(definition)}`);
    read.set(text, { meant, definition });
  }
  return read.size;
}

const filter = (...groups: unknown[][]): unknown => ({ condition_groups: groups.map((conditions) => ({ conditions })) });
const gold = { type: 'profile-property', property: "properties['Tier']", filter: { type: 'string', operator: 'equals', value: 'Gold' } };
const dear = { type: 'metric-property', metric_id: 'ORDER', field: '$value', filter: { type: 'numeric', operator: 'greater-than', value: 50 } };

const TRIGGERS: readonly unknown[] = [
  { type: 'list', id: 'LIST' },
  { type: 'segment', id: 'SEGMENT' },
  { type: 'list', id: null },
  { type: 'segment', id: null },
  { type: 'metric', id: null },
  { type: 'metric', id: 'ORDER', trigger_filter: filter([dear]) },
  { type: 'metric', id: 'CHECKOUT', trigger_filter: null },
  {
    type: 'date',
    date_profile_property: "properties['Birthday']",
    timedelta_value_before_date: 3,
    timedelta_unit_before_date: 'days',
    recurrence_frequency: 'annually',
    trigger_time: '09:30:00',
  },
  {
    type: 'date',
    date_profile_property: 'created',
    timedelta_value_before_date: 1,
    timedelta_unit_before_date: 'weeks',
    recurrence_frequency: 'never',
    trigger_time: null,
  },
  {
    type: 'date',
    custom_object_label: 'Pet',
    custom_object_property_id: 3,
    timedelta_value_before_date: null,
    timedelta_unit_before_date: null,
    recurrence_frequency: 'weekly',
  },
  {
    type: 'price-drop',
    price_drop_amount_value: 5,
    price_drop_amount_unit: 'percent',
    audience: ['viewed', 'added-to-cart'],
    timeframe_days: 30,
    trigger_filter: filter([dear]),
  },
  { type: 'price-drop', price_drop_amount_value: 5, price_drop_amount_unit: 'currency', audience: [], timeframe_days: null },
  { type: 'low-inventory', product_level: 'variant', inventory_count: 4, audience: ['checkout-started'], timeframe_days: 7 },
  { type: 'low-inventory', product_level: 'product', inventory_count: 4, audience: ['checkout-started'], timeframe_days: 7 },
  { type: 'low-inventory', product_level: null, inventory_count: 4, audience: ['checkout-started'], timeframe_days: 7 },
  { type: 'low-inventory', product_level: null, inventory_count: null, audience: ['viewed'], timeframe_days: 1 },
  { type: 'solstice', day: 1 },
];

const ACTIONS: readonly unknown[] = [
  { type: 'conditional-split', data: { profile_filter: filter([gold]) } },
  { type: 'trigger-split', data: { trigger_filter: filter([dear]) } },
  { type: 'send-email', data: { message: { name: 'Reminder', additional_filters: filter([gold]) } } },
  { type: 'send-sms', data: { message: { additional_filters: filter([gold]) } } },
  {
    type: 'multi-branch-split',
    data: {
      name: 'Tier',
      branches: [{ name: 'Gold', branch_filter: filter([gold]) }, { branch_filter: filter([gold]) }, { name: 'branch 2', branch_filter: filter([gold]) }],
    },
  },
  { type: 'list-update', data: { name: 'Move', list_id: 'LIST', on_execution: false } },
  { type: 'list-update', data: { list_id: 'GONE', on_execution: true } },
  { type: 'hologram', data: { profile_filter: filter([gold]) } },
];

describe('words of flows that differ', () => {
  it('differ for every kind of trigger and its nearest neighbours', () => {
    const triggers = TRIGGERS.flatMap((trigger) => [trigger, ...neighbours(trigger)]);
    expect(noTwoReadAlike(triggers.map((trigger) => ({ triggers: [trigger] })))).toBeGreaterThan(300);
  });

  it('differ for every place of a rule in a flow and its nearest neighbours', () => {
    const actions = ACTIONS.flatMap((action) => [action, ...neighbours(action)]);
    expect(noTwoReadAlike(actions.map((action) => ({ triggers: [], actions: [action] })))).toBeGreaterThan(300);
  });

  const rules = fc.constantFrom(null, ...ALL_EXAMPLES.map(({ json }) => filter([json])), filter([gold], [dear]), filter([gold, dear]));
  const trigger = fc.tuple(fc.constantFrom(...TRIGGERS), rules).map(([one, rule]) => ({ ...(one as object), trigger_filter: rule }));
  const whole = fc.record({
    triggers: fc.array(trigger, { maxLength: 3 }),
    profile_filter: rules,
    actions: fc.array(fc.constantFrom(...ACTIONS), { maxLength: 4 }),
  });

  it('differ for whole flows: a trigger, a filter, an action more, less, or in another place', () => {
    fc.assert(
      fc.property(whole, rules, fc.constantFrom(...ACTIONS), (flow, rule, action) => {
        noTwoReadAlike([
          flow,
          { ...flow, profile_filter: rule },
          { ...flow, actions: [...flow.actions, action] },
          { ...flow, actions: [action, ...flow.actions] },
          { ...flow, actions: flow.actions.slice(1) },
          { ...flow, triggers: flow.triggers.slice(1) },
          { ...flow, triggers: [...flow.triggers].reverse() },
          ...flow.triggers.map((_, at) => ({ ...flow, triggers: flow.triggers.map((one, index) => (index === at ? { ...one, trigger_filter: rule } : one)) })),
          // The filters stand at the triggers one place on.
          { ...flow, triggers: flow.triggers.map((one, at) => ({ ...one, trigger_filter: flow.triggers[(at + 1) % flow.triggers.length]!.trigger_filter })) },
        ]);
      }),
      { numRuns: 300 },
    );
  });
});
