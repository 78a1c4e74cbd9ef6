import { NAMES } from '../../build/rule-names';
import { describeFlow } from '../../../src/domain/rule/describe-flow';
import { parseFlowDefinition } from '../../../src/domain/rule/parse-flow';
import { asSegmentRule } from '../../../src/domain/rule/segment-rule';

const filter = (...conditions: unknown[]): unknown => ({ condition_groups: conditions.map((condition) => ({ conditions: [condition] })) });
const inGroup = (id: string, isMember = true): unknown => ({ type: 'profile-group-membership', is_member: isMember, group_ids: [id] });
const sinceStart = {
  type: 'profile-metric',
  metric_id: 'ORDER',
  measurement: 'count',
  measurement_filter: { type: 'numeric', operator: 'equals', value: 0 },
  timeframe_filter: { type: 'date', operator: 'flow-start' },
};
const gold = { type: 'profile-property', property: "properties['Tier']", filter: { type: 'string', operator: 'equals', value: 'Gold' } };

const FLOW = {
  triggers: [
    {
      type: 'metric',
      id: 'CHECKOUT',
      trigger_filter: filter({
        type: 'metric-property',
        metric_id: 'CHECKOUT',
        field: '$value',
        filter: { type: 'numeric', operator: 'greater-than', value: 50 },
      }),
    },
  ],
  profile_filter: filter(sinceStart, { type: 'profile-not-in-flow', timeframe_filter: { type: 'date', operator: 'in-the-last', unit: 'day', quantity: 30 } }),
  entry_action_id: '1',
  reentry_criteria: { duration: 30, unit: 'day' },
  actions: [
    { id: '1', type: 'conditional-split', links: {}, data: { profile_filter: filter(inGroup('SEGMENT')) } },
    { id: '2', type: 'send-email', data: { message: { name: 'Reminder', additional_filters: filter(inGroup('LIST', false)) }, status: 'live' } },
    {
      id: '3',
      type: 'multi-branch-split',
      data: {
        name: 'Tier',
        branches: [
          { branch_id: 'a', name: 'Gold', branch_filter: filter(gold) },
          { branch_id: 'b', is_else: true, branch_filter: null },
        ],
      },
    },
    {
      id: '4',
      type: 'trigger-split',
      data: {
        trigger_id: 'CHECKOUT',
        trigger_type: 'metric',
        trigger_filter: filter({
          type: 'metric-property',
          metric_id: 'CHECKOUT',
          field: 'Items',
          filter: { type: 'list', operator: 'contains', value: 'Tea' },
        }),
      },
    },
    {
      id: '5',
      type: 'action-output-split',
      data: {
        action_output_filter: filter({ type: 'action-output', output_config_id: 4, field: 'ok', filter: { type: 'boolean', operator: 'equals', value: true } }),
      },
    },
    { id: '6', type: 'list-update', data: { name: 'Move', list_id: 'LIST', on_execution: false } },
    {
      id: '7',
      type: 'ab-test',
      data: {
        main_action: { id: '8', type: 'send-sms', data: { message: { additional_filters: filter(inGroup('GONE')) } } },
        current_experiment: { variations: [{ id: '9', type: 'send-sms', data: { message: { additional_filters: filter(inGroup('LIST')) } } }] },
      },
    },
    { id: '10', type: 'hologram', data: { profile_filter: filter(gold) } },
  ],
};

describe('a flow definition', () => {
  const logic = parseFlowDefinition(FLOW);

  it('is read into trigger, filters, branches, message filters and list updates, inside tests too', () => {
    expect(logic.triggers).toHaveLength(1);
    expect(logic.triggerFilter).not.toBeNull();
    expect(logic.branches.map(({ where, label }) => `${where} ${label}`)).toEqual([
      'Conditional split 1 yes',
      'Multi-branch split “Tier” “Gold”',
      'Trigger split 1 yes',
      'Action output split 1 yes',
      'Action “hologram” 1 yes',
    ]);
    expect(logic.messageFilters.map(({ where }) => where)).toEqual(['Email “Reminder”', 'SMS 1', 'SMS 2']);
    expect(logic.listUpdates).toEqual([{ where: 'List update “Move”', listId: 'LIST', adds: false }]);
    expect(logic.reentry).toEqual({ duration: 30, unit: 'day' });
    expect(logic.unknownParts).toEqual(['action “hologram”']);
    expect(logic.actions).toBe(8);
  });

  it('shows every list and segment it names, with how and where', () => {
    expect(logic.groupReferences).toEqual([
      { groupId: 'SEGMENT', how: 'flow branch', where: 'Conditional split 1: yes' },
      { groupId: 'LIST', how: 'flow message filter', where: 'Email “Reminder”' },
      { groupId: 'GONE', how: 'flow message filter', where: 'SMS 1' },
      { groupId: 'LIST', how: 'flow message filter', where: 'SMS 2' },
      { groupId: 'LIST', how: 'flow list update', where: 'List update “Move”' },
    ]);
    expect(logic.metricIds).toEqual(['CHECKOUT', 'ORDER']);
  });

  it('is told in plain language', () => {
    expect(describeFlow(logic, NAMES)).toEqual({
      trigger: 'When someone has had the event Checkout Started',
      triggerFilter: 'Value of the Checkout Started event that starts the flow is more than 50',
      profileFilter: 'Has not Placed Order since starting this flow, and was not in this flow in the last 30 days',
      branches: [
        'Conditional split 1, yes: Is in the segment “VIP”',
        'Multi-branch split “Tier”, “Gold”: “Tier” is “Gold”',
        'Trigger split 1, yes: “Items” of the Checkout Started event that starts the flow includes “Tea”',
        'Action output split 1, yes: “ok” in the result of an earlier step (output number 4) is true',
        'Action “hologram” 1, yes: “Tier” is “Gold”',
        'Email “Reminder”, sent only to: Is not in the list “Newsletter”',
        'SMS 1, sent only to: Is in a list or segment that is not in the account (ending ONE)',
        'SMS 2, sent only to: Is in the list “Newsletter”',
        'List update “Move”: removes from the list “Newsletter”',
      ],
    });
  });

  it.each([
    [{ type: 'list', id: 'LIST' }, 'When someone is added to the list “Newsletter”'],
    [{ type: 'segment', id: 'GONE' }, 'When someone enters a list or segment that is not in the account (ending ONE)'],
    [{ type: 'list', id: null }, 'When someone is added to a list or segment that is not chosen yet'],
    [{ type: 'metric', id: null }, 'When a metric that is not chosen yet happens'],
    [
      {
        type: 'date',
        date_field_type: 'profile-property',
        date_profile_property: "properties['Birthday']",
        timedelta_value_before_date: 7,
        timedelta_unit_before_date: 'days',
        recurrence_frequency: 'annually',
        trigger_time: '09:00:00',
      },
      'Every year at 09:00, 7 days before “Birthday”',
    ],
    [{ type: 'date', date_field_type: 'profile-property', date_profile_property: 'Birthday', recurrence_frequency: 'annually' }, 'Every year, on “Birthday”'],
    [
      { type: 'date', date_field_type: 'custom-object', custom_object_label: 'Trip', custom_object_property_id: 3, timedelta_value_before_date: 0 },
      'On a date of “Trip” (property number 3)',
    ],
    [
      { type: 'price-drop', price_drop_amount_value: 10, price_drop_amount_unit: 'percent', audience: ['viewed', 'checkout-started'], timeframe_days: 30 },
      'When a price drops by 10%, for people who viewed the product or started a checkout with it in the last 30 days',
    ],
    [
      { type: 'low-inventory', product_level: 'variant', inventory_count: 5, audience: ['added-to-cart'], timeframe_days: 14 },
      'When a variant has 5 or fewer left, for people who added it to their cart in the last 14 days',
    ],
    [{ type: 'moon' }, 'A trigger this add-on does not know yet (type “moon”)'],
  ])('tells the trigger %j', (trigger, words) => {
    expect(describeFlow(parseFlowDefinition({ triggers: [trigger] }), NAMES).trigger).toBe(words);
  });

  it.each([null, undefined, 'x', 5, [], {}, { triggers: 'x', actions: 7 }])('reads %j as a flow without parts', (definition) => {
    const empty = parseFlowDefinition(definition);
    expect(empty).toEqual({
      triggers: [],
      triggerFilter: null,
      profileFilter: null,
      branches: [],
      messageFilters: [],
      listUpdates: [],
      groupReferences: [],
      metricIds: [],
      reentry: null,
      actions: 0,
      delayDays: 0,
      unknownParts: [],
    });
    expect(describeFlow(empty, NAMES)).toEqual({ trigger: 'No trigger', triggerFilter: '', profileFilter: '', branches: [] });
  });
});

describe('a flow rule as a segment', () => {
  const rule = (...conditions: unknown[]) => parseFlowDefinition({ profile_filter: filter(...conditions) }).profileFilter!;

  it('loses what only flows can say, and says what it lost', () => {
    const stripped = asSegmentRule(rule(gold, sinceStart, { type: 'profile-sample', percentage: 50 }));
    expect(stripped).toEqual({
      rule: { kind: 'property', property: "properties['Tier']", filter: { type: 'string', operator: 'equals', value: 'Gold' } },
      stripped: ['activity since the flow started', 'a random sample'],
    });
  });

  it('stays as it is when a segment can say all of it', () => {
    expect(asSegmentRule(rule(gold, inGroup('LIST')))).toEqual({ rule: rule(gold, inGroup('LIST')), stripped: [] });
  });

  it('is none when nothing is left, or when an alternative or a negation would change its meaning', () => {
    expect(asSegmentRule(rule(sinceStart)).rule).toBeNull();
    const alternatives = parseFlowDefinition({ profile_filter: { condition_groups: [{ conditions: [gold, sinceStart] }] } }).profileFilter!;
    expect(asSegmentRule(alternatives)).toEqual({ rule: null, stripped: ['activity since the flow started'] });
    expect(asSegmentRule({ kind: 'not', of: rule(gold, sinceStart) }).rule).toBeNull();
  });

  it('loses an alternative that is made of flow conditions alone', () => {
    const sample = { type: 'profile-sample', percentage: 50 };
    const definition = { condition_groups: [{ conditions: [gold] }, { conditions: [sinceStart, sample] }] };
    expect(asSegmentRule(parseFlowDefinition({ profile_filter: definition }).profileFilter!).rule).toEqual(rule(gold));
  });
});
