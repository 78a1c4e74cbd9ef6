import { klaviyoAddress } from '../account/klaviyo-address';
import type { HiddenRule } from '../comparison/hidden-rules';
import { cell, definitionCell, linked, unknownCell } from '../table/cell';
import { plural } from '../text/format';
import { createContext } from './report-context';
import type { ReportContext } from './report-context';
import type { ReportInput } from './report-input';
import type { TabCell, TableTab } from '../table/tab';
import { tableOf } from '../table/table';
import type { Field } from '../table/table';
import { capitalized } from '../text/capitalized';
import { inQuotes } from '../text/quotes';

/** The `Hidden rules` tab: every audience rule that stands in several places without a segment of its own, most places first. */
export function hiddenRulesTab(input: ReportInput, context: ReportContext = createContext(input)): TableTab {
  const rules = [...input.coverage.hiddenRules].sort((a, b) => b.places.length - a.places.length || (a.key < b.key ? -1 : 1));
  return tableOf('Hidden rules', hiddenRuleFields(context), rules);
}

function hiddenRuleFields(context: ReportContext): readonly Field<HiddenRule>[] {
  return [
    {
      header: 'Rule',
      width: 420,
      format: 'long text',
      meaning: 'The audience, in plain language. Rules written differently that mean the same count as one.',
      fill: (rule) => cell(rule.rule),
    },
    {
      header: 'Places',
      width: 70,
      format: 'whole number',
      meaning: 'Number of places in which it stands.',
      fill: (rule) => cell(rule.places.length, rule.withinADay?.places === true ? 'The same to within a day: they give times in different units.' : null),
    },
    { header: 'Where', width: 300, format: 'text', meaning: 'Flows and campaigns in which it stands; every place is in the note.', fill: whereCell },
    {
      header: 'Segment to use',
      width: 240,
      format: 'text',
      meaning: 'The segment that should replace it: an existing one opens in Klaviyo, a new one has its row in the tracker.',
      fill: (rule) => segmentCell(rule, context),
    },
    {
      header: 'In the tracker',
      width: 220,
      format: 'text',
      meaning: 'Where its row of the tracker stands, or why it has none.',
      fill: (rule) => trackerCell(rule, context),
    },
    {
      header: 'Definition',
      width: 120,
      format: 'json',
      hidden: true,
      meaning: 'Klaviyo’s definition, ready to create.',
      fill: (rule) => definitionCell(rule.definition),
    },
  ];
}

function whereCell(rule: HiddenRule): TabCell {
  const words = (['flow', 'campaign'] as const).flatMap((type) => {
    const objects = new Set(rule.places.filter((place) => place.type === type).map((place) => place.id)).size;
    return objects === 0 ? [] : [plural(objects, type)];
  });
  const note = rule.places
    .map((place) => `${place.type === 'flow' ? 'Flow' : 'Campaign'} ${inQuotes(place.name.replace(/\s+/g, ' '))}: ${place.where}`)
    .join('\n');
  return cell(words.join(', '), note);
}

/** What the tracker says of the rule: the tab tells what its row does not. */
function trackerCell(rule: HiddenRule, { input }: ReportContext): TabCell {
  const key = `hidden:${rule.key}`;
  const line = input.tracker.find((one) => one.key === key);
  if (line !== undefined) return cell([line.when, line.status].filter((word) => word !== '').join(', '));
  if (rule.existingSegmentId !== null)
    return cell('No row: the segment is there already', 'Put the segment in the places of the rule; there is nothing to create.');
  if (rule.unread !== undefined) return cell('No row yet', `${capitalized(rule.unread)}.`);
  return input.coverage.recommendations.some((one) => one.key === key)
    ? cell('Its row was deleted', 'The menu brings deleted rows back.')
    : cell('In the row of a lifecycle audience', 'A lifecycle audience that the tracker proposes has the same rule: one segment serves both.');
}

function segmentCell(rule: HiddenRule, context: ReportContext): TabCell {
  if (rule.unread !== undefined && rule.existingSegmentId === null) return unknownCell(`${capitalized(rule.unread)}.`);
  return rule.existingSegmentId === null
    ? cell(`New: ${rule.suggestedName}`)
    : linked(
        context.groupName(rule.existingSegmentId),
        klaviyoAddress('segment', rule.existingSegmentId),
        rule.withinADay?.segment === true
          ? 'This segment already says the same to within a day: it gives times in another unit.'
          : 'This segment already says the same.',
      );
}
