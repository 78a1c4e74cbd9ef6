import { isKnown } from '../account/known';
import type { ParameterValue } from '../behavior/figure';
import { audienceOf } from '../catalogue/catalogue';
import { valueOf } from '../settings/setting';
import type { FindingContext } from './finding-context';
import { segmentSubject } from './subject';
import { driftShare, vipLeastShare, vipMostShare } from './findings-settings';
import { declareFinding, threshold } from './declare-finding';
import type { Found } from './declare-finding';
import { inQuotes } from '../text/quotes';

export const thresholdDrift = declareFinding({
  kind: 'threshold-drift',
  title: 'Thresholds drifted',
  meaning: 'Its numbers are far from what the account’s own orders and engagement say today, or from usual values where those cannot tell.',
  about: ['segment'],
  settings: [driftShare, vipLeastShare, vipMostShare],
  severity: 'warning',
  needs: ['people as far as they come'],
  consequences: {
    breaksCover: 'no',
    retirement: 'no reason',
    urgent: null,
    remedy: { how: 'repair', step: 'Set the numbers to those given in the rule here.' },
  },
  decide: (context) =>
    context.account.segments.flatMap(({ segment }): readonly Found[] => {
      const limit = valueOf(context.settings, driftShare) / 100;
      const matches = context.matchesOf(segment.id);
      // A segment that meets an audience exactly has its numbers from there; of several near ones the nearest counts.
      if (matches.some((match) => match.fit === 'exact')) return [];
      const nearest = matches.filter((match) => match.drift !== null).sort((a, b) => a.drift!.factor - b.drift!.factor)[0];
      if (nearest !== undefined && nearest.drift !== null && nearest.drift.share > limit) {
        return [
          {
            subject: segmentSubject(segment.id),
            evidence: `Against ${whose(nearest.drift.wanted, context.behavior.parameters.get(nearest.audienceId) ?? [])} for ${inQuotes(nearest.audienceName)}, the rule ${nearest.difference} (${context.account.formats.share(nearest.drift.share)} apart).`,
            threshold: threshold(driftShare, limit * 100),
          },
        ];
      }
      return vipShare(
        context,
        segment.id,
        matches.some((match) => audienceOf(match.audienceId)?.vip && match.fit === 'other thresholds'),
      );
    }),
});

/** Where the numbers come from that a rule is held against: only what was measured is the account's own. */
function whose(wanted: readonly number[], parameters: readonly ParameterValue[]): string {
  const numbers = parameters.filter(({ value }) => typeof value === 'number');
  const differing = numbers.filter(({ value }) => wanted.includes(value as number));
  const told = new Set(
    (differing.length > 0 ? differing : numbers).map(({ figure, working }) =>
      figure?.method === 'set by a person' ? 'set' : figure === null || figure.method === 'fallback' ? 'working' : working === true ? 'provisional' : 'own',
    ),
  );
  if (told.size > 1)
    return told.has('provisional')
      ? 'figures that are provisional in part, not all surely the account’s own,'
      : told.has('working')
        ? 'figures that are usual values in part, not all the account’s own,'
        : 'the account’s own figures and those set by a person';
  if (told.has('provisional')) return 'provisional figures of the account (too little history was read to be sure of them)';
  if (told.has('own')) return 'the account’s own figures';
  return told.has('set') ? 'the values that a person set' : 'usual values (the account’s own could not be told)';
}

/** A VIP segment that holds almost nobody, or a third of all customers, is no VIP segment. */
function vipShare({ account, behavior, settings }: FindingContext, segmentId: string, isVip: boolean): readonly Found[] {
  const members = account.segmentById.get(segmentId)?.segment.members;
  const buyers = behavior.figures.find((figure) => figure.id === BUYERS)?.figure.value;
  if (!isVip || members === undefined || !isKnown(members) || buyers === undefined || !isKnown(buyers) || buyers.value <= 0) return [];
  const share = members.value.total / buyers.value;
  const least = valueOf(settings, vipLeastShare) / 100;
  const most = valueOf(settings, vipMostShare) / 100;
  if (share >= least && share <= most) return [];
  const setting = share < least ? vipLeastShare : vipMostShare;
  return [
    {
      subject: segmentSubject(segmentId),
      evidence: `It holds ${account.formats.share(share)} of the ${account.formats.count(buyers.value)} customers, ${share < least ? 'too few' : 'too many'} for a VIP segment.`,
      threshold: threshold(setting, (share < least ? least : most) * 100),
    },
  ];
}

/** Id of the figure that counts everyone with an order in what was read (domain/behavior). */
const BUYERS = 'buyers';
