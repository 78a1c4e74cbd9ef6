import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { unknown } from '../../../src/domain/account/known';
import { recognizeMetrics } from '../../../src/domain/catalogue/recognize-metrics';
import { decideVerdicts } from '../../../src/domain/coverage/verdicts';
import { ALL_FINDINGS } from '../../../src/domain/findings/all-findings';
import type { Finding, FindingKind } from '../../../src/domain/findings/all-findings';
import { isUsable, repairSteps } from '../../../src/domain/findings/consequences';
import type { Severity } from '../../../src/domain/findings/declare-finding';
import type { FindingContext } from '../../../src/domain/findings/finding-context';
import { segmentSubject } from '../../../src/domain/findings/subject';
import { parseAccount } from '../../../src/domain/model/parsed-account';
import { analyzed, settings } from '../../build/analysis';
import { definition, inGroup, subscribed } from '../../build/definition';
import { TODAY, aBehavior, aCampaign, aSegment, anInventory } from '../../build/inventory';

const SEVERITIES: readonly Severity[] = ['defect', 'warning', 'note'];
const CASES = ALL_FINDINGS.flatMap((declared) =>
  SEVERITIES.filter((severity) => declared.severity === 'case by case' || declared.severity === severity).map(
    (severity) => [declared.kind, severity, declared.consequences] as const,
  ),
);

/** A context around one segment that a campaign of the window was sent to, or that nothing ever used. */
function around(used: boolean): FindingContext {
  const inventory = anInventory({ segments: [aSegment('S', definition(subscribed))], campaigns: used ? [aCampaign('C', ['S'], 10)] : [] });
  const values = settings();
  return {
    account: parseAccount(inventory, values, TODAY),
    behavior: aBehavior(),
    settings: values,
    now: TODAY,
    recognized: recognizeMetrics(inventory, values),
    metricLife: () => ({ state: 'missing' }),
    matchesOf: () => [],
    duplicates: [],
    nearDuplicates: [],
    hiddenRules: [],
    people: null,
  };
}

function aFinding(kind: FindingKind, severity: Severity): Finding {
  return { kind, severity, subject: segmentSubject('S'), evidence: 'The evidence of this finding.', threshold: null, related: [] };
}

const verdictWith = (finding: Finding, used: boolean) =>
  decideVerdicts({ context: around(used), findings: [finding], coversAudience: () => null, nearOpenAudience: () => null }).find(
    ({ subject }) => subject.id === 'S',
  )!;

test('every file that declares a finding stands in the table', () => {
  const folder = join(__dirname, '../../../src/domain/findings');
  const declared = readdirSync(folder).flatMap((file) => /declareFinding\(\{\s+kind: '([^']+)'/.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? []);
  expect(declared.sort()).toEqual(ALL_FINDINGS.map(({ kind }) => kind).sort());
});

describe('what a finding declares is what becomes of a segment with it', () => {
  test.each(CASES)('%s (%s), on one in use', (kind, severity, { remedy }) => {
    const { verdict, reason } = verdictWith(aFinding(kind, severity), true);
    const note = severity === 'note';
    const expected = remedy.how === 'repair' && !note ? 'Refresh' : (remedy.how === 'review' && !note) || remedy.how === 'let go' ? 'Review' : 'Keep';
    expect({ kind, verdict }).toEqual({ kind, verdict: expected });
    expect(reason.includes('The evidence of this finding.')).toBe(expected !== 'Keep' || remedy.how === 'keep one');
    expect(repairSteps([aFinding(kind, severity)])).toEqual(remedy.how === 'repair' && !note ? [remedy.step] : []);
  });

  test.each(CASES)('%s (%s), on one that goes because nothing ever used it', (kind, severity, { retirement }) => {
    const { verdict, reason } = verdictWith(aFinding(kind, severity), false);
    expect(verdict).toBe('Retire');
    expect(reason).toBe(retirement === 'no reason' ? 'Nothing uses it.' : 'The evidence of this finding.');
  });

  test.each(CASES)('%s (%s), as cover for an audience', (kind, severity, { breaksCover }) => {
    expect(isUsable([aFinding(kind, severity)])).toBe(breaksCover === 'no' || (breaksCover === 'as a defect' && severity !== 'defect'));
  });
});

test('what keeps a segment from covering its audience says how to put it right', () => {
  for (const { consequences } of ALL_FINDINGS) {
    if (consequences.breaksCover === 'no') continue;
    expect(consequences.remedy).toEqual({ how: 'repair', step: expect.stringMatching(/^[A-Z].*\.$/) });
  }
});

test('a kind that needs what was not read says nothing', () => {
  const parts = { segments: [aSegment('S', definition(inGroup('GONE')))], campaigns: [aCampaign('C', ['S'], 900)] };
  const kindsOf = (inventory: Parameters<typeof analyzed>[0], need: (typeof ALL_FINDINGS)[number]['needs'][number]): readonly string[] => {
    const kinds = ALL_FINDINGS.filter(({ needs }) => needs.includes(need)).map(({ kind }) => kind);
    return analyzed(inventory)
      .findings.map(({ kind }) => kind)
      .filter((kind) => kinds.includes(kind));
  };
  const whole = anInventory(parts);
  expect(kindsOf(whole, 'all groups')).toEqual(['dead-reference']);
  expect(kindsOf({ ...whole, lists: unknown('The key may not read lists.') }, 'all groups')).toEqual([]);
  expect(kindsOf(whole, 'all uses')).toEqual(['unused']);
  expect(kindsOf({ ...whole, forms: unknown('The key may not read forms.') }, 'all uses')).toEqual([]);
});
