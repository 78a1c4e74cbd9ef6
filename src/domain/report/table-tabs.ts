import { behaviorTab } from './behavior-tab';
import { campaignsTab } from './campaigns-tab';
import { flowsTab } from './flows-tab';
import { gapsTab } from './gaps-tab';
import { hiddenRulesTab } from './hidden-rules-tab';
import { listsTab } from './lists-tab';
import { overlapTab } from './overlap-tab';
import { createContext } from './report-context';
import type { ReportContext } from './report-context';
import type { ReportInput } from './report-input';
import { segmentsTab } from './segments-tab';
import { settingsTab } from './settings-tab';
import type { TableTab } from '../table/tab';
import type { TabName } from '../table/tab-names';

/** Which reporter makes which tab, in the order of the tabs. `Summary` and `Tracker` are no plain tables. */
const REPORTERS: readonly (readonly [Exclude<TabName, 'Summary' | 'Tracker'>, (input: ReportInput, context: ReportContext) => TableTab])[] = [
  ['Gaps', gapsTab],
  ['Segments', segmentsTab],
  ['Lists', listsTab],
  ['Campaigns', campaignsTab],
  ['Flows', flowsTab],
  ['Overlap', overlapTab],
  ['Hidden rules', hiddenRulesTab],
  ['Behavior', behaviorTab],
  ['Settings', settingsTab],
];

/** Every tab that the add-on writes whole, in the order of the tabs. */
export function tableTabs(input: ReportInput, context: ReportContext = createContext(input)): readonly TableTab[] {
  return REPORTERS.map(([, report]) => report(input, context));
}
