import type { Instant } from '../account/known';
import type { LifecycleAudience } from '../catalogue/audience';
import type { ValueClass } from '../terms/lifecycle-terms';
import type { Recommendation } from './recommendation';

/** A recommendation before it is ranked, with what the score needs and nobody is shown. */
export interface Draft extends Omit<Recommendation, 'priority' | 'score' | 'scoreReason' | 'when' | 'gain' | 'dueInDays' | 'why'> {
  /** Null where no value is claimed: merging and retiring bring order. */
  readonly valueClass: ValueClass | null;
  /** `defect`: something is wrong now; `missing`: an audience has no segment; `partial`: it has one that comes near; `tidy`: order only. */
  readonly state: 'defect' | 'missing' | 'partial' | 'tidy';
  /** A consent or dead-metric defect that touches a campaign of the planning window: P1 whatever the rest says. */
  readonly urgent: string | null;
  /** What is wrong went out with a campaign, and no send is ahead: it is put right before the next, and cannot be called back. */
  readonly sent?: boolean;
  /** A send that goes to it as it stands: what is wrong has to be put right before. Null without one. */
  readonly dueBy: Instant | null;
  /** What its audience is made for; a campaign where it is missing. */
  readonly usedAs?: LifecycleAudience['usedAs'];
  /** Mail rests on it, though it earns nothing itself: whom to mail at all, in an account that writes to everybody. */
  readonly groundwork?: boolean;
  /** Most of its people order anyway before a message could win them. */
  readonly buysAnyway?: boolean;
  /** A live flow already speaks to this audience: a segment only adds campaigns and reporting. */
  readonly servedByFlow: boolean;
}
