import type { Formats } from '../text/format';
import type { Brief, BriefCard, StageBar } from './brief-page';
import { moveWords, stageWords } from './brief-words';
import { escaped } from './document-html';
import { inlineName, oneLine } from './one-line';
import type { PlanStep } from './plan';

/** Rows of the plan that the page has room for. */
const MOST_MOVES = 8;

/** Sized so that the fullest page (three cards, thirteen stages, eight moves, names of the longest kind) fits on A4 and on Letter. */
const STYLE = `
@page{margin:9mm 12mm}
*{box-sizing:border-box}
body{margin:0 auto;max-width:186mm;font:9.5pt/1.3 Arial,Helvetica,sans-serif;color:#202124;overflow-wrap:anywhere;-webkit-print-color-adjust:exact;print-color-adjust:exact}
h1{font-size:16pt;line-height:1.15;margin:0;color:#1f3a5f}
h2{font-size:10.5pt;margin:3.4mm 0 1mm;color:#1f3a5f}
p{margin:.6mm 0}
.small{color:#5f6368;font-size:8.5pt}
.headline{font-size:12pt;font-weight:bold;margin:2mm 0 .6mm}
.cards{display:grid;grid-template-columns:repeat(3,1fr);gap:3mm}
.card{border:1px solid #c9d3df;border-top:3px solid #1f3a5f;border-radius:1mm;padding:1.8mm 2.2mm}
.card h3{font-size:10pt;line-height:1.2;margin:0 0 1mm}
.lines{display:-webkit-box;-webkit-box-orient:vertical;overflow:hidden}
.card h3.lines{-webkit-line-clamp:3}.card p.lines{-webkit-line-clamp:5}.card dd.lines{-webkit-line-clamp:2}h1.lines{-webkit-line-clamp:2}p.lines{-webkit-line-clamp:3}
.card dl{display:grid;grid-template-columns:auto 1fr;gap:0 2mm;margin:1.2mm 0 0}
dt{color:#5f6368}dd{margin:0;font-weight:bold}
.two{display:grid;grid-template-columns:1fr 1fr;gap:6mm}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.45mm 1.2mm;border-bottom:1px solid #e3e8ee;font-weight:normal;vertical-align:top}
thead th{color:#5f6368;font-size:8.5pt;border-bottom:1px solid #1f3a5f}
td,th[scope]{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.plan{table-layout:fixed}
.n{text-align:right}
.bar{display:flex;width:22mm;height:3mm;background:#e3e8ee;margin-top:.6mm}
.bar i{background:#1e7b4d}.bar i+i{background:#9fd0b6}.bar i+i+i{background:none}
@media screen{body{padding:8mm 4mm}}
`;

/** The brief as one page of A4 or Letter. Text from the account can make no markup; nothing is loaded from anywhere. */
export function briefHtml(brief: Brief, formats: Formats): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(brief.title)}</title><style>${STYLE}</style></head><body>
<h1 class="lines">${escaped(brief.title)}</h1>
<p class="small">${escaped(brief.subtitle)}</p>
<p class="headline lines">${escaped(oneLine(brief.headline, 300))}</p>
${brief.plan === null ? '' : `<p>${escaped(brief.plan)}</p>`}
<h2>This week</h2>
${brief.cards.length === 0 ? `<p>${escaped(brief.nothingToDo)}</p>` : `<div class="cards">${brief.cards.map(cardHtml).join('')}</div>`}
<div class="two"><section><h2>Coverage by stage</h2>${stagesHtml(brief.stages)}</section>
<section>${brief.unspoken === null ? '' : `<h2>People nobody speaks to</h2><p>${escaped(brief.unspoken)}</p>`}
<h2>What changed</h2><p>${escaped(brief.changed)}</p>
<h2>Clean-up</h2><p>${escaped(brief.cleanUp)}</p></section></div>
${planHtml(brief, formats)}
</body></html>
`;
}

function cardHtml(card: BriefCard): string {
  const action = escaped(card.action);
  return (
    `<article class="card"><h3 class="lines">${card.link === null ? action : `<a href="${escaped(card.link)}">${action}</a>`}</h3><p class="lines">${escaped(oneLine(card.why, 260))}</p>` +
    `<dl><dt>Who</dt><dd class="lines">${escaped(inlineName(card.who, 60))}</dd><dt>By</dt><dd>${escaped(card.by)}</dd><dt>Worth</dt><dd>${escaped(card.worth)}</dd></dl></article>`
  );
}

function stagesHtml(stages: readonly StageBar[]): string {
  if (stages.length === 0) return '<p>Not known: the account’s segments could not be read.</p>';
  const rows = stages.map((bar) => {
    const part = (count: number): string => `<i style="flex:${count} 0 0"></i>`;
    return `<tr><th scope="row">${escaped(bar.stage)}</th><td><div class="bar">${part(bar.covered)}${part(bar.partial)}${part(bar.applicable - bar.covered - bar.partial)}</div></td><td class="n">${escaped(stageWords(bar))}</td></tr>`;
  });
  return `<table><tbody>${rows.join('')}</tbody></table><p class="small">Dark: audiences that a segment covers. Light: covered in part.</p>`;
}

function planHtml({ outline }: Brief, formats: Formats): string {
  const { now, steps } = outline;
  if (now.length === 0) return '';
  const shown = now.slice(0, MOST_MOVES);
  const rest = steps.length - shown.length;
  return `<h2>The plan of this quarter</h2><table class="plan"><colgroup><col style="width:36%"><col style="width:20%"><col style="width:14%"><col style="width:11%"><col style="width:11%"><col style="width:8%"></colgroup><thead><tr><th>Move</th><th>Owner</th><th>By</th><th class="n">Adds</th><th class="n">In all</th><th class="n">Share</th></tr></thead><tbody>${shown
    .map((step) => planRow(step, formats))
    .join('')}</tbody></table>${
    rest > 0
      ? `<p class="small">${escaped(`The tracker has ${formats.counted(rest, 'more open row')}. Share: of what all open moves together would bring.`)}</p>`
      : ''
  }`;
}

function planRow({ line, gain, total, share }: PlanStep, formats: Formats): string {
  const adds = gain === null ? 'not known' : gain > 0 ? formats.money(gain) : '–';
  return (
    `<tr><td>${escaped(moveWords(line.action, line.segment))}</td><td>${escaped(inlineName(line.owner || '–', 60))}</td><td>${escaped(line.due === null ? '–' : formats.day(line.due))}</td>` +
    `<td class="n">${escaped(adds)}</td><td class="n">${escaped(formats.money(total))}</td><td class="n">${escaped(formats.share(share))}</td></tr>`
  );
}
