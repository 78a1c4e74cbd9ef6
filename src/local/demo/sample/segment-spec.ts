import type { StoredSegment } from '../../klaviyo/account-data';
import type { Json } from './definition';
import { DAY, id } from './shop';

/** A segment of the sample account, before it has dates. */
export interface SegmentSpec {
  /** What flows and campaigns of the sample call it. */
  readonly key: string;
  readonly name: string;
  readonly definition: Json;
  /** Days since it was made. */
  readonly age?: number;
  /** Days since it was changed. */
  readonly changed?: number;
  readonly inactive?: boolean;
  readonly processing?: boolean;
  readonly starred?: boolean;
  readonly tags?: readonly string[];
}

/** The id of a sample segment. */
export const segmentId = (key: string): string => id('segment', key);

/** Stored segments with their dates, as of `today`. */
export function storedSegments(specs: readonly SegmentSpec[], today: number): readonly StoredSegment[] {
  return specs.map((spec, place) => {
    const age = spec.age ?? 640 - place * 11;
    const changed = spec.changed ?? Math.min(age, 60 + ((place * 37) % 240));
    return {
      id: segmentId(spec.key),
      name: spec.name,
      created: today - age * DAY + 61_200_000,
      updated: today - changed * DAY + 64_800_000,
      isActive: spec.inactive !== true,
      isProcessing: spec.processing === true,
      isStarred: spec.starred === true,
      definition: spec.definition,
      tagIds: (spec.tags ?? []).map((name) => id('tag', name)),
    };
  });
}
