import MarkdownIt from 'markdown-it';
import { linkedToSheet } from '../../../src/addon/google-doc';
import { known, unknown } from '../../../src/domain/account/known';
import { recommendationDocument, wordsOf } from '../../../src/domain/report/document';
import { spansText, THE_SHEET } from '../../../src/domain/report/document-blocks';
import type { Block, RecommendationDocument } from '../../../src/domain/report/document-blocks';
import { documentHtml } from '../../../src/domain/report/document-html';
import { documentMarkdown } from '../../../src/domain/report/document-markdown';
import { createFormats } from '../../../src/domain/text/format';
import { gapsTab } from '../../../src/domain/report/gaps-tab';
import { listsTab } from '../../../src/domain/report/lists-tab';
import { isOpen } from '../../../src/domain/table/tracker-line';
import { pagesOf } from '../../../src/domain/report/page-length';
import { segmentsTab } from '../../../src/domain/report/segments-tab';
import { summaryPage } from '../../../src/domain/report/summary';
import { HOSTILE_NAMES, aLargeReport } from '../../build/large-report';
import { columnOf } from '../../build/report-cells';
import { aBehavior, aCoverage, aFigure, aGap, aLine, aRecommendation, aReport, anAccount, anInventory, aSegment, segmentLink } from '../../build/report-input';

const SECTIONS = [
  'The plan of this quarter',
  'Needs business review',
  'Ready to create',
  'Refresh',
  'Merge or retire: safe',
  'Merge or retire: check first',
  'People nobody speaks to',
  'Leave alone',
  'Coverage by stage',
  'Data limits',
];

function section(document: RecommendationDocument, title: string): readonly Block[] {
  const from = document.blocks.findIndex((block) => block.kind === 'heading' && block.text.startsWith(title));
  const to = document.blocks.findIndex((block, index) => index > from && block.kind === 'heading');
  return document.blocks.slice(from + 1, to < 0 ? undefined : to);
}

/** The section in which an open row of that action stands. */
function sectionOf(action: string, readiness = 'ready'): string {
  const ready = readiness === 'ready';
  if (action === 'Merge' || action === 'Retire') return ready ? 'Merge or retire: safe' : 'Merge or retire: check first';
  return !ready ? 'Needs business review' : action === 'Create' ? 'Ready to create' : 'Refresh';
}

function rowsOf(blocks: readonly Block[]): readonly (readonly string[])[] {
  return blocks.flatMap((block) => (block.kind === 'table' ? block.rows.map((row) => row.map(spansText)) : []));
}

function itemsOf(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block) => (block.kind === 'list' ? block.items.map(spansText) : []));
}

test('a small account’s document reads as a whole', () => {
  expect(documentMarkdown(recommendationDocument(aReport()))).toBe(`# Segment recommendations: Fern & Fig

**1 of 2 applicable lifecycle audiences are covered.** This quarter’s one move brings an estimated $3,400 in 90 days; nobody is counted twice.

Read from Klaviyo on Nov 23, 2026, 19:20 (America/New\\_York): 1 segment, 1 list, 1 campaign, 1 flow and 9,000 profiles. Money is in USD, estimated over the next 90 days. What is not here is in the sheet’s Tracker.

## The plan of this quarter

| Move | Owner | Due | People | Adds | In all |
| --- | --- | --- | ---: | ---: | ---: |
| **Create** New subscribers | Lifecycle marketer | Dec 5, 2026 | 400 | $3,400 | $3,400 |

## Needs business review

Nothing waits for a decision.

## Ready to create (1)

- New subscribers: Now, $3,400 in 90 days. No segment has these people; 400 of them can be reached.

## Refresh

No segment needs its rule refreshed.

## Merge or retire: safe

Nothing to merge or retire.

## Merge or retire: check first

Nothing that has to be checked first.

## People nobody speaks to

Unknown: people were not counted.

## Leave alone

1 segment and 1 list are fine as they are, among them Engaged 90 days.

## Coverage by stage

Audiences with a segment: Subscriber or lead 0 of 1; Engagement 1 of 1.

## Data limits

- Ad audience syncs cannot be seen.
- Assumed: Orders without a value count as orders.
`);
});

test.each([0, 1, 6, 40, 400, 4000])('with %d recommendations it has every section and is at most two pages and 950 words', (rows) => {
  const { blocks } = recommendationDocument(aLargeReport(rows));
  const headings = blocks.flatMap((block) => (block.kind === 'heading' && block.level === 2 ? [block.text.replace(/ \(\d+( of \d+)?\)$/, '')] : []));
  expect(headings).toEqual(SECTIONS);
  expect(pagesOf(blocks)).toBeLessThanOrEqual(2);
  expect(wordsOf(blocks)).toBeLessThanOrEqual(950);
});

test('long words, wide letters and long reasons do not push it over two pages either', () => {
  const wide = '長'.repeat(5000);
  const lines = Array.from({ length: 60 }, (_, index) => ({ key: `k${index}`, action: (['Create', 'Merge', 'Refresh', 'Retire'] as const)[index % 4]! }));
  const input = aReport({
    coverage: aCoverage({
      recommendations: lines.map(({ key, action }, index) =>
        aRecommendation({ key, action, segment: wide, evidence: wide, readiness: index % 5 === 0 ? 'needs review' : 'ready', readinessReason: wide }),
      ),
      dataLimits: Array(9)
        .fill(0)
        .map((_, index) => `${index}${wide}`),
      assumptions: [wide],
    }),
    inventory: anInventory({ segments: known([aSegment({ name: wide })]), account: anAccount({ name: wide }) }),
  });
  expect(pagesOf(recommendationDocument(input).blocks)).toBeLessThanOrEqual(2);
});

test('what does not fit is counted: shown and left out make the section’s total', () => {
  const large = aLargeReport(400);
  const document = recommendationDocument(large);
  for (const title of ['Ready to create', 'Needs business review', 'Refresh', 'Merge or retire: safe', 'Merge or retire: check first']) {
    const blocks = section(document, title);
    const heading = document.blocks.find((block) => block.kind === 'heading' && block.text.startsWith(title));
    const [, shown, of] = /\((\d+)(?: of (\d+))?\)$/.exec(heading?.kind === 'heading' ? heading.text : '') ?? [];
    const all = large.tracker.filter(
      (line) => isOpen(line) && sectionOf(line.action, large.coverage.recommendations.find(({ key }) => key === line.key)?.readiness) === title,
    ).length;
    expect([title, itemsOf(blocks).length, Number(of ?? shown ?? 0)]).toEqual([title, Number(shown ?? 0), all]);
  }
});

test('its numbers are the tabs’ and the tracker’s own', () => {
  const large = aLargeReport(60);
  const formats = createFormats(large.inventory.account);
  const document = recommendationDocument(large);
  const page = summaryPage(large);
  const figure = (name: string): unknown => page.figures.find((each) => each.name === name)?.cell.value;

  const said = document.blocks
    .slice(1, 3)
    .map((block) => (block.kind === 'paragraph' ? spansText(block.spans) : ''))
    .join(' ');
  expect(said).toContain(`${formats.count(segmentsTab(large).rows.length)} segments, ${listsTab(large).rows.length} list`);

  const covered = columnOf(gapsTab(large), 'Coverage');
  const count = (state: string): number => covered.filter((each) => each === state).length;
  const applicable = covered.length - count('Not applicable') - count('Unknown');
  expect(said).toContain(
    `${count('Covered')} of ${applicable} applicable lifecycle audiences are covered; of ${count('Unknown')} more it is unknown: the Gaps tab says why.`,
  );
  expect(['Covered audiences', 'Partly covered', 'Stale', 'Missing', 'Unknown'].map(figure)).toEqual(
    ['Covered', 'Partial', 'Stale', 'Missing', 'Unknown'].map(count),
  );
  const [stages] = section(document, 'Coverage by stage').map((block) => (block.kind === 'paragraph' ? spansText(block.spans) : ''));
  const pairs = [...(stages ?? '').matchAll(/(\d+) of (\d+)/g)].map((match) => [Number(match[1]), Number(match[2])]);
  expect([0, 1].map((place) => pairs.reduce((sum, pair) => sum + pair[place]!, 0))).toEqual([count('Covered'), applicable]);

  const shown = (value: unknown, format: (value: number) => string): string => (typeof value === 'number' ? format(value) : 'unknown');
  const moves = page.tables.find(({ id }) => id === 'plan')!.rows;
  const rows = rowsOf(section(document, 'The plan of this quarter'));
  expect(rows.length).toBeGreaterThan(3);
  rows.forEach((row, index) => {
    const [, action, , , , reachable, , total] = moves[index]!.map((cell) => cell.value);
    expect(row[0]!.startsWith(`${action} `)).toBe(true);
    expect([row[3], row[5]]).toEqual([shown(reachable, formats.count), shown(total, formats.money)]);
  });
});

test('nothing is cut inside a sentence: what is too long is left out whole', () => {
  const recommendation = aRecommendation({
    action: 'Refresh',
    readiness: 'needs review',
    readinessReason: `It is in live use. ${'And so it goes on '.repeat(40)}.`,
  });
  const items = itemsOf(section(recommendationDocument(aReport({ coverage: aCoverage({ recommendations: [recommendation] }) })), 'Needs business review'));
  expect(items).toEqual(['New subscribers: Refresh. It is in live use. Decided by: Lifecycle marketer.']);
});

test('what a person changed in the tracker is what the document says', () => {
  const line = aLine({ segment: 'Our newcomers', when: 'Next', value: 99.5, owner: 'Ann' });
  const document = recommendationDocument(aReport({ tracker: [line] }));
  expect(itemsOf(section(document, 'Ready to create'))).toEqual([
    'Our newcomers: Next, $99.50 in 90 days. No segment has these people; 400 of them can be reached.',
  ]);
});

test('settled rows and rows that no longer hold are not recommended', () => {
  const tracker = [aLine({ status: 'Rejected' }), aLine({ key: 'gone', status: 'Approved' })];
  expect(itemsOf(section(recommendationDocument(aReport({ tracker })), 'Ready to create'))).toEqual([]);
});

test('a row that needs a business decision stands there with its reason and in no other action section', () => {
  const recommendation = aRecommendation({ readiness: 'needs review', readinessReason: 'The product name is a guess.' });
  const document = recommendationDocument(aReport({ coverage: aCoverage({ recommendations: [recommendation] }) }));
  expect(itemsOf(section(document, 'Needs business review'))).toEqual([
    'New subscribers: Create. The product name is a guess. Decided by: Lifecycle marketer.',
  ]);
  expect(itemsOf(section(document, 'Ready to create'))).toEqual([]);
});

test('unknown stays unknown', () => {
  const document = recommendationDocument(
    aReport({
      behavior: aBehavior({ profilesTotal: aFigure('Profiles were not read.') }),
      inventory: anInventory({ flows: unknown('No flows:read.'), segments: unknown('No segments:read.') }),
      tracker: [aLine({ size: null, reachable: null, value: null })],
    }),
  );
  const text = documentMarkdown(document);
  expect(text).toContain('segments unknown, 1 list, 1 campaign, flows unknown and an unknown number of profiles');
  expect(text).toContain('Coverage could not be worked out');
  expect(rowsOf(section(document, 'The plan of this quarter'))).toEqual([
    ['Create New subscribers', 'Lifecycle marketer', 'Dec 5, 2026', 'unknown', 'unknown', '$0'],
  ]);
  expect(text).toContain('It could not be worked out.');
});

test('segments that exist are links to Klaviyo; an address that is not https is none', () => {
  const tracker = [
    aLine({ action: 'Retire', link: segmentLink('S1'), segment: 'Old [one]' }),
    aLine({ key: 'b', action: 'Retire', link: 'javascript:alert(1)' }),
  ];
  const coverage = aCoverage({ recommendations: tracker.map(({ key }) => aRecommendation({ key, action: 'Retire' })) });
  const document = recommendationDocument(aReport({ tracker, coverage }));
  expect(documentMarkdown(document)).toContain('- [Old \\[one\\]](<https://www.klaviyo.com/list/S1>): ');
  expect(documentHtml(document)).toContain('<a href="https://www.klaviyo.com/list/S1">Old [one]</a>');
  expect(documentMarkdown(document) + documentHtml(document)).not.toContain('javascript:');
});

/** Every text of the document as a person sees it, one line for each block, item and cell. */
function textsOf({ blocks }: RecommendationDocument): readonly string[] {
  const clean = (text: string): string => text.replace(/\s+/g, ' ').trim();
  return blocks
    .flatMap((block) => {
      switch (block.kind) {
        case 'heading':
          return [block.text];
        case 'paragraph':
          return [spansText(block.spans)];
        case 'list':
          return block.items.map(spansText);
        case 'table':
          return [...block.headers, ...block.rows.flatMap((row) => row.map(spansText))];
      }
    })
    .map(clean)
    .filter((text) => text !== '');
}

/** What a reader of HTML sees, in the same form; fails on any element that the document does not make itself. */
function textsOfHtml(html: string): readonly string[] {
  const body = html.replace(/^[\s\S]*<body>/, '').replace(/<\/body>[\s\S]*$/, '');
  const tags = new Set([...body.matchAll(/<\/?([a-z0-9]+)/gi)].map((match) => match[1]));
  expect(
    [...tags].filter((tag) => !['h1', 'h2', 'p', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'b', 'strong', 'a'].includes(tag!)),
  ).toEqual([]);
  const links = [...body.matchAll(/href="([^"]*)"/g)].map((match) => match[1]!).filter((link) => link !== THE_SHEET);
  expect(links.filter((link) => !link.startsWith('https://www.klaviyo.com/list/'))).toEqual([]);
  return body
    .replace(/<\/?(b|strong|a)(\s[^>]*)?>/g, '')
    .split(/<[^>]+>/)
    .map((text) =>
      text
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&#39;/g, "'")
        .replace(/&amp;/g, '&')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((text) => text !== '');
}

test('an independent Markdown reader sees exactly the document’s texts, whatever the names try', () => {
  const document = recommendationDocument(aLargeReport(19));
  const reader = new MarkdownIt({ html: true, linkify: true });
  expect(textsOfHtml(reader.render(documentMarkdown(document)).replace(/^/, '<body>'))).toEqual(textsOf(document));
});

test.each(HOSTILE_NAMES)('as a name, %j makes no markup in Markdown or HTML', (name) => {
  const recommendations = (['Create', 'Merge', 'Retire'] as const).map((action) =>
    aRecommendation({ key: action, action, segment: name, evidence: name, link: segmentLink(name) }),
  );
  const document = recommendationDocument(
    aReport({
      coverage: aCoverage({ recommendations, gaps: [aGap({ name })], dataLimits: [name, `${name} again`] }),
      inventory: anInventory({ account: anAccount({ name, id: 'Id' }), segments: known([aSegment({ name })]) }),
    }),
  );
  const reader = new MarkdownIt({ html: true, linkify: true });
  expect(textsOfHtml(`<body>${reader.render(documentMarkdown(document))}</body>`)).toEqual(textsOf(document));
  expect(textsOfHtml(documentHtml(document))).toEqual(textsOf(document));
});

test('text from right to left is set apart and turns nothing around it', () => {
  const text = documentMarkdown(recommendationDocument(aReport({ tracker: [aLine({ segment: 'עברית \u202e x' })] })));
  expect(text).toContain('\u2068עברית x\u2069: Now');
  expect(text).not.toContain('\u202e');
});

test('in Google the document leads to the sheet, in a file it names it', () => {
  const document = recommendationDocument(aReport());
  const html = linkedToSheet(documentHtml(document), { getId: () => 'SheetId1' });
  expect(html).toContain('<a href="https://docs.google.com/spreadsheets/d/SheetId1">the sheet’s Tracker</a>');
  expect(html).not.toContain('the-sheet');
  expect(documentMarkdown(document)).toContain('What is not here is in the sheet’s Tracker.');
});
