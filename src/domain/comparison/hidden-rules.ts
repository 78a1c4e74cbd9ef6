import { isKnown } from '../account/known';
import { whyMissing } from '../account/unread-part';
import { hiddenInCampaigns, hiddenInFlows } from './comparison-settings';
import { enumerated } from '../text/lists';
import { shortened } from '../text/quotes';
import { campaignAudience } from '../rule/campaign-audience';
import { describeRule } from '../rule/describe';
import { missingGroupWords } from '../rule/names';
import { referencesOf } from '../rule/references';
import { kindOf } from '../rule/conditions/table';
import type { Rule } from '../rule/rule';
import { all, conditionsOf } from '../rule/rule';
import { asSegmentRule } from '../rule/segment-rule';
import { writeSegmentDefinition } from '../rule/write-definition';
import type { Setting, SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import type { PlannedAudience } from '../catalogue/plan-audiences';
import type { ParsedAccount, ParsedFlow } from '../model/parsed-account';
import { flowStanding } from '../model/group-references';
import { LONGEST_NAME } from '../catalogue/proposed-rule';
import { fingerprint } from './fingerprint';
import { grouped } from '../model/use-graph';
import { capitalized } from '../text/capitalized';

/** One audience rule found in several flows or campaign audience sets. */
export interface HiddenRule {
  /** Stable key of the rule's normal form. */
  readonly key: string;
  readonly rule: string;
  readonly places: readonly { readonly type: 'flow' | 'campaign'; readonly id: string; readonly name: string; readonly where: string }[];
  /** Existing segment that already says this, when there is one. */
  readonly existingSegmentId: string | null;
  /** Why it is unknown whether a segment says this, or what it is about; then none is proposed. Left out where all was read. */
  readonly unread?: string;
  /** Where the rules of the places, or theirs and the segment's, give times in different units: the same to within a day, not exactly. Left out: exactly. */
  readonly withinADay?: { readonly places: boolean; readonly segment: boolean };
  readonly suggestedName: string;
  readonly definition: string | null;
}

type Place = HiddenRule['places'][number];

/** A hidden rule with what analysis needs besides what is shown. */
export interface FoundRule extends HiddenRule {
  readonly audience: Rule;
  /** The engine's key: equal for equal audiences. */
  readonly ruleKey: string;
  /** Which setting's number of places it reached. */
  readonly decidedBy: { readonly setting: Setting<number>; readonly value: number };
}

export interface HiddenRules {
  /** Those in most places first. */
  readonly rules: readonly FoundRule[];
  /** The engine's keys of all audiences that live flows speak to by their filters and branches. */
  readonly liveFlowKeys: ReadonlySet<string>;
}

/** An audience rule at one place. */
interface Placed {
  readonly rule: Rule;
  readonly place: Place;
  /** What the flow builder calls the branch. */
  readonly label?: string;
}

/**
 * Audience rules that stand in several flows' filters and branches, or are the include and exclude set of campaigns again and again.
 * Equality is the engine's: the order and wording of conditions do not matter. What a segment cannot say is stripped first
 * (`asSegmentRule`); rules that everybody writes (consent alone, membership of one group, everyone, no one, one count over all time) are not news.
 */
export function findHiddenRules(account: ParsedAccount, settings: SettingValues, planned: readonly PlannedAudience[]): HiddenRules {
  const inFlows = valueOf(settings, hiddenInFlows);
  const inCampaigns = valueOf(settings, hiddenInCampaigns);
  const placed = [...account.flows.flatMap(flowAudiences), ...campaignAudiences(account)];
  const keys = new Map<Rule, string>();
  const segmentByKey = new Map([...account.segments].reverse().map(({ key, segment }) => [key, segment.id]));
  const byKey = grouped(
    placed.filter(({ rule }) => {
      if (!isTelling(rule)) return false;
      keys.set(rule, account.engine.key(rule));
      return true;
    }),
    ({ rule }) => keys.get(rule)!,
  );

  const nameByKey = new Map(
    planned.flatMap(({ proposed }) =>
      proposed.kind === 'rule' ? [proposed.core, proposed.rule].map((rule) => [account.engine.key(rule), proposed.name] as const) : [],
    ),
  );
  // The catalogue's name says what a rule says only where the numbers are its own too: once a year is no frequent buyer.
  const nameOf: NameOf = (rule) => nameByKey.get(account.engine.key(rule)) ?? null;
  const found: FoundRule[] = [];
  for (const [ruleKey, group] of byKey) {
    const flows = new Set(group.filter(({ place }) => place.type === 'flow').map(({ place }) => place.id)).size;
    const campaigns = new Set(group.filter(({ place }) => place.type === 'campaign').map(({ place }) => place.id)).size;
    if (flows < inFlows && campaigns < inCampaigns) continue;
    const { status } = account.engine.status(group[0]!.rule);
    if (status === 'trivial' || status === 'contradictory') continue;
    found.push(
      describe(
        account,
        ruleKey,
        group,
        segmentByKey.get(ruleKey) ?? null,
        flows >= inFlows ? { setting: hiddenInFlows, value: inFlows } : { setting: hiddenInCampaigns, value: inCampaigns },
        nameOf,
      ),
    );
  }
  const live = new Set(account.flows.filter(({ flow }) => flowStanding(flow) === 'live').map(({ flow }) => flow.id));
  return {
    rules: withoutParts(found).sort((a, b) => b.places.length - a.places.length || (a.key < b.key ? -1 : 1)),
    liveFlowKeys: new Set([...byKey].filter(([, group]) => group.some(({ place }) => place.type === 'flow' && live.has(place.id))).map(([key]) => key)),
  };
}

function describe(
  account: ParsedAccount,
  ruleKey: string,
  group: readonly Placed[],
  existingSegmentId: string | null,
  decidedBy: FoundRule['decidedBy'],
  nameOf: NameOf,
): FoundRule {
  // Of equal rules the shortest one reads best.
  const audience = group.map(({ rule }) => rule).reduce((best, rule) => (conditionsOf(rule).length < conditionsOf(best).length ? rule : best));
  const definition = writeSegmentDefinition(audience);
  const unread = whyUnread(audience, account);
  const places = new Map(group.map(({ place }) => [`${place.type} ${place.id} ${place.where}`, place]));
  const existing = existingSegmentId === null ? undefined : account.segmentById.get(existingSegmentId);
  const isNear = (rule: Rule): boolean => account.engine.compare(audience, rule).approximate;
  const withinADay = {
    places: group.some(({ rule }) => rule !== audience && isNear(rule)),
    segment: existing !== undefined && group.some(({ rule }) => account.engine.compare(existing.rule, rule).approximate),
  };
  return {
    ...(withinADay.places || withinADay.segment ? { withinADay } : {}),
    key: fingerprint(ruleKey),
    ruleKey,
    audience,
    existingSegmentId,
    decidedBy,
    ...(unread === null ? {} : { unread }),
    rule: describeRule(audience, account.names),
    places: [...places.values()],
    suggestedName: suggestName(audience, group, account, nameOf),
    definition: definition === null ? null : JSON.stringify(definition),
  };
}

function whyUnread(audience: Rule, { inventory, names, groupsComplete }: ParsedAccount): string | null {
  if (!isKnown(inventory.segments)) return `whether a segment says this is unknown, since segments could not be read: ${inventory.segments.unknown}`;
  const { metricIds, groupIds } = referencesOf(audience);
  const metrics = whyMissing(inventory, 'metrics');
  if (metrics !== null && metricIds.some((id) => !inventory.metrics.some((metric) => metric.id === id)))
    return `what it counts is unknown, since metrics could not be read: ${metrics}`;
  if (!groupsComplete && groupIds.some((id) => names.group(id) === null))
    return 'which lists or segments it names is unknown, since not all of them could be read';
  return null;
}

/** A combination (flow filter and branch) says nothing new where it stands in the same flows as its branch alone or its filter alone. */
function withoutParts(found: readonly FoundRule[]): FoundRule[] {
  const flowsOf = (rule: FoundRule): string => [...new Set(rule.places.map((place) => `${place.type} ${place.id}`))].sort().join('\n');
  return found.filter(
    (rule) =>
      !rule.places.every((place) => place.where.startsWith(COMBINED)) ||
      !found.some((other) => other !== rule && !other.places.every((place) => place.where.startsWith(COMBINED)) && flowsOf(other) === flowsOf(rule)),
  );
}

const COMBINED = 'Profile filter with ';

/** Every audience rule of a flow that can still run: its filter, each branch, each message filter, and filter and branch together. */
function flowAudiences({ flow, logic }: ParsedFlow): readonly Placed[] {
  if (logic === null || flowStanding(flow) === 'over') return [];
  const at = (where: string): Place => ({ type: 'flow', id: flow.id, name: flow.name, where });
  const inner = [
    ...logic.branches
      .filter((branch) => branch.kind !== 'trigger-split' && branch.kind !== 'action-output-split')
      .map(({ where, label, rule }) => ({ rule, label, where: `${where}, ${label}` })),
    ...logic.messageFilters.map(({ where, rule }) => ({ rule, label: '', where })),
  ];
  const filter = logic.profileFilter === null ? null : asSegmentRule(logic.profileFilter).rule;
  return [
    ...(filter === null ? [] : [{ rule: filter, place: at('Profile filter') }]),
    ...inner.flatMap(({ rule, where, label }): readonly Placed[] => {
      const clean = asSegmentRule(rule).rule;
      if (clean === null) return [];
      const both = filter === null || conditionsOf(filter).length === 0 ? [] : [{ rule: all([filter, clean]), place: at(`${COMBINED}${where}`) }];
      return [{ rule: clean, place: at(where), label }, ...both];
    }),
  ];
}

/** Include and exclude sets of campaigns; equal sets share one rule object. Single lists or segments are no rule of their own. */
function campaignAudiences(account: ParsedAccount): readonly Placed[] {
  const sets = grouped(
    account.campaigns.filter((campaign) => !campaign.status.toLowerCase().startsWith('cancel') && campaign.status.toLowerCase() !== 'draft'),
    (campaign) => JSON.stringify([[...new Set(campaign.included)].sort(), [...new Set(campaign.excluded)].sort()]),
  );
  return [...sets.values()].flatMap((campaigns) => {
    const { included, excluded } = campaigns[0]!;
    if (included.length === 0 || included.length + excluded.length < 2) return [];
    const rule = campaignAudience(included, excluded);
    const names = (ids: readonly string[]): string =>
      enumerated(
        ids.map((id) => shortened(account.names.group(id)?.name ?? missingGroupWords(account.names, id))),
        5,
      );
    const where = `Sent to ${names(included)}${excluded.length === 0 ? '' : `, without ${names(excluded)}`}`;
    return campaigns.map((campaign): Placed => ({ rule, place: { type: 'campaign', id: campaign.id, name: campaign.name, where } }));
  });
}

/** False for rules that everybody writes. */
function isTelling(rule: Rule): boolean {
  const conditions = conditionsOf(rule);
  if (conditions.length === 0) return false;
  if (conditions.every((condition) => kindOf(condition).isConsent)) return false;
  if (conditions.length > 1) return true;
  const only = conditions[0]!;
  if (only.kind === 'membership') return only.groupIds.length > 1;
  if (only.kind === 'metric') {
    const everSince = only.timeframe.type === 'date' && only.timeframe.operator === 'alltime';
    return !everSince || (only.where ?? []).length > 0 || (only.measure.type === 'numeric' && only.measure.value > 1);
  }
  return only.kind !== 'unknown';
}

/** The catalogue's name for a rule of the same shape, or null. */
type NameOf = (rule: Rule) => string | null;

/** Labels of branches that say nothing. */
const PLAIN_LABEL = /^(yes|no|else|true|false|branch ?\d*|path ?\d*|[a-z0-9])$/i;

/** True for a name that Klaviyo's lists show whole. */
function fits(name: string): boolean {
  return Array.from(name).length <= LONGEST_NAME;
}

/** A campaign audience set in few words: its lists and segments, what is left out counted rather than named where the whole is too long. */
function nameOfSet(words: string, rule: Rule): string {
  const [included = words, excluded] = words.split(', without ');
  const left = conditionsOf(rule)
    .filter((condition) => condition.kind === 'membership' && !condition.isMember)
    .reduce((sum, condition) => sum + (condition.kind === 'membership' ? condition.groupIds.length : 0), 0);
  const some = left > 0 ? left : excluded === undefined ? 0 : 1;
  const without = some === 0 ? '' : `, less ${some} ${some === 1 ? 'exclusion' : 'exclusions'}`;
  const [first = included] = included.split(/, | and /u);
  return [words, `${included}${without}`, `${first} and more${without}`, first].find(fits) ?? 'Usual campaign audience';
}

/** A name in a marketer's words: the catalogue's, else what the flow builder's branch or the campaigns' set is called, else the rule cut short. */
function suggestName(rule: Rule, group: readonly Placed[], account: ParsedAccount, nameOf: NameOf): string {
  const known = nameOf(rule);
  if (known !== null) return known;
  const label = group
    .map((placed) => placed.label?.trim().replace(/^“(.*)”$/u, '$1') ?? '')
    .find((text) => text.length > 2 && fits(text) && !PLAIN_LABEL.test(text));
  if (label !== undefined) return label;
  const sent = group.find(({ place }) => place.type === 'campaign');
  if (sent !== undefined) return nameOfSet(sent.place.where.replace(/^Sent to /, ''), rule);
  // Consent stands in most rules and tells nothing in a name.
  const telling = rule.kind === 'all' ? all(rule.of.filter((part) => !conditionsOf(part).every((condition) => condition.kind === 'consent'))) : rule;
  const words = describeRule(telling, account.names).replace(/[“”"]/g, '').replace(/^Has /, '');
  const whole = capitalized(words);
  if (fits(whole)) return whole;
  const [place] = group.map((placed) => placed.place.name.replace(/\s+/g, ' ').trim()).filter((name) => fits(`As in ${name}`));
  return place === undefined ? 'Shared audience of flows' : `As in ${place}`;
}
