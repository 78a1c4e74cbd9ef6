import { isKnown } from '../account/known';
import { plural } from '../text/format';
import { joined } from '../text/lists';
import { byStage, countStates, plannedGaps } from './coverage-counts';
import { changesSince } from './history';
import { inlineName } from './one-line';
import { planOutline, planSentence, worthWords } from './plan';
import type { PlanOutline, PlanStep } from './plan';
import type { Brief, BriefCard, StageBar } from './brief-page';
import { moveWords } from './brief-words';
import type { ReportContext } from './report-context';
import { coverageHeadline } from './summary-figures';
import { newsToPaste } from './news-report';
import { unspokenWords } from './unspoken-report';
import { changeWords } from './summary-tables';

const MOST_CARDS = 3;

/** Makes the brief. */
export function brief(context: ReportContext): Brief {
  const { input, formats } = context;
  const outline = planOutline(context);
  return {
    title: `Segment coverage: ${inlineName(input.inventory.account.name || input.inventory.account.id, 80)}`,
    subtitle: `Read from Klaviyo on ${formats.moment(input.inventory.readAt)} (${formats.timezone})`,
    headline: coverageHeadline(context),
    plan: planSentence(outline, context),
    cards: outline.now.slice(0, MOST_CARDS).map((step) => cardOf(step, context)),
    nothingToDo:
      outline.steps.length === 0
        ? 'Nothing to do: everything proposed is settled.'
        : `Nothing to do this week. ${plural(outline.steps.length, 'idea')} for later ${outline.steps.length === 1 ? 'is' : 'are'} in the tracker.`,
    stages: stageBars(context),
    unspoken: unspokenWords(context),
    changed: changedWords(context),
    cleanUp: cleanUpWords(outline, context),
    outline,
  };
}

function cardOf(step: PlanStep, context: ReportContext): BriefCard {
  const { line } = step;
  return {
    action: moveWords(line.action, line.segment),
    why: line.why,
    who: line.owner.trim() || 'Nobody yet',
    by: line.due === null ? 'No day set' : context.formats.day(line.due),
    worth: worthWords(step, context),
    link: line.link !== null && line.link.startsWith('https://') ? line.link : null,
  };
}

function stageBars({ input }: ReportContext): readonly StageBar[] {
  if (!isKnown(input.inventory.segments)) return [];
  return byStage(plannedGaps(input.coverage.gaps, input.settings)).flatMap(([stage, gaps]) => {
    const { states, applicable } = countStates(gaps);
    return applicable + states.Unknown === 0 ? [] : [{ stage, covered: states.Covered, partial: states.Partial, applicable, unknown: states.Unknown }];
  });
}

/** What stands where changes will be told, while there is nothing yet to compare with. */
export const FIRST_READING = 'This is the first reading; the next one says here what is new, closed and changed.';

function changedWords(context: ReportContext): string {
  const { input, formats } = context;
  const found = changesSince(input.history, input.tracker, input.coverage.gaps);
  if (found === null) return FIRST_READING;
  return `${newsToPaste(context)} In the tracker: ${changeWords(found)} since ${formats.moment(found.since)}.`;
}

function cleanUpWords({ steps }: PlanOutline, { formats, input, usesUnknown }: ReportContext): string {
  const cleaning = steps.filter(({ line }) => line.action === 'Merge' || line.action === 'Retire');
  if (cleaning.length === 0) {
    if (input.inventory.stillToCome !== undefined) return 'Told once the refresh is finished.';
    return usesUnknown.length > 0 ? 'Not known: some uses could not be read, so nothing is proposed.' : 'Nothing to clean up.';
  }
  const of = (action: string): number => cleaning.filter(({ line }) => line.action === action).length;
  const parts = [
    [of('Merge'), 'to merge'],
    [of('Retire'), 'to retire'],
  ] as const;
  const words = joined(
    parts
      .filter(([count]) => count > 0)
      .map(([count, word], place) => `${place === 0 ? formats.counted(count, 'segment or list', 'segments or lists') : formats.count(count)} ${word}`),
    'and',
  );
  const safe = cleaning.filter(({ recommendation }) => recommendation.readiness === 'ready').length;
  const checks =
    safe === cleaning.length
      ? 'all of them safe'
      : safe === 0
        ? 'each to be checked first'
        : `${formats.count(safe)} of them safe, ${formats.count(cleaning.length - safe)} to be checked first`;
  return `${words}: ${checks}.`;
}
