import { isKnown } from '../account/known';
import { klaviyoAddress } from '../account/klaviyo-address';
import type { Gap } from '../coverage/recommendation';
import { cell, figureCell, linked, unknownCell } from '../table/cell';
import { createContext } from './report-context';
import type { ReportContext } from './report-context';
import type { ReportInput } from './report-input';
import { fitWords } from './segments-tab';
import type { TabCell, TableTab } from '../table/tab';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import { tableOf } from '../table/table';
import type { Field } from '../table/table';
import { STAGES } from '../terms/lifecycle-terms';

/** The `Gaps` tab: every lifecycle audience of the catalogue, by stage. */
export function gapsTab(input: ReportInput, context: ReportContext = createContext(input)): TableTab {
  const byStage = [...input.coverage.gaps].sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
  return tableOf('Gaps', gapFields(context), byStage);
}

function gapFields(context: ReportContext): readonly Field<Gap>[] {
  const { formats } = context;
  return [
    { header: 'Audience', width: 240, format: 'text', meaning: 'A lifecycle audience of the catalogue.', fill: (gap) => cell(gap.name) },
    { header: 'Stage', width: 140, format: 'text', fill: (gap) => cell(gap.stage) },
    {
      header: 'Coverage',
      width: 100,
      format: 'text',
      meaning:
        'Covered: an existing, usable segment is proven to be this audience, or holds at least nine in ten of its people while nine in ten of its own are among them (Settings). Partial: half both ways, the same rule with other values, or several segments together. Stale: its segment is there but no longer works. Missing: no segment. Unknown: what would tell could not be read. Not applicable: the account cannot have it.',
      fill: (gap) => cell(gap.state),
    },
    {
      header: 'Matching segments',
      width: 240,
      format: 'text',
      meaning: 'Existing segments near this audience; the note tells how each fits.',
      fill: (gap) => matchesCell(gap, context),
    },
    {
      header: 'In it already',
      width: 90,
      format: 'share',
      meaning: 'Share of the audience that the nearest usable segment holds, on the worst of the days looked at.',
      fill: (gap) => shareCell(gap, context, (nearest) => nearest.inIt),
    },
    {
      header: 'Beside it',
      width: 90,
      format: 'share',
      meaning: 'Share of that segment that is outside the audience, on the worst of the days looked at.',
      fill: (gap) => shareCell(gap, context, (nearest) => nearest.beside),
    },
    {
      header: 'Served by',
      width: 220,
      format: 'long text',
      meaning:
        'Live flows, and campaigns of the planning window, that go to segments holding at least half of it. What a flow sends by its own filters is not counted here.',
      fill: (gap) => cell(servedWords(gap)),
    },
    { header: 'Why', width: 360, format: 'long text', fill: (gap) => cell(gap.why) },
    {
      header: 'Rule',
      width: 420,
      format: 'long text',
      meaning: 'Who would be in it, with this account’s own numbers.',
      fill: (gap) => (gap.rule !== '' ? cell(gap.rule) : gap.state === 'Not applicable' ? cell('Not applicable', gap.why) : unknownCell(gap.why)),
    },
    { header: 'Uses', width: 180, format: 'text', meaning: 'What it serves, main use first.', fill: (gap) => cell(gap.uses.join(', ')) },
    {
      header: 'Audience size',
      width: 100,
      format: 'whole number',
      meaning: 'Profiles that the rule holds for in this account’s own behavior; method and sample are in the note.',
      fill: (gap) => figureCell(gap.size, formats),
    },
    {
      header: 'Reachable',
      width: 100,
      format: 'whole number',
      meaning: 'Of those, profiles that can be reached by the channel that the audience is for; the note names it.',
      fill: (gap) => figureCell(gap.reachable, formats),
    },
    { header: 'Id', width: 60, format: 'text', meaning: 'The audience’s id in the catalogue.', fill: (gap) => cell(gap.audienceId) },
  ];
}

function matchesCell(gap: Gap, context: ReportContext): TabCell {
  const [first, ...others] = gap.matches;
  const { segments } = context.input.inventory;
  if (first === undefined) return isKnown(segments) ? cell('None') : unknownCell(`Segments could not be read: ${segments.unknown}.`);
  const note = gap.matches.map((match) => `${context.groupWords(match.segmentId)}: ${fitWords(match, context.formats)}`).join('\n');
  const name = context.groupName(first.segmentId);
  return linked(others.length === 0 ? name : `${name} and ${others.length} more`, klaviyoAddress('segment', first.segmentId), note);
}

function shareCell({ nearest }: Gap, context: ReportContext, share: (nearest: { readonly inIt: number; readonly beside: number }) => number): TabCell {
  if (!isKnown(nearest)) return unknownCell(nearest.unknown);
  if (nearest.value === null) return cell(null, 'No usable segment has anybody of this audience.');
  return cell(share(nearest.value), `Of ${quoted(context.groupName(nearest.value.segmentId))}.`);
}

/** At most three names, the rest counted. */
function servedWords({ servedBy, state }: Gap): string {
  return state === 'Not applicable' || state === 'Unknown' ? '' : servedBy.length === 0 ? 'Nothing' : enumerated(servedBy);
}
