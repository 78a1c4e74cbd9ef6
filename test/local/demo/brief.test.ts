import type { Browser } from 'playwright-core';
import { known, unknown } from '../../../src/domain/account/known';
import { brief } from '../../../src/domain/report/brief';
import { briefHtml } from '../../../src/domain/report/brief-html';
import { createContext } from '../../../src/domain/report/report-context';
import type { ReportInput } from '../../../src/domain/report/report-input';
import { openBrowser } from '../../../src/local/demo/preview/browser';
import { STAGES } from '../../../src/domain/terms/lifecycle-terms';
import { HOSTILE_NAMES, aLargeReport } from '../../build/large-report';
import { aCoverage, aFigure, aGap, aRecommendation, aReport, anAccount, anInventory, lineOf, segmentLink } from '../../build/report-input';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

const htmlOf = (input: ReportInput): string => {
  const context = createContext(input);
  return briefHtml(brief(context), context.formats);
};

/** Pages of the PDF that Chromium prints, by its page objects. */
async function pagesOf(html: string, format: 'A4' | 'Letter'): Promise<number> {
  const page = await browser.newPage();
  try {
    await page.setContent(html);
    const pdf = await page.pdf({ format, preferCSSPageSize: false, printBackground: true });
    return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  } finally {
    await page.close();
  }
}

/** The fullest page: eight moves of wide letters in every cell, every stage, the longest sentences. */
function theFullest(): ReportInput {
  const wide = '顧客が離れていく前に呼び戻すための少し長い名前のセグメント'.repeat(4);
  const recommendations = Array.from({ length: 30 }, (_, index) =>
    aRecommendation({
      key: `k${index}`,
      action: index % 3 === 0 ? 'Retire' : 'Refresh',
      segment: `${index} ${wide}`,
      why: `${'超長い理由'.repeat(60)}.`,
      owner: 'Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww',
      gain: 123_456_789 - index,
      value: known(aFigure(123_456_789 - index, { unit: 'money' })),
      when: index < 20 ? 'Now' : 'Later',
      link: segmentLink(`S${index}`),
    }),
  );
  const gaps = STAGES.flatMap((stage) =>
    Array.from({ length: 12 }, (_, index) =>
      aGap({ audienceId: `${stage}${index}`, stage, state: index < 5 ? 'Covered' : index < 10 ? 'Partial' : 'Unknown' }),
    ),
  );
  return aReport({
    inventory: anInventory({ account: anAccount({ name: wide }) }),
    coverage: aCoverage({ recommendations, gaps }),
    tracker: recommendations.map((one) => lineOf(one)),
  });
}

const ACCOUNTS: readonly (readonly [string, () => ReportInput])[] = [
  ['a small account', () => aReport()],
  ['a large one with hostile names', () => aLargeReport()],
  ['the fullest page there can be', theFullest],
  ['one whose segments could not be read', () => aReport({ inventory: anInventory({ segments: unknown('the key lacks segments:read') }) })],
  ['one with nothing to do', () => aReport({ coverage: aCoverage({ recommendations: [], gaps: [] }) })],
];

describe.each(ACCOUNTS)('the brief of %s', (_name, input) => {
  test.each(['A4', 'Letter'] as const)('prints on one page of %s', async (format) => {
    expect(await pagesOf(htmlOf(input()), format)).toBe(1);
  });
});

test('text from the account makes no markup', async () => {
  const page = await browser.newPage();
  await page.setContent(htmlOf(aLargeReport()));
  expect(await page.locator('script, img').count()).toBe(0);
  expect(await page.locator('.card').first().textContent()).toContain(HOSTILE_NAMES[0]!.slice(0, 20));
  await page.close();
});
