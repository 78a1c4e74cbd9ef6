import { isKnown } from '../account/known';
import { manyAWeek } from '../reach/reach-settings';
import { planningWindow } from '../settings/plan';
import { valueOf } from '../settings/setting';
import { cell, unknownCell, shareNumber } from '../table/cell';
import type { ReportContext } from './report-context';
import type { SummaryFigure } from './summary-page';
import { unspokenFigure } from './unspoken-report';
import { capitalized } from '../text/capitalized';

/** Key figures of who is spoken to. */
export function reachFigures(context: ReportContext): readonly SummaryFigure[] {
  return [unspokenFigure(context), crowdedFigure(context), unengagedFigure(context)];
}

function crowdedFigure({ input: { reach, settings }, formats }: ReportContext): SummaryFigure {
  const { crowded } = reach;
  const most = formats.counted(valueOf(settings, manyAWeek), 'campaign audience');
  const days = formats.counted(valueOf(settings, planningWindow), 'day');
  const figure = { name: 'Mailed too often', format: 'whole number' as const, period: `The last ${days}, weeks from Monday to Sunday (${formats.timezone})` };
  if (!isKnown(crowded)) {
    return {
      ...figure,
      cell: unknownCell(`${capitalized(crowded.unknown)}.`),
      counts: `Reachable people in more than ${most} in one week`,
      method: 'Not counted',
    };
  }
  const { people, worst, untold, campaigns } = crowded.value;
  const untoldWords = `of ${formats.counted(untold, 'campaign')} of ${formats.count(campaigns)} it cannot be told who is in them, since they went to lists, left lists out, or the like.`;
  const part = untold === 0 || people === 0 ? '' : ` At least so many: ${untoldWords}`;
  return {
    ...figure,
    // Nobody among the campaigns that can be told is not nobody.
    cell:
      people === 0 && untold > 0
        ? unknownCell(`Nobody by the campaigns that can be told; ${untoldWords}`)
        : cell(Math.round(people), worst === null ? null : `Most in the week from ${formats.day(worst.monday)}: ${formats.count(worst.people)} people.`),
    counts: `Reachable people who were in more than ${most} in at least one week`,
    method: `${reach.method} from ${reach.from}, by who is in those audiences today; smart sending may have skipped some.${part}`,
  };
}

function unengagedFigure({ input: { reach }, formats }: ReportContext): SummaryFigure {
  const { unengaged } = reach;
  const figure = { name: 'Never engage', format: 'share' as const };
  const counts =
    'Profiles older than 90 days that can be mailed and never engaged, as a share of active profiles (all that can be mailed, opted in or not: what Klaviyo bills by)';
  if (!isKnown(unengaged)) {
    return { ...figure, counts, period: 'The events that were read', method: 'Not counted', cell: unknownCell(`${capitalized(unengaged.unknown)}.`) };
  }
  const { people, active, signs, days, cost } = unengaged.value;
  const money = cost === null ? '' : ` At the price in Settings they cost about ${formats.money(cost)} a month, as if every profile were billed alike.`;
  return {
    ...figure,
    counts: `${counts}: ${formats.count(people)} of ${formats.count(active)}.${money}`,
    period: `The last ${formats.counted(days, 'day')}`,
    method: `${reach.method} from ${reach.from}: none of ${signs.join(', ')}. Privacy proxies open by themselves, so it is at least so many.`,
    cell: active === 0 ? unknownCell('Nobody can be mailed.') : cell(shareNumber(people, active)),
  };
}
