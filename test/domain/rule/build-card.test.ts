import { buildCard } from '../../../src/domain/rule/build-card';
import type { BuildCard } from '../../../src/domain/rule/build-card';
import { IDS_AS_NAMES } from '../../../src/domain/rule/names';
import type { Json } from '../../../src/local/demo/sample/definition';
import { definition, inGroup, inTheLast, never, once, own, predicted, number, subscribed, text } from '../../../src/local/demo/sample/definition';

const names = { ...IDS_AS_NAMES, metric: () => 'Placed Order', group: () => ({ name: 'Newsletter', kind: 'list' as const }) };
const cardOf = (...groups: readonly (Json | readonly Json[])[]): BuildCard | null => buildCard(JSON.stringify(definition(...groups)), names);

test('has a block for each group and a line for each condition, by the names that Klaviyo’s builder gives their types', () => {
  const card = cardOf(
    subscribed('email'),
    [once('M', inTheLast(30)), inGroup('L')],
    own('Skin Type', text('equals', 'Dry')),
    predicted('predicted_clv', number('>=', 150)),
  );
  expect(card?.blocks.map((lines) => lines.map(({ type }) => type))).toEqual([
    ['If someone can or cannot receive marketing'],
    ['What someone has done (or not done)', 'If someone is in or not in a list'],
    ['Properties about someone'],
    ['Predictive analytics about someone'],
  ]);
  expect(card?.blocks[1]?.map(({ words }) => words)).toEqual(['Has Placed Order at least once in the last 30 days', 'Is in the list “Newsletter”']);
});

test('its sentence for Segments AI keeps AND and OR apart', () => {
  expect(cardOf([once('M', inTheLast(30)), inGroup('L')], never('M', inTheLast(7)))?.sentence).toBe(
    'Everyone who either has Placed Order at least once in the last 30 days, or is in the list “Newsletter”; and who has not Placed Order in the last 7 days.',
  );
});

test('what the builder’s words cannot say has no card, rather than half of one', () => {
  expect(cardOf(once('M', inTheLast(30)), { type: 'a-condition-of-2030' })).toBeNull();
  expect(buildCard('not json', names)).toBeNull();
  expect(buildCard('{"condition_groups":[]}', names)).toBeNull();
});
