import { lookBack, mainUseCase, planningWindow } from '../settings/plan';
import { valueOf } from '../settings/setting';
import { brief } from './brief';
import { createContext } from './report-context';
import type { ReportContext } from './report-context';
import type { ReportInput } from './report-input';
import { summaryCharts } from './summary-charts';
import { coverageHeadline, summaryFigures } from './summary-figures';
import { heatMap } from './summary-heat-map';
import type { SummaryPage } from './summary-page';
import { summaryTables } from './summary-tables';

/** The `Summary` tab as data. */
export function summaryPage(input: ReportInput, context: ReportContext = createContext(input)): SummaryPage {
  const { outline, ...firstScreen } = brief(context);
  return {
    title: `Segment coverage: ${input.inventory.account.name.trim() || input.inventory.account.id}`,
    subtitle: subtitle(context),
    headline: coverageHeadline(context),
    brief: firstScreen,
    figures: summaryFigures(context),
    heatMap: heatMap(input),
    tables: summaryTables(context, outline),
    charts: summaryCharts(context, outline),
    notes: [
      { id: 'limits', title: 'Data limits', sentences: dataLimits(input) },
      { id: 'assumptions', title: 'Assumptions', sentences: input.coverage.assumptions },
    ],
  };
}

/** When the account was read, over which periods, for what. */
function subtitle({ input, formats }: ReportContext): string {
  const { settings, inventory } = input;
  return [
    `Read ${formats.moment(inventory.readAt)} (${formats.timezone})`,
    `Planning window ${valueOf(settings, planningWindow)} days`,
    `Look-back ${valueOf(settings, lookBack)} months`,
    `Main use ${valueOf(settings, mainUseCase)}`,
    `Money in ${inventory.account.currency}`,
    ...(inventory.account.testAccount ? ['Test account'] : []),
  ].join(' · ');
}

/** What could not be read, what analysis says of its limits, and settings that could not be understood; each once. */
export function dataLimits({ inventory, coverage, settingProblems }: ReportInput): readonly string[] {
  return [
    ...new Set([
      ...inventory.unread.map((unread) => unread.sentence),
      ...coverage.dataLimits,
      ...settingProblems.map(({ problem }) => `${problem} The standard counts until then.`),
    ]),
  ];
}
