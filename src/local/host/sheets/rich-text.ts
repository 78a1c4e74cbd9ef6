import type { TextLooks, TextRun } from '../workbook/cell';
import { coreOf, offer, signatureError } from '../refusal';
import type { SheetsContext } from './sheets-context';

type RichText = GoogleAppsScript.Spreadsheet.RichTextValue;
type RichTextBuilder = GoogleAppsScript.Spreadsheet.RichTextValueBuilder;
type Style = GoogleAppsScript.Spreadsheet.TextStyle;
type StyleBuilder = GoogleAppsScript.Spreadsheet.TextStyleBuilder;

/** The text and runs behind a `RichTextValue`. */
export class RichTextCore {
  constructor(
    readonly text: string,
    readonly runs: readonly TextRun[],
    readonly offset = 0,
  ) {}
}
/** The looks behind a `TextStyle`. */
export class TextStyleCore {
  constructor(readonly looks: TextLooks) {}
}

/** A `TextStyle`. */
export function createTextStyle(context: SheetsContext, looks: TextLooks): Style {
  const members = { copy: () => createTextStyleBuilder(context, looks) } satisfies Partial<Style>;
  return offer<object>('TextStyle', members, context.quiet, new TextStyleCore(looks)) as Style;
}

/** What `SpreadsheetApp.newTextStyle()` gives. */
export function createTextStyleBuilder(context: SheetsContext, start: TextLooks = {}): StyleBuilder {
  let looks = start;
  const set = (members: TextLooks): StyleBuilder => {
    looks = { ...looks, ...members };
    return builder;
  };
  const members = {
    build: () => createTextStyle(context, looks),
    setBold: (bold: boolean) => set({ bold }),
    setItalic: (italic: boolean) => set({ italic }),
    setFontSize: (fontSize: number) => set({ fontSize }),
    setFontFamily: (fontFamily: string) => set({ fontFamily }),
  } satisfies Partial<StyleBuilder>;
  const builder: StyleBuilder = offer<object>('TextStyleBuilder', members, context.quiet) as StyleBuilder;
  return builder;
}

/** Cuts the text at every edge of the runs; pieces without a run of their own have none of its members. */
function pieces(text: string, runs: readonly TextRun[]): TextRun[] {
  const edges = [...new Set([0, text.length, ...runs.flatMap((run) => [run.start, run.end])])].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1] as number;
    return runs.filter((run) => run.start <= start && run.end >= end).reduce<TextRun>((merged, run) => ({ ...merged, ...run, start, end }), { start, end });
  });
}

/** A `RichTextValue` over a cell's text and runs. */
export function createRichText(context: SheetsContext, text: string, runs: readonly TextRun[], offset = 0): RichText {
  const covering = (start: number, end: number): TextRun[] => pieces(text, runs).filter((piece) => piece.start < end && piece.end > start);
  const link = (start: number = 0, end: number = text.length): string | null => {
    const links = new Set(covering(start, end).map((piece) => piece.link ?? null));
    return links.size === 1 ? ([...links][0] ?? null) : null;
  };
  const members = { copy: () => createRichTextBuilder(context, text, runs), getLinkUrl: link } satisfies Partial<RichText>;
  return offer<object>('RichTextValue', members, context.quiet, new RichTextCore(text, runs, offset)) as RichText;
}

/** What `SpreadsheetApp.newRichTextValue()` gives. */
export function createRichTextBuilder(context: SheetsContext, startText = '', startRuns: readonly TextRun[] = []): RichTextBuilder {
  let text = startText;
  let runs: TextRun[] = [...startRuns];
  const span = (method: string, all: readonly unknown[]): { start: number; end: number } => {
    const [start, end] = all.length === 1 ? [0, text.length] : all;
    if (typeof start !== 'number' || typeof end !== 'number') throw signatureError(all, `SpreadsheetApp.RichTextValueBuilder.${method}`);
    if (start < 0 || end > text.length || start >= end) {
      if (all.length === 1) return { start: 0, end: 0 };
      throw new Error('Illegal argument.');
    }
    return { start, end };
  };
  const add = (run: TextRun): RichTextBuilder => {
    if (run.end > run.start) runs = [...runs, run];
    return builder;
  };
  const members = {
    build: () =>
      createRichText(
        context,
        text,
        pieces(text, runs).filter((piece) => Object.keys(piece).length > 2),
      ),
    setText: (next: string) => {
      if (typeof next !== 'string') throw signatureError([next], 'SpreadsheetApp.RichTextValueBuilder.setText');
      text = next;
      runs = [];
      return builder;
    },
    setLinkUrl: (...all: readonly unknown[]) => {
      const link = all[all.length - 1];
      if (link !== null && typeof link !== 'string') throw signatureError(all, 'SpreadsheetApp.RichTextValueBuilder.setLinkUrl');
      const at = span('setLinkUrl', all);
      if (link) return add({ ...at, link });
      runs = pieces(text, runs).map((piece) => {
        if (piece.start >= at.end || piece.end <= at.start) return piece;
        const { link: _gone, ...rest } = piece;
        return rest;
      });
      return builder;
    },
    setTextStyle: (...all: readonly unknown[]) => {
      const style = all[all.length - 1];
      const looks = style === null ? {} : coreOf(style, TextStyleCore, 'SpreadsheetApp.RichTextValueBuilder.setTextStyle').looks;
      return add({ ...span('setTextStyle', all), ...looks });
    },
  } satisfies Partial<RichTextBuilder>;
  const builder: RichTextBuilder = offer<object>('RichTextValueBuilder', members, context.quiet) as RichTextBuilder;
  return builder;
}
