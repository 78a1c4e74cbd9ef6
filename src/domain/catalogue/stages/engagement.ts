import type { Clause } from '../clause';
import { ALL_TIME, atLeast, consents, flag, last, none, older, profile } from '../condition';
import { EMAIL, SMS, days, eventProperty, stage } from '../declare';

const APPLE = 'Apple Privacy Open';
const humanOpen = flag(APPLE, false);
/** One tier of the engaged: every tier asks the same of another span, so that the wider holds the narrower. */
const engagedFor = (span: number): Clause =>
  [atLeast('click', 1, last(span)), atLeast('open', 1, last(span), humanOpen), atLeast('site', 1, last(span)), consents('email', 'subscribed', { since: last(15) })];
const window = (fallback: number) => days('t', fallback, 'days since the last sign of life');

/** J. Who listens. Clicks and visits count first: Apple's privacy proxy opens mail that nobody read. */
export const ENGAGEMENT = stage('Engagement', 'Deliverability owner', [
  {
    id: 'J1', name: 'Engaged 30', uses: 'CFB', cadence: 'Quarterly', valueClass: 'CG', needs: ['click', 'open', 'site'], optional: ['open', 'site'], capabilities: [EMAIL],
    meaning: 'Clicked, opened by hand, visited, or just joined.',
    note: 'Klaviyo’s own engaged segments have no visit condition and count machine opens.',
    parameters: [window(30)],
    clauses: (value) => [engagedFor(value.number('t'))],
  },
  {
    id: 'J2', name: 'Engaged 90', uses: 'CFB', cadence: 'Quarterly', valueClass: 'CG', needs: ['click', 'open', 'site'], optional: ['open', 'site'], capabilities: [EMAIL],
    meaning: 'Clicked, opened by hand, or visited in three months, or just joined: the main audience of weekly or rarer senders.',
    note: 'Daily senders use 30 days, weekly and monthly ones 90.',
    clauses: () => [engagedFor(90)],
    usualForms: () => [[[atLeast('click', 1, last(90)), atLeast('open', 1, last(90), humanOpen)]], [[atLeast('click', 1, last(90)), atLeast('open', 1, last(90))]]],
  },
  {
    id: 'J3', name: 'Engaged 180', uses: 'CB', cadence: 'Quarterly', valueClass: 'CG', needs: ['click', 'open', 'site'], optional: ['open', 'site'], capabilities: [EMAIL],
    meaning: 'The widest engaged net, for big launches.',
    note: 'Each wider tier contains the narrower.',
    clauses: () => [engagedFor(180)],
    usualForms: () => [[[atLeast('click', 1, last(180)), atLeast('open', 1, last(180), humanOpen)]], [[atLeast('click', 1, last(180)), atLeast('open', 1, last(180))]]],
  },
  {
    id: 'J4', name: 'Clickers only', uses: 'CF', cadence: 'Quarterly', valueClass: 'CG', needs: ['click'], capabilities: [EMAIL],
    meaning: 'Clicked lately: the engaged tier that no privacy proxy can inflate.',
    parameters: [{ ...window(90), source: 'engaged days' }],
    clauses: (value) => [[atLeast('click', 1, last(value.number('t')))]],
  },
  {
    id: 'J5', name: 'Unengaged 90', uses: 'CRB', usedAs: 'exclusion', cadence: 'Quarterly', valueClass: 'CG', needs: ['click', 'open', 'received'],
    meaning: 'Can be mailed, got five mails or more, no open and no click in three months.',
    note: 'The shape of Klaviyo’s own “unengaged” segment. Use it as a campaign exclusion.',
    parameters: [window(90)],
    clauses: (value) => [
      [consents('email', 'any')], [atLeast('received', 5, ALL_TIME)], [none('open', last(value.number('t')))], [none('click', last(value.number('t')))],
    ],
  },
  {
    id: 'J6', name: 'Never engaged', uses: 'CR', usedAs: 'exclusion', cadence: 'Quarterly', valueClass: 'CG', needs: ['click', 'open', 'order', 'received', 'site'], optional: ['order', 'site'],
    meaning: 'Ten mails or more, never an open, click, visit or order.',
    note: 'Suppress directly.',
    clauses: () => [
      [consents('email', 'any')], [atLeast('received', 10, ALL_TIME)], [none('open', ALL_TIME)], [none('click', ALL_TIME)], [none('site', ALL_TIME)], [none('order', ALL_TIME)],
    ],
  },
  {
    id: 'J7', name: 'Sunset candidates', uses: 'FR', cadence: 'Quarterly', valueClass: 'CG', needs: ['click', 'open', 'order', 'received', 'site'], optional: ['order', 'site'],
    meaning: 'Known for half a year and more, no sign from mail, site or orders for as long.',
    note: 'Starts the sunset flow; then suppress.',
    parameters: [days('age', 180, 'age of the profile in days'), days('sunset', 365, 'days since the last order')],
    clauses: (value) => [
      [consents('email', 'any')], [profile('created', older(value.number('age')))], [atLeast('received', 5, last(180))], [none('open', last(180))], [none('click', last(180))],
      [none('site', last(180))], [none('order', last(value.number('sunset')))],
    ],
  },
  {
    id: 'J8', name: 'Opened by Apple’s proxy only', uses: 'B', cadence: 'Quarterly', valueClass: 'CG', needs: ['click', 'open'], capabilities: [eventProperty('open', 'apple privacy')],
    meaning: 'Opened only through Apple’s privacy proxy, never clicked.',
    note: 'Tells how far engaged tiers by opens are inflated.',
    clauses: () => [[atLeast('open', 1, last(180), flag(APPLE, true))], [none('open', last(180), humanOpen)], [none('click', last(180))]],
  },
  {
    id: 'J9', name: 'SMS engaged', uses: 'CF', cadence: 'Quarterly', valueClass: 'CG', needs: ['clicked_sms'], capabilities: [SMS],
    meaning: 'Clicked an SMS lately.',
    note: 'SMS has no opens.',
    owner: 'SMS manager',
    parameters: [window(90)],
    clauses: (value) => [[atLeast('clicked_sms', 1, last(value.number('t')))]],
  },
]);
