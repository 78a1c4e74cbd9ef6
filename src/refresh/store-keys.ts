import * as v from 'valibot';
import { kept } from '../domain/text/kept';

/* Keys of what a finished refresh leaves for the next one, for the sidebar and for whoever asks for its texts. */

/** The account that the sheet belongs to. */
export interface SheetAccount {
  readonly id: string;
  readonly name: string;
  /** Zone and currency; null in a sheet whose last refresh did not keep them yet. */
  readonly timezone: string | null;
  readonly currency: string | null;
}
const OR_NONE = v.fallback(v.nullable(v.string()), null);
export const ACCOUNT = kept<SheetAccount>(
  'report/account',
  v.object({ id: v.string(), name: v.fallback(v.string(), ''), timezone: OR_NONE, currency: OR_NONE }),
);

export const MARKDOWN_KEY = 'report/markdown';
export const SUMMARY_TEXT_KEY = 'report/summary';
/** The brief as a page to print. */
export const BRIEF_HTML_KEY = 'report/brief-html';
/** Address of the document, and what stands in it. */
export const DOCUMENT_KEY = 'report/document';
export const DOCUMENT_HTML_KEY = 'report/document-html';
/** Every request that was sent to change something in Klaviyo. */
export const CHANGES_KEY = 'changes/journal';
