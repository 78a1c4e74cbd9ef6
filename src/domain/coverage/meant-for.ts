import type { PeopleCoverage } from '../comparison/coverage-by-people';
import type { CatalogueMatches } from '../comparison/match-catalogue';

/**
 * Whether a segment of an audience's shape is meant for another audience of that shape: it is exactly that one, or its people come nearer to it. Engaged 30 days is no
 * faulty engaged 90, and engaged 95 days no faulty engaged 180. Where people cannot be told only the exact one counts.
 */
export function meantElsewhere(matches: CatalogueMatches, people: PeopleCoverage | null): (segmentId: string, audienceId: string) => boolean {
  const nearness = (audienceId: string, segmentId: string): number | null => {
    const judged = people?.judge(audienceId, segmentId) ?? null;
    return judged === null ? null : Math.min(judged.inIt, 1 - judged.beside);
  };
  return (segmentId, audienceId) => {
    const own = nearness(audienceId, segmentId);
    return matches.ofSegment(segmentId).some((match) => {
      if (match.audienceId === audienceId) return false;
      if (match.fit === 'exact') return true;
      const other = match.fit === 'other thresholds' && own !== null ? nearness(match.audienceId, segmentId) : null;
      return other !== null && other > own!;
    });
  };
}
