import type { Finding } from './all-findings';
import { consequencesOf } from './all-findings';
import type { Remedy } from './declare-finding';

/** True when the findings on a segment let it count as covering an audience. */
export function isUsable(findings: readonly Finding[]): boolean {
  return !findings.some((finding) => {
    const { breaksCover } = consequencesOf(finding);
    return breaksCover === 'always' || (breaksCover === 'as a defect' && finding.severity === 'defect');
  });
}

/** What is to be done about one finding. A mere note neither changes a rule nor asks a person to look. */
export function remedyOf(finding: Finding): Remedy {
  const { remedy } = consequencesOf(finding);
  return finding.severity === 'note' && (remedy.how === 'repair' || remedy.how === 'review') ? { how: 'none' } : remedy;
}

/** Those of the findings that are answered in this way. */
export function answeredBy(how: Remedy['how'], findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => remedyOf(finding).how === how);
}

/** The steps that put the findings right, each once. */
export function repairSteps(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(remedyOf).flatMap((remedy) => (remedy.how === 'repair' ? [remedy.step] : [])))];
}
