import { DAY } from '../account/known';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import { valueOf } from '../settings/setting';
import type { FindingContext } from './finding-context';
import { segmentSubject } from './subject';
import { flowStanding } from '../model/group-references';
import { deadMetricDays } from './findings-settings';
import { enumerated } from '../text/lists';
import { declareFinding, threshold } from './declare-finding';
import type { GradedFound, Severity } from './declare-finding';
import type { Subject } from './subject';

/** A metric that is gone, silent, or was never heard of. */
interface DeadMetric {
  readonly id: string;
  readonly words: string;
  readonly sure: boolean;
  /** Events came once and stopped; false where none was ever seen. */
  readonly stopped: boolean;
}

export const deadMetric = declareFinding({
  kind: 'dead-metric',
  title: 'Metric no longer arrives',
  meaning: 'The rule counts events that have stopped or never came: “at least once” then lets nobody in any more, and “never” lets everybody in.',
  about: ['segment', 'flow'],
  settings: [deadMetricDays],
  severity: 'case by case',
  needs: [],
  consequences: {
    breaksCover: 'as a defect',
    retirement: 'no reason',
    urgent: 'a campaign of the planning window rests on events that have stopped',
    remedy: { how: 'repair', step: 'Exchange the metric that no longer arrives for the one that does.' },
  },
  decide: (context) => {
    const { account, settings } = context;
    const days = valueOf(settings, deadMetricDays);
    const deadness = new Map<string, DeadMetric | null>();
    const dead = (ids: readonly string[]): readonly DeadMetric[] =>
      ids.flatMap((id) => {
        if (!deadness.has(id)) deadness.set(id, judge(id, context, days));
        return deadness.get(id) ?? [];
      });
    const find = (subject: Subject, metricIds: readonly string[], happened: readonly string[], live: boolean): readonly GradedFound[] => {
      const found = dead(metricIds);
      if (found.length === 0) return [];
      const widening = found.filter(({ id }) => !happened.includes(id));
      const consequence =
        widening.length > 0
          ? `The rule asks that ${enumerated(widening.map(({ id }) => account.names.metric(id)))} did not happen, which is ${widening.some(({ stopped }) => stopped) ? 'now true of everybody: it silently lets in too many' : 'true of everybody: the condition leaves nobody out'}.`
          : found.some(({ stopped }) => stopped)
            ? 'Nobody new can meet the rule.'
            : 'Nobody can meet the rule while that is so.';
      return [
        {
          subject,
          severity: severityOf(found, widening, live),
          evidence: `${found.map(({ words }) => words).join(' ')} ${consequence}`,
          threshold: threshold(deadMetricDays, days),
        },
      ];
    };
    return [
      ...account.segments.flatMap(({ segment, references }) =>
        find(segmentSubject(segment.id), references.metricIds, references.happenedMetricIds, account.uses.isLive(segment.id)),
      ),
      ...account.flows.flatMap(({ flow, logic }) =>
        logic === null || flowStanding(flow) !== 'live' ? [] : find({ type: 'flow', id: flow.id }, logic.metricIds, logic.metricIds, true),
      ),
    ];
  },
});

/** What was never heard of may yet come, and its absence is rightly true of everybody: said, but no defect. */
function severityOf(found: readonly DeadMetric[], widening: readonly DeadMetric[], live: boolean): Severity {
  if (!found.some(({ stopped }) => stopped)) return widening.length === found.length ? 'note' : 'warning';
  return widening.some(({ stopped }) => stopped) || live || found.some(({ sure }) => sure) ? 'defect' : 'warning';
}

function judge(id: string, { account, metricLife, recognized, now }: FindingContext, days: number): DeadMetric | null {
  const life = metricLife(id);
  if (life.state === 'never') {
    // One that was made lately has hardly had the time.
    if (life.created !== null && now - life.created < days * DAY) return null;
    const when = life.whole ? 'since it was created' : `in the last ${life.months} months; older ones were not looked at`;
    return { id, sure: false, stopped: false, words: `${account.names.metric(id)} has had no event ${when}.` };
  }
  if (life.state !== 'missing' && life.state !== 'silent') return null;
  const name = account.names.metric(id);
  if (life.state === 'missing') return { id, sure: true, stopped: true, words: `The rule counts ${name}.` };
  const replacement = replacementOf(id, account.inventory.metrics, (other) => metricLife(other).state === 'live', recognized);
  const instead = replacement === null ? '' : `; the events now arrive as ${account.names.metric(replacement)}`;
  return {
    id,
    sure: replacement !== null,
    stopped: true,
    words: `${name} has had no event for at least ${days} days (last month with events: ${account.formats.month(life.lastSeen)})${instead}.`,
  };
}

/** A live metric of the same role in the catalogue, or of the same name; null when there is none. */
function replacementOf(
  id: string,
  metrics: readonly { readonly id: string; readonly name: string }[],
  isLive: (id: string) => boolean,
  recognized: RecognizedMetrics,
): string | null {
  const plain = (name: string): string =>
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const own = plain(metrics.find((metric) => metric.id === id)?.name ?? '');
  const candidates = [
    ...recognized.dead.filter((dead) => dead.metricId === id).flatMap((dead) => dead.replacedBy),
    ...metrics.filter((metric) => plain(metric.name) === own).map((metric) => metric.id),
  ];
  return candidates.find((other) => other !== id && isLive(other)) ?? null;
}
