import { known, unknown } from '../../src/domain/account/known';
import { STAGES, USES } from '../../src/domain/terms/lifecycle-terms';
import { ACTIONS, COVERAGE_STATES, PRIORITIES, STATUSES, VERDICTS } from '../../src/domain/terms/coverage-terms';
import { NO_HISTORY, addToHistory } from '../../src/domain/report/history';
import type { ReportInput } from '../../src/domain/report/report-input';
import { DAY } from '../../src/domain/account/known';
import { NOW, aCoverage, aFigure, aGap, aRecommendation, aReport, aSegment, aVerdict, anAccount, anInventory, lineOf, segmentLink } from './report-input';

/** Names that try to be a formula, markup, a link, a table cell, a line, another direction, or simply too long. */
export const HOSTILE_NAMES: readonly string[] = [
  '=HYPERLINK("http://evil.example","x")',
  '<script>alert(1)</script><img src=x onerror=y>',
  '[click](http://evil.example) **bold** _it_ `code` ~~no~~',
  'a | b | c\n| --- |\n# heading\n- item\n1. one',
  'עברית \u202e מימין <b>',
  'http://evil.example www.evil.example me@evil.example',
  'x'.repeat(300),
  '😀👨‍👩‍👧 &lt;b&gt; &#60; & © \\ \\| $1',
  '',
  '   ',
  '\u0000\u0007\u001b[31mred',
  '<!-- comment --> ![img](x) [ref]: http://evil.example',
  '+1',
  '- dash',
  '1. number',
  '> quote',
  '```',
  '***',
  '| |',
];

/** An account with far more than two pages hold: every stage, action, status, hostile names, long sentences. */
export function aLargeReport(rows = 120): ReportInput {
  const name = (index: number): string => HOSTILE_NAMES[index % HOSTILE_NAMES.length] ?? '';
  const pick = <T>(words: readonly T[], index: number): T => words[index % words.length] as T;
  const long = 'This sentence goes on about figures such as 1,240 people and 18% of revenue without coming to an end soon. '.repeat(6);
  const recommendations = Array.from({ length: rows }, (_, index) =>
    aRecommendation({
      key: `k${index}`,
      action: pick(ACTIONS, index),
      segment: name(index),
      stage: pick(STAGES, index),
      use: pick(USES, index),
      priority: pick(PRIORITIES, index),
      score: 100 - index / 2,
      evidence: `${name(index)} ${long}`,
      readiness: index % 7 === 3 ? 'needs review' : 'ready',
      readinessReason: index % 7 === 3 ? long : '',
      size: known(aFigure(1000 + index * 37)),
      reachable: index % 11 === 5 ? unknown('Consent could not be read.') : known(aFigure(900 + index * 31)),
      value: known(aFigure(5000.55 - index * 13.37, { unit: 'money' })),
      link: pick(ACTIONS, index) === 'Create' ? null : segmentLink(`S${index}`),
    }),
  );
  const tracker = recommendations.map((recommendation, index) =>
    lineOf(recommendation, { status: pick(STATUSES, Math.floor(index / 4)), nextReview: index % 3 === 0 ? '2026-10-01' : '2027-01-01' }),
  );
  const gaps = Array.from({ length: 73 }, (_, index) =>
    aGap({
      audienceId: `X${index}`,
      name: `${name(index)} audience`,
      stage: pick(STAGES, index),
      uses: [pick(USES, index)],
      state: pick(COVERAGE_STATES, index),
    }),
  );
  const segments = Array.from({ length: rows }, (_, index) => aSegment({ id: `S${index}`, name: name(index) }));
  const verdicts = segments.map((segment, index) => aVerdict({ subject: { type: 'segment', id: segment.id }, verdict: pick(VERDICTS, index) }));
  const input = aReport({
    inventory: anInventory({ account: anAccount({ name: name(3) }), segments: known(segments) }),
    coverage: aCoverage({ recommendations, gaps, verdicts, dataLimits: Array.from({ length: 12 }, (_, index) => `${index} ${long}`), assumptions: [long] }),
    tracker,
  });
  const history = addToHistory(NO_HISTORY, {
    at: NOW - 90 * DAY,
    gaps: gaps.map((gap) => ({ ...gap, state: 'Missing' })),
    tracker: tracker.slice(10).map((line) => ({ ...line, status: 'Proposed' })),
    settings: new Map(),
  });
  return { ...input, history };
}
