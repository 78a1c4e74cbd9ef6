import { isKnown, known, unknown } from '../account/known';
import { whyMissing } from '../account/unread-part';
import type { BehaviorReading } from '../behavior/figure';
import { driftShare } from '../findings/findings-settings';
import { enumerated, quoted } from '../text/sentence-words';
import type { Finding } from '../findings/all-findings';
import { isUsable } from '../findings/consequences';
import { describeRule } from '../rule/describe';
import { valueOf } from '../settings/setting';
import type { SettingValues } from '../settings/setting';
import type { PlannedAudience } from '../catalogue/plan-audiences';
import type { CatalogueMatch, CatalogueMatches } from '../comparison/match-catalogue';
import type { ParsedAccount } from '../model/parsed-account';
import type { AudienceMatch, Gap } from './recommendation';
import type { CoverageState } from '../terms/coverage-terms';

/** What gaps are decided from. */
export interface GapInput {
  readonly account: ParsedAccount;
  readonly behavior: BehaviorReading;
  readonly settings: SettingValues;
  readonly planned: readonly PlannedAudience[];
  readonly matches: CatalogueMatches;
  readonly findingsOf: (segmentId: string) => readonly Finding[];
}

/** One row for every audience of the catalogue: how it is covered, by which segments, and why it is said so. */
export function decideGaps(input: GapInput): readonly Gap[] {
  return input.planned.map(({ audience, proposed }) => {
    const matches = input.matches.ofAudience(audience.id);
    const population = input.behavior.populations.get(audience.id);
    const noFigure = unknown<never>('Its size was not measured.');
    const { state, why } = proposed.kind === 'rule' ? stateOf(matches, input)
      : { state: proposed.kind === 'unknown' ? 'Unknown' as const : 'Not applicable' as const, why: `${proposed.reason}${hint(matches, input, proposed.kind !== 'unknown')}` };
    return {
      audienceId: audience.id, name: audience.name, stage: audience.stage, uses: audience.uses, state, why,
      matches: matches.map((match): AudienceMatch => ({
        segmentId: match.segmentId, fit: match.fit, difference: match.difference, usable: isUsable(input.findingsOf(match.segmentId)),
      })),
      rule: proposed.kind === 'rule' ? describeRule(proposed.rule, input.account.names) : '',
      size: proposed.kind === 'rule' && population !== undefined ? known(population.profiles) : noFigure,
      reachable: proposed.kind === 'rule' && population !== undefined ? known(population.reachable) : noFigure,
    };
  });
}

/** True for a match that covers the audience, thresholds within the setting. */
export function covers(match: CatalogueMatch, settings: SettingValues): boolean {
  if (match.fit === 'exact') return true;
  return match.fit === 'other thresholds' && match.drift !== null && match.drift.share <= valueOf(settings, driftShare) / 100;
}

/**
 * Covered: a usable segment is the audience, or is it but for thresholds within the drift setting. Stale: such a segment exists but
 * does not work. Partial: a usable one with other thresholds, a part, wider or overlapping. A name alone covers nothing. Unknown: the
 * segments were not read; where only some were not, the audience is missing as far as it could be seen, and that is said.
 */
function stateOf(matches: readonly CatalogueMatch[], input: GapInput): { readonly state: CoverageState; readonly why: string } {
  const { inventory } = input.account;
  const unread = whyMissing(inventory, 'segments');
  if (unread !== null && !isKnown(inventory.segments)) return { state: 'Unknown', why: `Whether a segment has this audience is unknown, since segments could not be read: ${unread}.` };
  const usable = (match: CatalogueMatch): boolean => isUsable(input.findingsOf(match.segmentId));
  const name = (match: CatalogueMatch): string => quoted(input.account.names.group(match.segmentId)?.name ?? match.segmentId);
  const covering = matches.filter((match) => covers(match, input.settings));
  const cover = covering.find(usable);
  if (cover !== undefined) {
    const others = covering.filter((match) => match !== cover && usable(match));
    const also = others.length === 0 ? '' : ` So ${others.length === 1 ? 'does' : 'do'} ${enumerated(others.map(name))}.`;
    return { state: 'Covered', why: `${coverWords(cover, name(cover))}${also}` };
  }
  const same = matches.filter((match) => match.fit === 'exact' || match.fit === 'other thresholds');
  const broken = same.find((match) => !usable(match));
  const drifted = same.find(usable);
  if (drifted !== undefined) return { state: 'Partial', why: `${name(drifted)} has the same rule with other values: ${drifted.difference}.` };
  if (broken !== undefined) {
    const faults = input.findingsOf(broken.segmentId).filter((finding) => !isUsable([finding])).map((finding) => finding.evidence);
    return { state: 'Stale', why: `${name(broken)} is meant for this audience but does not work. ${faults.join(' ')}` };
  }
  const near = matches.find((match) => match.fit !== 'by name only' && usable(match));
  if (near !== undefined) return { state: 'Partial', why: nearWords(near, name(near)) };
  const none = unread === null ? 'No segment has this audience.' : `No segment that could be read has this audience (${unread}).`;
  return { state: 'Missing', why: `${none}${hint(matches, input, true)}` };
}

function coverWords({ fit, difference }: CatalogueMatch, name: string): string {
  if (fit !== 'exact') return `${name} covers it with slightly other thresholds: ${difference}.`;
  return difference === '' ? `${name} is exactly this audience.` : `${name} is this audience ${difference}.`;
}

function nearWords(match: CatalogueMatch, name: string): string {
  const difference = match.difference === '' ? '' : ` It ${match.difference}.`;
  switch (match.fit) {
    case 'part of it': return `${name} holds only a part of it.${difference}`;
    case 'wider': return `${name} holds all of it and more.${difference}`;
    default: return `${name} overlaps with it.${difference}`;
  }
}

function hint(matches: readonly CatalogueMatch[], { account, findingsOf }: GapInput, compared: boolean): string {
  const named = matches.filter((match) => match.fit === 'by name only').map((match) => quoted(account.names.group(match.segmentId)?.name ?? match.segmentId));
  const broken = matches.filter((match) => match.fit !== 'by name only' && !isUsable(findingsOf(match.segmentId)));
  const nearest = broken[0] === undefined ? '' : ` ${quoted(account.names.group(broken[0].segmentId)?.name ?? '')} comes near but does not work.`;
  return `${nearest}${named.length === 0 ? '' : ` ${enumerated(named)} ${named.length === 1 ? 'sounds' : 'sound'} like it${compared ? ', but only by name: the rule is another.' : ' by name; the rules could not be compared.'}`}`;
}
