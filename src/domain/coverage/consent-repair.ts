import type { Known } from '../account/known';
import { known, unknown } from '../account/known';
import type { Figure } from '../behavior/figure';
import { all } from '../rule/rule';
import { OPTED_IN, notOptedInOf } from '../comparison/not-opted-in';
import type { Rule } from '../rule/rule';
import { writeSegmentDefinition } from '../rule/write-definition';
import type { Formats } from '../text/format';
import { quoted } from '../text/quotes';
import { nextSendTo } from './next-send';
import type { NextSend } from './next-send';
import type { RecommendInput } from './recommend-input';
import type { Verdict } from './recommendation';

/** A segment's own rule with the consent that it lacks, ready to be put in, and how many people that concerns. */
export interface ConsentRepair {
  readonly rule: Rule;
  /** Klaviyo's definition; null where the rule cannot be said in one. */
  readonly definition: unknown;
  /** One sentence with the one number. */
  readonly sentence: string;
  readonly size: Known<Figure>;
  /** People in it who have not opted in; null where that cannot be told. */
  readonly notOptedIn: number | null;
}

/** The repair of a segment that is mailed without asking for consent; null for any other. Judged by the people in it today. */
export function consentRepair(verdict: Verdict, { account, people }: RecommendInput): ConsentRepair | null {
  if (!verdict.findings.some(({ kind, severity }) => kind === 'no-consent' && severity !== 'note')) return null;
  const parsed = account.segmentById.get(verdict.subject.id)!;
  const rule = all([parsed.rule, OPTED_IN]);
  const counted = notOptedInOf(parsed.rule, people);
  const [held, kept] = counted === null ? [null, null] : [counted.members, counted.members - counted.notOptedIn];
  const notOptedIn = counted === null ? null : Math.round(counted.notOptedIn);
  const next = nextSendTo(verdict, account);
  const sampled = people !== null && held !== null && !Number.isInteger(held);
  return {
    rule,
    definition: writeSegmentDefinition(rule),
    notOptedIn,
    sentence: sentenceOf(notOptedIn, held, next, account.formats),
    size:
      kept === null
        ? unknown('Who is in it could not be counted from what was read.')
        : known({
            value: known(Math.round(kept)),
            low: null,
            high: null,
            unit: 'profiles',
            method: sampled ? 'sampled' : 'measured',
            period: 'as of this refresh',
            sample: sampled ? 'the profiles that were read, weighted' : 'all profiles that were read',
            explanation: 'Its own rule with email consent added, answered for every profile.',
          }),
  };
}

function sentenceOf(notOptedIn: number | null, members: number | null, next: NextSend | null, formats: Formats): string {
  const before = next === null ? '' : `Before ${formats.date(next.at)}: `;
  const goes = next === null ? '' : `, and ${quoted(next.name)} goes to them`;
  if (notOptedIn === null || members === null) return `${before}people who never opted in to email may be in it${goes}.`;
  if (notOptedIn === 0) return `Its rule does not ask for email consent; nobody in it lacks it today.`;
  return `${before}${formats.count(notOptedIn)} of ${formats.count(members)} ${members === 1 ? 'person' : 'people'} in it ${notOptedIn === 1 ? 'has' : 'have'} not opted in to email${goes}.`;
}
