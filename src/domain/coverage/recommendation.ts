import type { Known } from '../account/known';
import type { Figure } from '../behavior/figure';
import type { Cadence, Stage, Use } from '../terms/lifecycle-terms';
import type { Action, CoverageState, Priority, VerdictWord, When } from '../terms/coverage-terms';
import type { AudienceFit } from '../comparison/match-catalogue';
import type { HiddenRule } from '../comparison/hidden-rules';
import type { Finding } from '../findings/all-findings';
import type { Subject } from '../findings/subject';
import type { GroupUse } from '../model/group-use';
import type { GroupResults } from '../reach/group-results';

/** One row of the tracker as newly computed. Money is in the account's currency. */
export interface Recommendation {
  /** Stable across refreshes: `create:A2`, `refresh:SEGID`, `merge:SEGID`, `retire:SEGID`, `hidden:<rule key>`. */
  readonly key: string;
  readonly action: Action;
  readonly segment: string;
  readonly stage: Stage;
  /** Plain language. */
  readonly rule: string;
  readonly evidence: string;
  /** Why it matters, one sentence of at most 25 words. */
  readonly why: string;
  /** Its place in the plan: this quarter, the next, or later. */
  readonly when: When;
  /** Money that it adds to the moves before it in the plan, each person counted once, in the account's currency; 0 where it claims none. */
  readonly gain: number;
  /** Days from the reading by which it should be done; null for what has no quarter yet. */
  readonly dueInDays: number | null;
  readonly use: Use;
  /** Every use it serves, main one first. */
  readonly uses: readonly Use[];
  readonly priority: Priority;
  /** 0..100. */
  readonly score: number;
  /** Why it stands where it stands, in words; shown as a note on the score. */
  readonly scoreReason: string;
  readonly size: Known<Figure>;
  readonly reachable: Known<Figure>;
  readonly value: Known<Figure>;
  /** A role: `Lifecycle marketer`, `Retention manager`, … */
  readonly owner: string;
  readonly cadence: Cadence;
  /** Klaviyo address of the segment it is about; null for one to create. */
  readonly link: string | null;
  /** Klaviyo segment definition as JSON text, ready to create; null where a person has to build it, with the reason in `evidence`. */
  readonly definition: string | null;
  /** Ready to create, or needs a business decision first (a guessed product name, consent question, opaque rule). */
  readonly readiness: 'ready' | 'needs review';
  readonly readinessReason: string;
  /** Catalogue audience, where it comes from one. */
  readonly audienceId: string | null;
  /** Existing objects it touches: what to repoint, replace, merge into. */
  readonly touches: readonly Subject[];
  /** Steps for a person, each one sentence: where to click, what to repoint. */
  readonly steps: readonly string[];
}

/** Verdict on one list or segment. */
export interface Verdict {
  readonly subject: Subject;
  readonly verdict: VerdictWord;
  readonly reason: string;
  /** For a merge: the one that stays. */
  readonly into: string | null;
  /** What has to be pointed elsewhere before it can go. */
  readonly repoint: readonly GroupUse[];
  readonly findings: readonly Finding[];
  readonly uses: readonly GroupUse[];
  readonly lastUsed: number | null;
  /** What campaigns to it, and flows that it alone triggers, brought. */
  readonly results?: GroupResults;
}

/** How one existing segment relates to one catalogue audience, by the rule engine. */
export interface AudienceMatch {
  readonly segmentId: string;
  readonly fit: AudienceFit;
  /** The difference in plain words; empty for exact. */
  readonly difference: string;
  readonly usable: boolean;
  /** By the people in both, on the worst of the days looked at: null where they cannot be told. */
  readonly people: SharesHeld | null;
}

/** Share of an audience that a segment holds, and share of the segment that is outside the audience; both 0..1. */
export interface SharesHeld {
  readonly inIt: number;
  readonly beside: number;
}

/** One row of the `Gaps` tab. */
export interface Gap {
  readonly audienceId: string;
  readonly name: string;
  readonly stage: Stage;
  readonly uses: readonly Use[];
  readonly state: CoverageState;
  /** Why, in plain words, with the evidence. */
  readonly why: string;
  /** The usable segment nearest to it by its people; null where none shares any. Unknown where people cannot be counted. */
  readonly nearest: Known<(SharesHeld & { readonly segmentId: string }) | null>;
  /** Live flows and campaigns of the planning window that speak to segments which hold at least half of it, by name. */
  readonly servedBy: readonly string[];
  readonly matches: readonly AudienceMatch[];
  readonly rule: string;
  readonly size: Known<Figure>;
  readonly reachable: Known<Figure>;
}

/** Everything analysis says: what tabs, tracker, document and sidebar are made from. */
export interface Coverage {
  readonly gaps: readonly Gap[];
  readonly verdicts: readonly Verdict[];
  readonly findings: readonly Finding[];
  readonly hiddenRules: readonly HiddenRule[];
  /** Sorted by rank. */
  readonly recommendations: readonly Recommendation[];
  /** Rule of each segment in plain language, by id. */
  readonly segmentRules: ReadonlyMap<string, string>;
  readonly flowTexts: ReadonlyMap<string, FlowText>;
  /** One sentence each, for the Summary and the document. */
  readonly dataLimits: readonly string[];
  readonly assumptions: readonly string[];
}

/** A flow's audience logic in plain language. */
export interface FlowText {
  readonly trigger: string;
  readonly triggerFilter: string;
  readonly profileFilter: string;
  readonly branches: readonly string[];
  /** The audience it hides, or empty. */
  readonly hides: string;
}
