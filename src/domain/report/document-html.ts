import { THE_SHEET } from './document-blocks';
import type { Block, RecommendationDocument, Span } from './document-blocks';

/** Styles that Google's import keeps; sizes are the ones that `page-length` counts with. */
const STYLE = [
  'body{font-family:Arial,sans-serif;font-size:10pt;line-height:1.0;overflow-wrap:anywhere}',
  'h1{font-size:16pt;margin:0 0 6pt}',
  'h2{font-size:11pt;margin:8pt 0 2pt}',
  'p{margin:0 0 4pt}',
  'ol,ul{margin:0 0 4pt}',
  'table{border-collapse:collapse}',
  'td,th{border:1px solid #cccccc;padding:1pt 4pt;text-align:left;vertical-align:top}',
  'td.n,th.n{text-align:right}',
].join('');

/** The document as one HTML page, to be made a Google Doc by Drive's import. Text from the account can make no markup. */
export function documentHtml(document: RecommendationDocument): string {
  return (
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escaped(document.title)}</title><style>${STYLE}</style></head>` +
    `<body>${document.blocks.map(blockHtml).join('\n')}</body></html>`
  );
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escaped(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${spansHtml(block.spans)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${block.items.map((item) => `<li>${spansHtml(item)}</li>`).join('')}</${tag}>`;
    }
    case 'table': {
      const mark = (place: number): string => (block.numeric[place] ? ' class="n"' : '');
      const head = block.headers.map((header, place) => `<th${mark(place)}>${escaped(header)}</th>`).join('');
      const rows = block.rows.map((row) => `<tr>${row.map((spans, place) => `<td${mark(place)}>${spansHtml(spans)}</td>`).join('')}</tr>`).join('');
      return `<table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`;
    }
  }
}

function spansHtml(spans: readonly Span[]): string {
  return spans
    .map((span) => {
      const text = escaped(span.text);
      const linked =
        span.link === undefined || !(span.link === THE_SHEET || span.link.startsWith('https://')) ? text : `<a href="${escaped(span.link)}">${text}</a>`;
      return span.bold ? `<b>${linked}</b>` : linked;
    })
    .join('');
}

/** Text inside an element or an attribute. */
export function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
