import { isKnown } from '../account/known';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import { describeFlow } from '../rule/describe-flow';
import type { FoundRule } from '../comparison/hidden-rules';
import type { ParsedAccount } from '../model/parsed-account';
import type { FlowText } from './recommendation';

/** Every flow's audience logic in plain language, with the audience that it hides. */
export function flowTextsOf(account: ParsedAccount, hiddenRules: readonly FoundRule[]): ReadonlyMap<string, FlowText> {
  const hidden = new Map<string, FoundRule[]>();
  for (const rule of hiddenRules) {
    for (const id of new Set(rule.places.filter((place) => place.type === 'flow').map((place) => place.id))) hidden.set(id, [...(hidden.get(id) ?? []), rule]);
  }
  return new Map(
    account.flows.map(({ flow, logic }) => {
      const hides = enumerated(
        (hidden.get(flow.id) ?? []).map((rule) => hiddenWords(rule, account)),
        5,
      );
      if (logic !== null) return [flow.id, { ...describeFlow(logic, account.names), hides }];
      const reason = `Unknown: ${isKnown(flow.definition) ? 'the definition could not be read' : flow.definition.unknown}`;
      return [flow.id, { trigger: reason, triggerFilter: reason, profileFilter: reason, branches: [], hides: reason }];
    }),
  );
}

function hiddenWords(rule: FoundRule, account: ParsedAccount): string {
  const existing = rule.existingSegmentId === null ? null : (account.names.group(rule.existingSegmentId)?.name ?? null);
  if (rule.unread !== undefined) return `${rule.rule} (${rule.unread})`;
  return existing === null
    ? `${rule.rule} (no segment says this)`
    : `${rule.rule} (the segment ${quoted(existing)} says this${rule.withinADay?.segment === true ? ' to within a day' : ''})`;
}
