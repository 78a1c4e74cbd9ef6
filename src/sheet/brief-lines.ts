import type { Brief } from '../domain/report/brief-page';
import { stageWords } from '../domain/report/brief-words';
import { brokenInto } from './broken-into';
import type { PageCell, PageLine } from './page-lines';

const LINE = 21;
/** Where the three cards begin and how many columns of the page each takes. */
const CARDS: readonly { readonly at: number; readonly span: number; readonly characters: number }[] = [
  { at: 0, span: 3, characters: 58 },
  { at: 3, span: 3, characters: 44 },
  { at: 6, span: 4, characters: 60 },
];
/** The words beside the bars begin here and take the rest of the page. */
const BESIDE = { at: 5, span: 5, characters: 76 } as const;

/** This week's cards, coverage by stage as bars, and beside them who is not spoken to, what changed and what to clean up. */
export function briefLines(brief: Omit<Brief, 'outline'>): readonly PageLine[] {
  return [...cardLines(brief), { role: 'blank', cells: [], height: 10 }, ...stageLines(brief)];
}

function cardLines({ cards, nothingToDo }: Omit<Brief, 'outline'>): readonly PageLine[] {
  const heading: PageLine = { role: 'heading', cells: [words('This week', 0, 10)], height: LINE };
  if (cards.length === 0) return nothingToDo === '' ? [] : [heading, { role: 'sentence', cells: [words(nothingToDo, 0, 10)], height: LINE }];
  const row = (of: (card: Brief['cards'][number]) => { readonly value: string; readonly link?: string }, role: PageLine['role'] = 'card'): PageLine => {
    const cells = cards.map((card, index): PageCell => {
      const place = CARDS[index] ?? CARDS[0]!;
      return { ...of(card), at: place.at, span: place.span, as: 'text' };
    });
    const most = Math.max(...cells.map(({ value }, index) => brokenInto(String(value), CARDS[index]?.characters ?? 44).length));
    return { role, cells, height: LINE + 16 * (Math.min(6, most) - 1) };
  };
  return [
    heading,
    row(({ action, link }) => (link === null ? { value: action } : { value: action, link }), 'card head'),
    row(({ why }) => ({ value: why })),
    row(({ who }) => ({ value: `Who: ${who}` })),
    row(({ by }) => ({ value: `By: ${by}` })),
    row(({ worth }) => ({ value: `Worth: ${worth}` })),
  ];
}

function stageLines({ stages, unspoken, changed, cleanUp }: Omit<Brief, 'outline'>): readonly PageLine[] {
  const left: readonly (readonly PageCell[])[] = [
    [{ ...words('Coverage by stage', 0, 5), strong: true }],
    ...(stages.length === 0
      ? [[words('Not known', 0, 5)]]
      : stages.map((bar): readonly PageCell[] => [
          words(bar.stage, 0, 1),
          { ...words(squares(bar), 1, 3), note: 'One square an audience: ■ covered, ▣ in part, □ not.' },
          words(stageWords(bar), 4, 1),
        ])),
  ];
  const said: readonly (readonly [string, string | null])[] = [
    ['People nobody speaks to', unspoken],
    ['What changed', changed],
    ['Clean-up', cleanUp],
  ];
  const right = said.flatMap(([title, sentence]): readonly PageCell[] =>
    sentence === null || sentence === ''
      ? []
      : [
          { ...words(title, BESIDE.at, BESIDE.span), strong: true },
          ...brokenInto(sentence, BESIDE.characters).map((line) => words(line, BESIDE.at, BESIDE.span)),
        ],
  );
  return Array.from({ length: Math.max(left.length, right.length) }, (_, line): PageLine => ({
    role: 'brief',
    cells: [...(left[line] ?? []), ...(right[line] === undefined ? [] : [right[line]])],
    height: LINE,
  }));
}

/** `■■▣□□□`: one square an audience. */
function squares({ covered, partial, applicable, unknown }: Brief['stages'][number]): string {
  return `${'■'.repeat(covered)}${'▣'.repeat(partial)}${'□'.repeat(Math.max(0, applicable - covered - partial))}${'?'.repeat(unknown)}`;
}

function words(value: string, at: number, span: number): PageCell {
  return { value, at, span, as: 'text' };
}
