/** A piece of running text. Text is plain: each writer escapes it for its own format. */
export interface Span {
  readonly text: string;
  readonly bold?: boolean;
  /** https address, or `THE_SHEET`. */
  readonly link?: string;
}

/** Link to the spreadsheet itself, whose address only Google knows: a document that is made there has it, a file beside the workbook goes without. */
export const THE_SHEET = 'the-sheet';

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] }
  | {
      readonly kind: 'table';
      readonly headers: readonly string[];
      readonly numeric: readonly boolean[];
      readonly rows: readonly (readonly (readonly Span[])[])[];
    };

/** The recommendation document, before it becomes Markdown or HTML. */
export interface RecommendationDocument {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** Plain text as spans. */
export function plain(text: string): readonly Span[] {
  return [{ text }];
}

/** The text of some spans, without marks and addresses. */
export function spansText(spans: readonly Span[]): string {
  return spans.map((span) => span.text).join('');
}
