import { isKnown } from '../../src/domain/account/known';
import { planAudiences } from '../../src/domain/catalogue/plan-audiences';
import type { Recommendation } from '../../src/domain/coverage/recommendation';
import { movesPerQuarter } from '../../src/domain/coverage/coverage-settings';
import { valueOf } from '../../src/domain/settings/setting';
import type { AccountData, StoredProfile } from '../../src/local/klaviyo/account-data';
import { createMembership } from '../../src/local/klaviyo/membership';
import type { ReadAccount } from './read-account';

/**
 * What holds in every account, counted by the local Klaviyo's own reading of the rules, which shares nothing with the product. Each breach is one
 * sentence with its numbers; none is what a test expects.
 */
export function breachesOf(account: AccountData, read: ReadAccount): readonly string[] {
  const who = peopleOf(account, read);
  const rows = read.coverage.recommendations;
  const proposing = rows.filter((row) => (row.action === 'Create' || row.action === 'Refresh') && row.definition !== null);
  const [first] = rows;
  return [
    ...pairsOf(
      rows.filter(({ action }) => action === 'Retire'),
      rows.filter(({ action }) => action === 'Create'),
    ).flatMap(([retired, created]) => {
      const [one, other] = [who.segment(retired.key.slice('retire:'.length)), who.row(created)];
      return one === null || other === null || shareOf(one, other) < 0.5
        ? []
        : [`${named(retired)} stands beside ${named(created)}, with ${percent(shareOf(one, other))} of the people in both`];
    }),
    ...read.coverage.gaps
      .filter(({ state }) => state === 'Covered')
      .flatMap((gap) => {
        const audience = who.audience(gap.audienceId);
        if (audience === null || audience.size === 0) return [];
        const most = Math.max(0, ...gap.matches.map(({ segmentId }) => held(audience, who.segment(segmentId) ?? NOBODY)));
        return most >= 0.9 ? [] : [`${gap.name} is called covered, and its best segment holds ${percent(most)} of it`];
      }),
    ...proposing.filter((row) => who.row(row)?.size === 0).map((row) => `${named(row)} proposes a rule that nobody meets`),
    ...pairsOf(proposing, proposing)
      .filter(([one, other]) => one.key < other.key)
      .flatMap(([one, other]) => {
        const share = shareOf(who.row(one) ?? NOBODY, who.row(other) ?? NOBODY);
        return share < 0.9 ? [] : [`${named(one)} and ${named(other)} propose ${percent(share)} the same people`];
      }),
    ...read.coverage.gaps
      .filter(({ audienceId, state }) => (audienceId === 'E1' || audienceId === 'E2') && state !== 'Not applicable')
      .flatMap(({ audienceId, name }) => {
        const share = held(who.customers, who.audience(audienceId) ?? NOBODY);
        return share <= 0.2 ? [] : [`${name} is ${percent(share)} of all customers`];
      }),
    ...proposing
      .filter(({ action }) => action === 'Refresh')
      .flatMap((row) => {
        const [before, after] = [who.segment(row.key.slice('refresh:'.length)) ?? NOBODY, who.row(row) ?? NOBODY];
        if (shareOf(before, after) === 1) return [`${named(row)} changes nobody`];
        const mailable = both(before, who.mailable);
        const lost = mailable.size - both(mailable, after).size;
        return who.sendsAhead(row.key.slice('refresh:'.length)) && lost > mailable.size / 2
          ? [`${named(row)} takes ${lost} of ${mailable.size} people who may be mailed from a segment with a send ahead`]
          : [];
      }),
    ...proposing
      .filter(({ when }) => when === 'Now')
      .flatMap((row) => {
        const share = held(who.mailable, who.row(row) ?? NOBODY);
        return share < 0.8 ? [] : [`${named(row)} is Now and holds ${percent(share)} of everybody who may be mailed: the base is no audience`];
      }),
    ...(rows.filter(({ when }) => when === 'Now').length > valueOf(read.settings, movesPerQuarter)
      ? ['More rows are Now than the team can make in a quarter']
      : []),
    ...(first === undefined || first.when !== 'Now' || (amount(first.size) !== null && (amount(first.value) !== null || first.action !== 'Create'))
      ? []
      : [`${named(first)} leads without a known size or value`]),
    ...(first === undefined || first.gain === 0
      ? []
      : [who.row(first)].flatMap((people) => {
          const share = people === null ? 0 : held(people, who.regulars);
          return share <= 0.5 ? [] : [`${named(first)} leads, and ${percent(share)} of its people are regulars who ordered in the last month anyway`];
        })),
    ...oncePerPerson(rows, who.row),
  ];
}

/** The plan's sum is at most what everybody is worth once, each by the move that they are worth most in. */
function oncePerPerson(rows: readonly Recommendation[], people: (row: Recommendation) => ReadonlySet<number> | null): readonly string[] {
  const best = new Map<number, number>();
  let sum = 0;
  for (const row of rows) {
    const [value, of] = [amount(row.value), people(row)];
    if (row.gain === 0 || value === null || of === null || of.size === 0) continue;
    sum += row.gain;
    for (const one of of) best.set(one, Math.max(best.get(one) ?? 0, value / of.size));
  }
  const most = [...best.values()].reduce((total, one) => total + one, 0);
  return sum <= most * 1.02 + 1 ? [] : [`The plan’s sum is ${Math.round(sum)}, and everybody counted once is worth ${Math.round(most)} at most`];
}

type People = ReadonlySet<number>;
const NOBODY: People = new Set();

interface Counted {
  readonly segment: (id: string) => People | null;
  readonly row: (row: Recommendation) => People | null;
  readonly audience: (id: string) => People | null;
  readonly customers: People;
  /** Two orders or more, the last one in the last 30 days. */
  readonly regulars: People;
  readonly mailable: People;
  readonly sendsAhead: (segmentId: string) => boolean;
}

function peopleOf(account: AccountData, read: ReadAccount): Counted {
  const planned = planAudiences(
    read.recognized,
    ({ id }) => read.behavior.parameters.get(id) ?? [],
    () => null,
  );
  const definitions = new Map<string, unknown>([
    ...planned.flatMap(({ audience, proposed }) => (proposed.kind === 'rule' ? [[`audience ${audience.id}`, proposed.definition] as const] : [])),
    ...read.coverage.recommendations.flatMap(({ key, definition }) =>
      definition === null ? [] : [[`row ${key}`, JSON.parse(definition) as unknown] as const],
    ),
  ]);
  const added = [...definitions].map(([id, definition]) => ({
    id,
    name: id,
    created: 0,
    updated: account.asOf,
    isActive: true,
    isProcessing: false,
    isStarred: false,
    definition,
    tagIds: [],
  }));
  const membership = createMembership({
    asOf: account.asOf,
    timezone: account.account.timezone,
    profiles: account.profiles,
    events: account.events,
    segments: [...account.segments, ...added],
    lists: new Map(account.lists.map(({ id }) => [id, account.membership.list(id)])),
  });
  const known = new Map<string, People>();
  const membersOf = (id: string): People => {
    const set = known.get(id) ?? new Set(membership.segment(id).profiles);
    known.set(id, set);
    return set;
  };
  const profiles = Array.from({ length: account.profiles.size }, (_, place) => account.profiles.read(place));
  const orders = (read.recognized.byAlias.get('order')?.metricIds ?? []).flatMap((id) => account.events.get(id) ?? []);
  const since = (at: number): People => new Set(orders.flatMap((series) => [...series.profiles].filter((_, place) => series.times[place]! >= at)));
  return {
    segment: (id) => (account.segments.some((segment) => segment.id === id) ? membersOf(id) : null),
    row: (row) => (definitions.has(`row ${row.key}`) ? membersOf(`row ${row.key}`) : null),
    audience: (id) => (definitions.has(`audience ${id}`) ? membersOf(`audience ${id}`) : null),
    customers: since(0),
    regulars: new Set(
      [...since(account.asOf - 30 * 86_400_000)].filter(
        (person) => orders.reduce((sum, series) => sum + series.profiles.filter((one) => one === person).length, 0) >= 2,
      ),
    ),
    mailable: new Set(profiles.flatMap((profile, place) => (mayBeMailed(profile) ? [place] : []))),
    sendsAhead: (segmentId) => account.campaigns.some(({ included, sendTime }) => included.includes(segmentId) && (sendTime ?? 0) > account.asOf),
  };
}

function mayBeMailed({ email, emailConsent: { status, suppressions } }: StoredProfile): boolean {
  return email !== null && status === 'SUBSCRIBED' && suppressions.length === 0;
}

function both(one: People, other: People): People {
  return new Set([...one].filter((person) => other.has(person)));
}

/** People in both as a share of those in either. */
function shareOf(one: People, other: People): number {
  const shared = both(one, other).size;
  const either = one.size + other.size - shared;
  return either === 0 ? 0 : shared / either;
}

function held(people: People, by: People): number {
  return people.size === 0 ? 0 : both(people, by).size / people.size;
}

function pairsOf<T>(some: readonly T[], others: readonly T[]): readonly (readonly [T, T])[] {
  return some.flatMap((one) => others.filter((other) => other !== one).map((other) => [one, other] as const));
}

function amount(figure: Recommendation['size']): number | null {
  return isKnown(figure) && isKnown(figure.value.value) ? figure.value.value.value : null;
}

function named({ action, segment, key }: Recommendation): string {
  return `${action} “${segment}” (${key})`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** What is to be done now, in order, by key. */
export function movesOf(read: ReadAccount): readonly string[] {
  return read.coverage.recommendations.filter(({ when }) => when === 'Now').map(({ key }) => key);
}

/** The plan as a person would read it aloud, for a test that fails to print: one line a row. */
export function planInWords(read: ReadAccount, most = 20): string {
  const figure = (of: Recommendation['size']): string => String(amount(of) ?? '?');
  return [
    read.headline,
    ...read.coverage.recommendations
      .slice(0, most)
      .map(
        (row) =>
          `${row.when} ${row.dueInDays ?? '-'} ${named(row)}: ${row.why} [${figure(row.size)} people, ${figure(row.reachable)} reachable, ${figure(row.value)} at stake, adds ${Math.round(row.gain)}]`,
      ),
  ].join('\n');
}
