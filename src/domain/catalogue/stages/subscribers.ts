import { ALL_TIME, atLeast, consents, custom, isSet, last, none, older } from '../condition';
import { EMAIL, days, property, propertyName, stage } from '../declare';

/** A. People who gave an address and have not bought. */
export const SUBSCRIBERS = stage('Subscriber or lead', 'Lifecycle marketer', [
  {
    id: 'A1', name: 'Email subscribers, explicit opt-in', uses: 'CB', cadence: 'Monthly', valueClass: 'CG', capabilities: [EMAIL],
    broadByDesign: true,
    meaning: 'Everyone who opted in and can be mailed: the base that every campaign segment intersects with.',
    note: 'Broad by design: a base and denominator, not an audience to send everything to.',
    owner: 'CRM manager',
    clauses: () => [[consents('email', 'subscribed')]],
  },
  {
    id: 'A2', name: 'New subscribers', uses: 'CFP', cadence: 'Monthly', valueClass: 'CG', needs: ['order'], capabilities: [EMAIL],
    meaning: 'Opted in lately and have not bought yet: the welcome period.',
    note: 'Klaviyo’s own default “New Subscribers” uses two weeks.',
    parameters: [days('new_days', 30, 'days since opting in')],
    clauses: (value) => [[consents('email', 'subscribed', { since: last(value.number('new_days')) })], [none('order', ALL_TIME)]],
  },
  {
    id: 'A3', name: 'Subscribed, past welcome, never bought', uses: 'CFR', cadence: 'Quarterly', valueClass: 'HI', needs: ['order'], capabilities: [EMAIL],
    meaning: 'Opted in longer ago than most first orders take, still without an order.',
    note: 'The window is the time in which four of five subscribers who buy have bought.',
    parameters: [days('welcome_days', 30, 'days since opting in', 'welcome window')],
    clauses: (value) => [[consents('email', 'subscribed', { since: older(value.number('welcome_days')) })], [none('order', ALL_TIME)]],
  },
  {
    id: 'A4', name: 'Engaged non-buyers', uses: 'CFP', cadence: 'Monthly', valueClass: 'HI',
    needs: ['click', 'order', 'site', 'viewed'], optional: ['click', 'site', 'viewed'], capabilities: [EMAIL], turnoverDays: 30,
    meaning: 'No order yet, but clicked, browsed or viewed a product lately.',
    note: 'Klaviyo’s default “Potential Purchasers” asks only that they are not suppressed; this one asks for consent.',
    parameters: [days('d', 30, 'days since the last sign of interest')],
    clauses: (value) => {
      const lately = last(value.number('d'));
      return [[none('order', ALL_TIME)], [atLeast('click', 1, lately), atLeast('site', 1, lately), atLeast('viewed', 1, lately)]];
    },
  },
  {
    id: 'A5', name: 'Form leads, not converted', uses: 'CFP', cadence: 'Monthly', valueClass: 'HI', needs: ['conversion'], capabilities: [EMAIL],
    meaning: 'Opted in through a sign-up form and have not done what the account counts as its goal.',
    note: 'The goal is the conversion metric of the settings: an order, a booking, a quote.',
    parameters: [days('lead_days', 90, 'days since the form was sent')],
    clauses: (value) => [[consents('email', 'subscribed', { since: last(value.number('lead_days')), method: 'form' })], [none('conversion', ALL_TIME)]],
  },
  {
    id: 'A6', name: 'Quiz answered, no order yet', uses: 'CFP', cadence: 'Quarterly', valueClass: 'PE', needs: ['order'], optional: ['order'], capabilities: [property('quiz answer')],
    meaning: 'Told something about themselves in a quiz or form, and have not bought.',
    note: 'Below about 5% of profiles with an answer it is not usable for targeting.',
    parameters: [propertyName('quiz_key', 'Skin Type', 'quiz answer')],
    clauses: (value) => [[custom(value.text('quiz_key'), isSet)], [none('order', ALL_TIME)]],
  },
]);
