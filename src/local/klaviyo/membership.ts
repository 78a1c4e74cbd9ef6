import type { EventSeries, Members, Membership, Movement, ProfileStore, StoredSegment } from './account-data';
import type { Ground, Predicate } from './match-segment';
import { segmentPredicate } from './match-segment';

const WEEK = 604_800_000;
/** How far back the day of joining a segment is looked for, in weeks. */
const WEEKS_BACK = 12;
const NOBODY: Members = { profiles: new Uint32Array(0), joinedAt: new Float64Array(0) };

export interface MembershipParts {
  readonly asOf: number;
  readonly timezone: string;
  readonly profiles: ProfileStore;
  readonly events: ReadonlyMap<string, EventSeries>;
  readonly lists: ReadonlyMap<string, Members>;
  readonly segments: readonly StoredSegment[];
}

/** Memberships that follow from the definitions: every count and every member is true of the raw data. */
export function createMembership(parts: MembershipParts): Membership {
  return new ComputedMembership(parts);
}

class ComputedMembership implements Membership, Ground {
  readonly timezone: string;
  readonly profiles: ProfileStore;
  readonly events: ReadonlyMap<string, EventSeries>;
  private readonly segments: ReadonlyMap<string, StoredSegment>;
  private readonly predicates = new Map<string, Predicate>();
  private readonly sets = new Map<string, Uint8Array>();
  private readonly members = new Map<string, Members>();
  private readonly joined = new Map<string, ReadonlyMap<number, number>>();
  private readonly deciding = new Set<string>();

  constructor(private readonly parts: MembershipParts) {
    this.timezone = parts.timezone;
    this.profiles = parts.profiles;
    this.events = parts.events;
    this.segments = new Map(parts.segments.map((segment) => [segment.id, segment]));
  }

  list(listId: string): Members {
    return this.parts.lists.get(listId) ?? NOBODY;
  }

  segment(segmentId: string): Members {
    let members = this.members.get(segmentId);
    if (!members) {
      members = this.listMembers(segmentId);
      this.members.set(segmentId, members);
    }
    return members;
  }

  size(groupId: string): number {
    return this.segments.has(groupId) ? countOf(this.setAt(groupId, this.parts.asOf)) : this.list(groupId).profiles.length;
  }

  movement(segmentId: string, from: number, to: number): Movement {
    const now = this.setAt(segmentId, Math.min(to, this.parts.asOf));
    const before = this.setAt(segmentId, Math.min(from, this.parts.asOf));
    let added = 0;
    let removed = 0;
    for (let index = 0; index < now.length; index += 1) {
      if (now[index] === before[index]) continue;
      if (now[index] === 1) added += 1;
      else removed += 1;
    }
    return { total: countOf(now), added, removed };
  }

  withSegments(segments: readonly StoredSegment[]): Membership {
    return new ComputedMembership({ ...this.parts, segments });
  }

  isMember(groupId: string, profile: number, at: number): boolean {
    const segment = this.segments.get(groupId);
    if (segment) return this.isInSegment(segment, profile, at);
    const joined = this.joinedAt(groupId, profile);
    return joined !== null && joined <= at;
  }

  private isInSegment(segment: StoredSegment, profile: number, wanted: number): boolean {
    // A circle of references: within it the segment has nobody, as it never finishes processing.
    if (this.deciding.has(segment.id)) return false;
    const at = segment.isActive ? wanted : Math.min(wanted, segment.updated);
    const known = this.sets.get(`${segment.id}@${at}`);
    if (known) return known[profile] === 1;
    if (at < this.madeAt(segment)) return false;
    this.deciding.add(segment.id);
    const holds = this.predicateOf(segment)(profile, at);
    this.deciding.delete(segment.id);
    return holds;
  }

  joinedAt(groupId: string, profile: number): number | null {
    let joined = this.joined.get(groupId);
    if (!joined) {
      const { profiles, joinedAt } = this.list(groupId);
      joined = new Map(Array.from(profiles, (index, place) => [index, joinedAt[place] as number] as const));
      this.joined.set(groupId, joined);
    }
    return joined.get(profile) ?? null;
  }

  /** One byte a profile: 1 for a member. An inactive segment stays as it was when it was last updated. */
  private setAt(segmentId: string, wanted: number): Uint8Array {
    const segment = this.segments.get(segmentId);
    if (!segment) return new Uint8Array(this.profiles.size);
    const at = segment.isActive ? wanted : Math.min(wanted, segment.updated);
    const key = `${segmentId}@${at}`;
    const known = this.sets.get(key);
    if (known) return known;
    const set = new Uint8Array(this.profiles.size);
    if (at >= this.madeAt(segment)) {
      const holds = this.predicateOf(segment);
      this.deciding.add(segmentId);
      for (let index = 0; index < set.length; index += 1) set[index] = holds(index, at) ? 1 : 0;
      this.deciding.delete(segmentId);
    }
    this.sets.set(key, set);
    return set;
  }

  /** One that was made after what is known of the people holds who meets its rule by that. */
  private madeAt(segment: StoredSegment): number {
    return Math.min(segment.created, this.parts.asOf);
  }

  private predicateOf(segment: StoredSegment): Predicate {
    let predicate = this.predicates.get(segment.id);
    if (!predicate) {
      predicate = segmentPredicate(segment.definition, this);
      this.predicates.set(segment.id, predicate);
    }
    return predicate;
  }

  /** Members in the order of joining; the day of joining is known to the week within the last quarter. */
  private listMembers(segmentId: string): Members {
    const segment = this.segments.get(segmentId);
    if (!segment) return NOBODY;
    const { asOf } = this.parts;
    const end = segment.isActive ? asOf : Math.min(asOf, segment.updated);
    const set = this.setAt(segmentId, asOf);
    const rows: [index: number, joined: number][] = [];
    const earlier = Array.from({ length: WEEKS_BACK }, (_, week) => end - (week + 1) * WEEK).filter((at) => at > segment.created);
    const sets = earlier.map((at) => this.setAt(segmentId, at));
    set.forEach((member, index) => {
      if (member !== 1) return;
      let joined = end;
      let weeks = 0;
      while (weeks < sets.length && sets[weeks]?.[index] === 1) {
        joined = earlier[weeks] as number;
        weeks += 1;
      }
      rows.push([index, Math.max(weeks === sets.length ? segment.created : joined - WEEK / 2, this.profiles.created(index))]);
    });
    rows.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
    return { profiles: Uint32Array.from(rows, ([index]) => index), joinedAt: Float64Array.from(rows, ([, joined]) => Math.floor(joined / 1000) * 1000) };
  }
}

function countOf(set: Uint8Array): number {
  let count = 0;
  for (const member of set) count += member;
  return count;
}
