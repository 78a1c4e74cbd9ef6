import type { LifecycleAudience } from '../../../src/domain/catalogue/audience';
import { CATALOGUE } from '../../../src/domain/catalogue/catalogue';
import { automaticValues } from '../../../src/domain/report/automatic-values';
import { parseSetting } from '../../../src/domain/settings-registry/all-settings';

/** An audience of the catalogue with a parameter from that source, and the parameter's name. */
function using(source: string): { readonly audience: LifecycleAudience; readonly name: string } {
  const audience = CATALOGUE.find(({ parameters }) => parameters.some((parameter) => parameter.source === source))!;
  return { audience, name: audience.parameters.find((parameter) => parameter.source === source)!.name };
}

test('an empty setting shows what was recognized and measured, and reads back as automatic', () => {
  const { audience, name } = using('lapsed');
  const behavior = { parameters: new Map([[audience.id, [{ name, meaning: 'days', value: 118.004, figure: null, because: '' }]]]) };
  const values = automaticValues(new Map([['Conversion metric', 'Placed Order (Shopify)']]), behavior, CATALOGUE);
  expect(Object.fromEntries(values)).toEqual({ 'conversion metric': 'Placed Order (Shopify)', 'lapsed after days': '118' });
  for (const [setting, shown] of values) expect(parseSetting(setting, `Automatic (${shown})`)).toMatchObject({ setting: { name: expect.any(String) } });
});

test('what was neither recognized nor measured is not shown', () => {
  expect(automaticValues(new Map(), { parameters: new Map() }, CATALOGUE).size).toBe(0);
});
