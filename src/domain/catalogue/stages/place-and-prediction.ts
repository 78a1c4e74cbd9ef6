import { affinity, oneOf, plain, predicted, profile } from '../condition';
import { PREDICTIONS, SMS, kilometers, money, stage, text } from '../declare';

/** L. Where they are. */
export const GEOGRAPHY = stage('Geography', 'CRM manager', [
  {
    id: 'L1',
    name: 'EU residents',
    uses: 'CFB',
    usedAs: 'reporting',
    cadence: 'Yearly',
    valueClass: 'RO',
    capabilities: [{ kind: 'european profiles' }],
    meaning: 'Live in the European Union: other rules for consent and shipping.',
    note: 'The place may come from an IP address or a delivery: approximate.',
    clauses: () => [[plain({ type: 'profile-region', in_region: true, region: 'european_union' })]],
  },
  {
    id: 'L2',
    name: 'Other countries',
    uses: 'CFP',
    cadence: 'Yearly',
    valueClass: 'RO',
    capabilities: [{ kind: 'country' }],
    meaning: 'Live in a country other than the account’s main one in which at least 5% of reachable people live.',
    segmentName: (value) => `Lives in ${value.list('country').join(' or ')}`,
    note: 'Where languages or offers differ, make one segment for each of these countries.',
    parameters: [text('country', 'Germany', 'country', 'country')],
    clauses: (value) => [[profile("location['country']", oneOf(...value.list('country')))]],
  },
  {
    id: 'L3',
    name: 'Near a store',
    uses: 'CP',
    cadence: 'Yearly',
    valueClass: 'RO',
    capabilities: [{ kind: 'postal code' }],
    meaning: 'Live near one of the stores.',
    parameters: [
      text('zip', '10001', 'postal codes of the stores', 'postal code'),
      text('zip_country', 'US', 'country code of the stores', 'postal country'),
      kilometers('km', 50, 'distance from the store'),
    ],
    clauses: (value) => [
      value
        .list('zip')
        .map((code) =>
          plain({
            type: 'profile-postal-code-distance',
            country_code: value.text('zip_country'),
            postal_code: code,
            unit: 'kilometers',
            filter: { type: 'numeric', operator: 'less-than', value: value.number('km') },
          }),
        ),
    ],
  },
]);

const topValue = money('pclv_p80', 100, 'predicted value of the top fifth', 'predicted value');

/** M. What Klaviyo predicts. */
export const PREDICTED_VALUE = stage('Predicted value', 'Retention manager', [
  {
    id: 'M1',
    name: 'High predicted CLV',
    uses: 'CFP',
    cadence: 'Quarterly',
    valueClass: 'RT',
    capabilities: [PREDICTIONS],
    meaning: 'Predicted to spend as much in the next year as the top fifth.',
    parameters: [topValue],
    clauses: (value) => [[predicted('predicted_clv', 'greater-than-or-equal', value.number('pclv_p80'))]],
  },
  {
    id: 'M2',
    name: 'High predicted CLV, one order',
    uses: 'CF',
    cadence: 'Quarterly',
    valueClass: 'RT',
    capabilities: [PREDICTIONS],
    meaning: 'Promising first-time buyers.',
    parameters: [topValue],
    clauses: (value) => [
      [predicted('predicted_clv', 'greater-than-or-equal', value.number('pclv_p80'))],
      [predicted('historic_number_of_orders', 'equals', 1)],
    ],
  },
  {
    id: 'M3',
    name: 'Prefers SMS',
    uses: 'CF',
    cadence: 'Quarterly',
    valueClass: 'RO',
    capabilities: [{ kind: 'channel affinity' }, SMS],
    meaning: 'Predicted to prefer SMS.',
    note: 'Never without the consent condition.',
    owner: 'SMS manager',
    clauses: () => [[affinity('sms', 'high')]],
  },
]);
