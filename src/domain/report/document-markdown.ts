import type { Block, RecommendationDocument, Span } from './document-blocks';
import { THE_SHEET } from './document-blocks';

/** The document as GitHub-flavored Markdown; ends with a line break. Text from the account can make no markup, link or line. */
export function documentMarkdown(document: RecommendationDocument): string {
  return `${document.blocks.map(blockMarkdown).join('\n\n')}\n`;
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escaped(block.text)}`;
    case 'paragraph':
      return startSafe(block.spans.map(spanMarkdown).join(''));
    case 'list':
      return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${startSafe(item.map(spanMarkdown).join(''))}`).join('\n');
    case 'table': {
      const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
      return [
        row(block.headers.map(escaped)),
        row(block.numeric.map((numeric) => (numeric ? '---:' : '---'))),
        ...block.rows.map((cells) => row(cells.map((spans) => spans.map(spanMarkdown).join('')))),
      ].join('\n');
    }
  }
}

function spanMarkdown(span: Span): string {
  const outer = /^(\s*)([\s\S]*?)(\s*)$/.exec(span.text);
  const [before, inner, after] = [outer?.[1] ?? '', escaped(outer?.[2] ?? ''), outer?.[3] ?? ''];
  if (inner === '') return span.text;
  const linked = span.link === undefined || span.link === THE_SHEET ? inner : `[${inner}](<${address(span.link)}>)`;
  return `${before ? ' ' : ''}${span.bold ? `**${linked}**` : linked}${after ? ' ' : ''}`;
}

/** Every character that could begin markup is escaped, line breaks become spaces, and bare addresses are broken so that none becomes a link. */
function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|~#@]/g, '\\$&')
    .replace(/&(?=\\?#?\w+;)/g, '\\&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\b(www)\./gi, '$1\\.');
}

/** A text that opens with what Markdown reads as a list, a rule or a heading at the beginning of a line. */
function startSafe(markdown: string): string {
  return markdown
    .replace(/^\s+/, '')
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

/** An https address inside angle brackets. */
function address(link: string): string {
  return link.replace(/[<>\s\\]/g, (character) => encodeURIComponent(character));
}
