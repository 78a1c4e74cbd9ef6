/** Keys of what a finished refresh leaves for the next one, for the sidebar and for whoever asks for its texts. */
export const HISTORY_KEY = 'report/history';
/** Segments, flows and troubles as the last refresh saw them, and changes of rules: see domain/history. */
export const ACCOUNT_MEMORY_KEY = 'report/account-memory';
export const ACCOUNT_KEY = 'report/account';
export const MARKDOWN_KEY = 'report/markdown';
export const SUMMARY_TEXT_KEY = 'report/summary';
/** The brief as a page to print. */
export const BRIEF_HTML_KEY = 'report/brief-html';
/** Address of the document, and what stands in it. */
export const DOCUMENT_KEY = 'report/document';
export const DOCUMENT_HTML_KEY = 'report/document-html';
/** Every request that was sent to change something in Klaviyo. */
export const CHANGES_KEY = 'changes/journal';
