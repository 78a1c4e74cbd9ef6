import type { KlaviyoError } from '../klaviyo/http/klaviyo-error';
import { sentenceFor } from '../klaviyo/http/klaviyo-error';
import { inQuotes } from '../domain/text/quotes';

/** What is wrong with a setting's value, by the setting's name. */
export interface FieldProblem {
  readonly name: string;
  readonly problem: string;
}

/** Everything that can go wrong in the add-on itself or between it and Google. `sheet` says in what state the sheet was left. */
export type OwnProblem =
  | { readonly kind: 'status'; readonly text: string; readonly choices: readonly string[] }
  | { readonly kind: 'gone-row'; readonly own: boolean }
  | { readonly kind: 'no-row'; readonly why: 'gone' | 'none selected' }
  | { readonly kind: 'another-tab' }
  | { readonly kind: 'no-column'; readonly header: string }
  | { readonly kind: 'no-results'; readonly what: 'results' | 'tracker' }
  | { readonly kind: 'setting'; readonly fields: readonly FieldProblem[] }
  | { readonly kind: 'unlisted' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'stopping' }
  | { readonly kind: 'same-key' }
  | { readonly kind: 'no-name' }
  | { readonly kind: 'stranger-key' }
  | { readonly kind: 'changes-off' }
  | { readonly kind: 'no-write-key' }
  | { readonly kind: 'refresh-first' }
  | { readonly kind: 'too-much-to-keep'; readonly megabytes: number }
  | { readonly kind: 'consent' }
  | { readonly kind: 'permission' }
  | { readonly kind: 'google'; readonly spent: boolean; readonly sheet: string }
  | { readonly kind: 'unforeseen'; readonly name: string; readonly sheet: string };

/** The closed family of failures that a person can be told: Klaviyo's, Google's and the add-on's own. */
export type Problem = KlaviyoError | OwnProblem;
export type ProblemKind = Problem['kind'];

/** The sentence of any failure: what happened, and what to do next. A kind without one does not compile. */
export function sentenceOf(problem: Problem): string {
  switch (problem.kind) {
    case 'status':
      return `${inQuotes(problem.text)} is no status. Choose one of: ${problem.choices.join(', ')}.`;
    case 'gone-row':
      return problem.own
        ? 'This row of your own was changed in the sheet meanwhile, so nothing was set. Click it and press “Show the selected row”.'
        : 'This row is no longer in the tracker, so nothing was set.';
    case 'no-row':
      return problem.why === 'gone'
        ? 'This row is no longer in the tracker. It may have been deleted: “Restore dismissed rows” in the menu brings it back.'
        : SELECT_A_ROW;
    case 'another-tab':
      return SELECT_A_ROW;
    case 'no-column':
      return `The tracker has no column ${problem.header}, so nothing was set. The next refresh puts it back.`;
    case 'no-results':
      return problem.what === 'tracker' ? 'There is no tracker in this sheet yet. Press Refresh first.' : 'There are no results yet. Press Refresh first.';
    case 'setting':
      return `Nothing was saved. ${problem.fields.map((field) => field.problem).join(' ')}`;
    case 'unlisted':
      return 'The sidebar is older than the add-on. Close it and open it again.';
    case 'busy':
      return 'The sheet is being refreshed at the moment. Nothing was changed; try again when the refresh is finished.';
    case 'stopping':
      return 'The refresh that was cancelled is still letting go of the sheet. Press Refresh again in half a minute.';
    case 'same-key':
      return 'That is the key that reads, and the two have to differ: what reads must never be able to write. Create a second private API key in Klaviyo.';
    case 'no-name':
      return 'Write your name as well: the journal of changes says who asked for each.';
    case 'stranger-key':
      return 'This key belongs to another Klaviyo account than the one that this sheet is about. Create the second key in the same account.';
    case 'changes-off':
      return 'Changes in Klaviyo are switched off, so nothing was changed. Switch them on under Account › Changes in Klaviyo, or set “Allow changes in Klaviyo” to Yes in the Settings tab.';
    case 'no-write-key':
      return 'There is no second key yet, so nothing was changed. Enter one under Account › Changes in Klaviyo.';
    case 'refresh-first':
      return 'What you read of Klaviyo is not at hand, since somebody else refreshed last or the records were deleted. Refresh once yourself, then ask again. Nothing was changed.';
    case 'too-much-to-keep':
      return `What is read of customers comes to ${problem.megabytes} MB, and Google takes at most 50 MB in one file, so the refresh stopped. The sheet stays as it is. Set “Look-back” in the Settings to fewer months, then refresh again.`;
    case 'consent':
      return 'Google says that a permission of this add-on was not given. Allow it at the link below, then try again; what is in the sheet stays as it is.';
    case 'permission':
      return 'You can look at this sheet but not change it, so nothing can be run from here. Ask its owner for edit rights.';
    case 'google':
      return problem.spent
        ? `Google’s daily limit for this account is used up. It comes back within 24 hours; try again tomorrow. ${problem.sheet}`
        : `A service of Google’s refused something or did not answer in time. ${problem.sheet} Try again in a minute.`;
    case 'unforeseen':
      return `Something happened that this add-on does not know (${problem.name}). ${problem.sheet} Try again, and report it if it stays: “Report for support” under Refresh.`;
    default:
      return sentenceFor(problem);
  }
}

const SELECT_A_ROW = 'Click a row in the Tracker tab, then press “Show the selected row”.';
