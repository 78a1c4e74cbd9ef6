import { atLeast, cannotReceive, consents, last } from '../condition';
import { EMAIL, SMS, stage } from '../declare';

/** K. Who may be reached, and by what. */
export const CONSENT = stage('Consent and channel', 'CRM manager', [
  {
    id: 'K1', name: 'Email yes, SMS no', uses: 'CFP', cadence: 'Quarterly', valueClass: 'CG', capabilities: [EMAIL, SMS],
    broadByDesign: true,
    meaning: 'Can be mailed and has not agreed to SMS: the ones to ask.',
    note: 'Ask by email or form only; leave out those who unsubscribed from SMS if they should not be asked again.',
    owner: 'SMS manager',
    clauses: () => [[consents('email', 'subscribed')], [cannotReceive('sms', 'never_subscribed'), cannotReceive('sms', 'unsubscribed')]],
  },
  {
    id: 'K2', name: 'SMS yes, email no', uses: 'CF', cadence: 'Quarterly', valueClass: 'RO', capabilities: [SMS],
    broadByDesign: true,
    meaning: 'Reachable only by SMS.',
    owner: 'SMS manager',
    clauses: () => [[consents('sms', 'subscribed')], [cannotReceive('email', 'any'), consents('email', 'never_subscribed')]],
  },
  {
    id: 'K3', name: 'Both channels', uses: 'CF', cadence: 'Quarterly', valueClass: 'RO', capabilities: [EMAIL, SMS],
    broadByDesign: true,
    meaning: 'Subscribed to email and SMS.',
    note: 'Send each message by one of the two.',
    clauses: () => [[consents('email', 'subscribed')], [consents('sms', 'subscribed')]],
  },
  {
    id: 'K4', name: 'Mailable but never opted in', uses: 'CFB', usedAs: 'reporting', cadence: 'Quarterly', valueClass: 'CG',
    broadByDesign: true, legalQuestion: 'Whether these people may be written to is a legal question: ask before using it.',
    meaning: 'Got into the account by a checkout or import and never opted in.',
    note: 'In the EU, UK and Canada: no marketing. Flows only after legal advice.',
    clauses: () => [[consents('email', 'never_subscribed')]],
  },
  {
    id: 'K5', name: 'Not opted in (exclusion)', uses: 'C', usedAs: 'exclusion', cadence: 'Yearly', valueClass: 'CG',
    broadByDesign: true,
    meaning: 'Cannot be mailed, or can but never opted in: the exclusion of every campaign.',
    note: 'Klaviyo’s own recommended exclusion.',
    clauses: () => [[cannotReceive('email', 'any'), consents('email', 'never_subscribed')]],
  },
  {
    id: 'K6', name: 'Recent buyers who cannot be mailed', uses: 'CB', usedAs: 'reporting', cadence: 'Quarterly', valueClass: 'CG', needs: ['order'],
    broadByDesign: true,
    meaning: 'Bought in the last year and cannot be mailed.',
    note: 'Ads, post and service only; never import them again.',
    clauses: () => [[cannotReceive('email', 'any')], [atLeast('order', 1, last(365))]],
  },
  {
    id: 'K7', name: 'Push reachable', uses: 'CF', cadence: 'Yearly', valueClass: 'RO', capabilities: [{ kind: 'push' }],
    broadByDesign: true,
    meaning: 'Allowed push messages of the app.',
    clauses: () => [[consents('push', 'any')]],
  },
]);
