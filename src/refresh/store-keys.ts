/** Keys of what a finished refresh leaves for the next one, for the sidebar and for whoever asks for its texts. */
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
