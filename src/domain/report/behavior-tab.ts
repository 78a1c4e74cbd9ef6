import { isKnown } from '../account/known';
import type { BehaviorFigure, Figure, ParameterValue, Population } from '../behavior/figure';
import { cell, figureFormat, figureNumber, knownCell, methodWords } from '../table/cell';
import { movesSinceLast } from './group-moves';
import { createContext } from './report-context';
import type { ReportContext } from './report-context';
import type { ReportInput } from './report-input';
import { retentionMap } from './retention-map';
import type { TabCell, TableTab } from '../table/tab';
import { tableOf } from '../table/table';
import type { Field } from '../table/table';
import { capitalized } from '../text/capitalized';

/** One row: a measured figure, or a word where a parameter is no number. */
interface Measured {
  readonly topic: BehaviorFigure['topic'];
  readonly name: string;
  readonly figure: Figure | null;
  /** Shown where there is no figure behind it. */
  readonly word: number | string | null;
  readonly explanation: string;
}

/** The `Behavior` tab: every measured figure, then each lifecycle audience's thresholds and population. */
export function behaviorTab(input: ReportInput, context: ReportContext = createContext(input)): TableTab {
  const named = audienceNames(input);
  // A population's own figures are among the measured ones: none is said twice.
  const told = new Set(input.behavior.figures.map(({ id }) => id));
  const rows = [
    ...input.behavior.figures.map(measuredFigure),
    ...movesSinceLast(context).map(measuredFigure),
    ...inAudienceOrder(input.behavior.parameters, input).flatMap(([id, values]) => values.map((value) => measuredParameter(named(id), value))),
    ...inAudienceOrder(input.behavior.populations, input).flatMap(([id, population]) =>
      measuredPopulation(named(id), population, (kind) => told.has(`${kind}-${id}`)),
    ),
  ];
  return { ...tableOf('Behavior', behaviorFields(context), rows), top: retentionMap(context) };
}

function behaviorFields(context: ReportContext): readonly Field<Measured>[] {
  const { formats } = context;
  const bound = (row: Measured, pick: (figure: Figure) => number | null): TabCell => {
    const value = row.figure === null ? null : pick(row.figure);
    return row.figure === null || value === null ? cell('–') : { ...cell(figureNumber(value, row.figure.unit)), format: figureFormat(row.figure.unit) };
  };
  return [
    { header: 'Topic', width: 110, format: 'text', fill: (row) => cell(row.topic) },
    { header: 'Figure', width: 340, format: 'long text', meaning: 'What it counts.', fill: (row) => cell(row.name) },
    { header: 'Value', width: 110, format: 'number', meaning: 'Unknown where it could not be measured; the reason is in the note.', fill: valueCell },
    {
      header: 'At least',
      width: 90,
      format: 'number',
      meaning: 'Lower end of the 95% interval, or of the range that the explanation names; “–” where the figure is exact or no range is known.',
      fill: (row) => bound(row, (figure) => figure.low),
    },
    {
      header: 'At most',
      width: 90,
      format: 'number',
      meaning: 'Upper end of the 95% interval, or of the range that the explanation names; “–” where the figure is exact or no range is known.',
      fill: (row) => bound(row, (figure) => figure.high),
    },
    { header: 'Unit', width: 110, format: 'text', fill: (row) => cell(row.figure === null ? '–' : unitWords(row.figure.unit, formats.currency)) },
    {
      header: 'Method',
      width: 120,
      format: 'text',
      meaning: 'Measured: every input was read. Estimated or sampled: with an interval. Usual value: too little data, a usual figure stands in.',
      fill: (row) => cell(row.figure === null ? 'setting' : methodWords(row.figure.method)),
    },
    { header: 'Period', width: 220, format: 'text', fill: (row) => cell(row.figure?.period || '–') },
    { header: 'Sample', width: 180, format: 'text', fill: (row) => cell(row.figure?.sample || '–') },
    { header: 'Explanation', width: 420, format: 'long text', fill: (row) => cell(row.explanation) },
  ];
}

/** The number; how it came about stands in the row's other cells. */
function valueCell({ figure, word }: Measured): TabCell {
  if (figure === null) return cell(word);
  return knownCell(figure.value, (value) => ({ ...cell(figureNumber(value, figure.unit)), format: figureFormat(figure.unit) }));
}

function measuredFigure({ topic, name, figure }: BehaviorFigure): Measured {
  return { topic, name, figure, word: null, explanation: explained(figure) };
}

function measuredParameter(audience: string, { meaning, value, figure, because }: ParameterValue): Measured {
  return { topic: 'Thresholds', name: `${audience}: ${meaning}`, figure, word: value, explanation: because };
}

function measuredPopulation(audience: string, population: Population, told: (kind: 'population' | 'reachable' | 'value') => boolean): readonly Measured[] {
  const row = (topic: Measured['topic'], what: string, figure: Figure, explanation = explained(figure)): Measured => ({
    topic,
    name: `${audience}: ${what}`,
    figure,
    word: null,
    explanation,
  });
  return [
    ...(told('population') ? [] : [row('Populations', 'profiles', population.profiles)]),
    ...(told('reachable') && population.channel === 'email' ? [] : [row('Populations', 'reachable by email', population.reachableByEmail)]),
    ...(told('reachable') && population.channel === 'sms' ? [] : [row('Populations', 'reachable by SMS', population.reachableBySms)]),
    ...(told('value')
      ? []
      : [
          row(
            'Value',
            'value at stake',
            population.valueAtStake,
            [explained(population.valueAtStake), population.valueInputs].filter((part, at, all) => part !== '' && all.indexOf(part) === at).join(' '),
          ),
        ]),
  ];
}

/** The figure's own sentence; for an unknown one the reason. */
function explained(figure: Figure): string {
  const range = figure.range === undefined ? '' : ` At least and at most: ${figure.range}.`;
  return isKnown(figure.value)
    ? `${figure.explanation}${range}`
    : [`${capitalized(figure.value.unknown).replace(/\.$/, '')}.`, figure.explanation].filter((part) => part !== '').join(' ');
}

function unitWords(unit: Figure['unit'], currency: string): string {
  switch (unit) {
    case 'money':
      return currency;
    case 'money per order':
      return `${currency} per order`;
    case 'share':
      return 'share';
    case 'probability':
      return 'probability';
    case 'profiles':
    case 'orders':
    case 'days':
    case 'count':
      return unit;
  }
}

function audienceNames({ coverage }: ReportInput): (id: string) => string {
  const names = new Map(coverage.gaps.map((gap) => [gap.audienceId, `${gap.audienceId} ${gap.name}`]));
  return (id) => names.get(id) ?? id;
}

/** In the order of the `Gaps` tab; audiences that it does not list follow. */
function inAudienceOrder<T>(found: ReadonlyMap<string, T>, { coverage }: ReportInput): readonly (readonly [string, T])[] {
  const place = new Map(coverage.gaps.map((gap, index) => [gap.audienceId, index]));
  return [...found].sort(([a], [b]) => (place.get(a) ?? Infinity) - (place.get(b) ?? Infinity) || (a < b ? -1 : 1));
}
