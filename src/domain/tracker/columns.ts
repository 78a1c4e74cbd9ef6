import { CADENCES, STAGES, USES } from '../terms/lifecycle-terms';
import { ACTIONS, PRIORITIES, STATUSES, WHENS } from '../terms/coverage-terms';
import type { TabColumn } from '../table/tab';

/** One column of a tab that people and the add-on write together. */
export interface LivingColumn extends TabColumn {
  /** Words that a dropdown offers without refusing others. */
  readonly suggestions?: readonly string[];
  /** A blank cell stays blank once its row exists. */
  readonly staysBlank?: boolean;
}

/** Roles that the `Owner` dropdown suggests. */
export const ROLES: readonly string[] = [
  'Lifecycle marketer',
  'Retention manager',
  'CRM manager',
  'Email marketer',
  'SMS marketer',
  'Loyalty manager',
  'Data analyst',
  'Compliance owner',
];

/** The tracker's columns in working order. Headers and dropdown words are fixed by the product's design. */
export const TRACKER_COLUMNS = [
  { header: 'Key', width: 120, format: 'text', hidden: true, meaning: 'Ties this row to its recommendation. Leave it as it is.' },
  {
    header: 'When',
    width: 66,
    format: 'text',
    choices: WHENS,
    meaning: 'Now: this quarter’s plan. Next: the quarter after. Later: no quarter yet. “Now” holds at most as many as “Moves per quarter” in Settings.',
  },
  { header: 'Action', width: 80, format: 'text', choices: ACTIONS, meaning: 'What to do in Klaviyo.' },
  { header: 'Segment', width: 176, format: 'text', meaning: 'The segment to create, or the one in Klaviyo that this row is about.' },
  { header: 'Why', width: 296, format: 'long text', meaning: 'Why it matters, in one sentence. “Evidence” has the figures.' },
  {
    header: 'Reachable',
    width: 92,
    format: 'whole number',
    meaning: 'Of these, those whom the channel that the row is for reaches: consented and not suppressed. The note names the channel.',
  },
  {
    header: 'Value at stake',
    width: 82,
    format: 'money',
    meaning:
      'Over the planning window, in the account’s currency. The note has the inputs. One person can be in several rows; the plan in Summary counts each once.',
  },
  { header: 'Owner', width: 108, format: 'text', suggestions: ROLES, meaning: 'Who sees to it: a role is suggested, any text will do.' },
  {
    header: 'Status',
    width: 90,
    format: 'text',
    choices: STATUSES,
    meaning: 'Where it stands. An approved segment that appears in Klaviyo becomes Created by itself.',
  },
  {
    header: 'Due',
    width: 88,
    format: 'day',
    meaning: 'The day by which the move should be done: moves are spread over their quarter. Blank for what is Later.',
  },
  { header: 'Rule', width: 320, format: 'long text', meaning: 'Who is in it, in plain words.' },
  { header: 'Priority', width: 80, format: 'text', choices: PRIORITIES, meaning: 'Follows the plan: P1 is Now, P2 Next, P3 Later.' },
  { header: 'Stage', width: 140, format: 'text', choices: STAGES, meaning: 'Lifecycle stage of the people in it.' },
  { header: 'Intended use', width: 150, format: 'text', choices: USES, meaning: 'What the segment is mainly wanted for.' },
  { header: 'Audience size', width: 105, format: 'whole number', meaning: 'Profiles in it. The note says how the figure came about.' },
  { header: 'Score', width: 70, format: 'score', meaning: '0 to 100. The note on each cell says what the score rests on.' },
  { header: 'Cadence', width: 100, format: 'text', choices: CADENCES, meaning: 'How often to review it.' },
  {
    header: 'Next review',
    width: 105,
    format: 'day',
    meaning: 'The day its freshness is looked at again, counted from the cadence. Clear the cell after a review to get the next day.',
  },
  { header: 'Notes', width: 240, format: 'long text', staysBlank: true, meaning: 'Yours.' },
  { header: 'Link', width: 140, format: 'text', meaning: 'The segment in Klaviyo.' },
  { header: 'Evidence', width: 360, format: 'long text', meaning: 'What the account shows, to be checked in Klaviyo.' },
  { header: 'First found', width: 100, format: 'day', meaning: 'The refresh that first recommended it.' },
  { header: 'Last found', width: 100, format: 'day', meaning: 'The last refresh that still recommended it.' },
  { header: 'Definition', width: 200, format: 'json', hidden: true, meaning: 'Klaviyo’s definition, ready to create.' },
] as const satisfies readonly LivingColumn[];

export type TrackerHeader = (typeof TRACKER_COLUMNS)[number]['header'];

/** A header as people may have retyped it: case and space do not make it another one. */
export function plainHeader(header: string): string {
  return header.trim().replace(/\s+/g, ' ').toLowerCase();
}
