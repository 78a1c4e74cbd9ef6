import { newsLine } from '../history/account-news';
import type { NewsItem } from '../history/account-news';
import { cell } from '../table/cell';
import type { TabCell } from '../table/tab';
import type { ReportContext } from './report-context';

const WORDS: Readonly<Record<NewsItem['kind'], string>> = {
  'broken reference': 'Broken reference',
  'dead metric': 'Silent metric',
  members: 'Members',
  'rule changed': 'Rule changed',
  'segment gone': 'Gone',
  'hidden audience': 'Hidden audience',
  'mailed everybody': 'Mailed everybody',
};

/** One line that a person can paste into a chat: what changed in the account since the last refresh. */
export function newsToPaste({ input, formats }: ReportContext): string {
  return newsLine(input.news, formats.date);
}

/** Rows of the `Changes` section: What, about what, –, the sentence. */
export function newsRows({ input }: ReportContext): readonly (readonly TabCell[])[] {
  return input.news.items.map(({ kind, name, sentence }) => [cell(WORDS[kind]), cell(name), cell('–'), cell(sentence)]);
}
