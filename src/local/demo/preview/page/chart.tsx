import type { JSX } from 'preact';
import type { ChartView } from '../view';

const COLORS = ['#34a853', '#fbbc04', '#a142f4', '#ea4335', '#4285f4', '#9aa0a6', '#00acc1', '#ff6d01'];
const MARGIN = { top: 42, right: 18, bottom: 46, left: 56 };

/** A chart of the sheet, drawn plainly: bars, columns or lines over the block that it was made from. */
export function Chart({ chart }: { chart: ChartView }): JSX.Element {
  const { width, height, labels, series } = chart;
  const sideways = chart.type === 'BAR';
  const left = sideways ? Math.min(190, Math.max(70, ...labels.map((label) => 14 + label.length * 6))) : MARGIN.left;
  const plot = { left, top: MARGIN.top, width: width - left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  const totals = labels.map((_, place) => {
    const values = series.map(({ values: all }) => all[place] ?? 0);
    return chart.stacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
  });
  const top = niceTop(Math.max(0, ...totals));
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * top);
  return (
    <svg class="chart" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={chart.title}>
      <rect width={width} height={height} fill="#fff" stroke="#dadce0" />
      <text x={14} y={24} font-size="14" fill="#3c4043">
        {chart.title}
      </text>
      {ticks.map((tick) => {
        const at = sideways ? plot.left + (tick / top) * plot.width : plot.top + plot.height - (tick / top) * plot.height;
        return sideways ? (
          <g key={tick}>
            <line x1={at} x2={at} y1={plot.top} y2={plot.top + plot.height} stroke="#e8eaed" />
            <text x={at} y={plot.top + plot.height + 15} text-anchor="middle" class="axis">
              {short(tick)}
            </text>
          </g>
        ) : (
          <g key={tick}>
            <line x1={plot.left} x2={plot.left + plot.width} y1={at} y2={at} stroke="#e8eaed" />
            <text x={plot.left - 6} y={at + 4} text-anchor="end" class="axis">
              {short(tick)}
            </text>
          </g>
        );
      })}
      {chart.type === 'LINE' ? <Lines chart={chart} plot={plot} top={top} /> : <Bars chart={chart} plot={plot} top={top} />}
      {series.length < 2 ? null : <Legend names={series.map(({ name }) => name)} y={height - 14} x={14} />}
    </svg>
  );
}

interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function Bars({ chart, plot, top }: { chart: ChartView; plot: Plot; top: number }): JSX.Element {
  const { labels, series, stacked } = chart;
  const sideways = chart.type === 'BAR';
  const band = (sideways ? plot.height : plot.width) / Math.max(1, labels.length);
  const thick = stacked ? band * 0.64 : (band * 0.64) / Math.max(1, series.length);
  return (
    <g>
      {labels.map((label, place) => {
        let before = 0;
        const start = place * band + band * 0.18;
        return (
          <g key={place}>
            {series.map(({ values }, index) => {
              const length = ((values[place] ?? 0) / top) * (sideways ? plot.width : plot.height);
              const across = stacked ? start : start + index * thick;
              const from = stacked ? before : 0;
              before += length;
              const color = COLORS[index % COLORS.length];
              return sideways ? (
                <rect key={index} x={plot.left + from} y={plot.top + across} width={Math.max(0, length)} height={thick} fill={color} />
              ) : (
                <rect key={index} x={plot.left + across} y={plot.top + plot.height - from - length} width={thick} height={Math.max(0, length)} fill={color} />
              );
            })}
            {sideways ? (
              <text x={plot.left - 8} y={plot.top + (place + 0.5) * band + 4} text-anchor="end" class="axis">
                {label}
              </text>
            ) : (
              <text x={plot.left + (place + 0.5) * band} y={plot.top + plot.height + 15} text-anchor="middle" class="axis">
                {label}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

function Lines({ chart, plot, top }: { chart: ChartView; plot: Plot; top: number }): JSX.Element {
  const { labels, series } = chart;
  const x = (place: number): number => plot.left + (labels.length < 2 ? plot.width / 2 : (place / (labels.length - 1)) * plot.width);
  const y = (value: number): number => plot.top + plot.height - (value / top) * plot.height;
  return (
    <g>
      {series.map(({ values }, index) => {
        const points = values.flatMap((value, place) => (value === null ? [] : [{ x: x(place), y: y(value) }]));
        const color = COLORS[index % COLORS.length];
        return (
          <g key={index}>
            <polyline points={points.map((point) => `${point.x},${point.y}`).join(' ')} fill="none" stroke={color} stroke-width="2.5" />
            {points.map((point, place) => (
              <circle key={place} cx={point.x} cy={point.y} r="3.5" fill={color} />
            ))}
          </g>
        );
      })}
      {labels.map((label, place) => (
        <text key={place} x={x(place)} y={plot.top + plot.height + 15} text-anchor="middle" class="axis">
          {label}
        </text>
      ))}
    </g>
  );
}

function Legend({ names, x, y }: { names: readonly string[]; x: number; y: number }): JSX.Element {
  let at = x;
  return (
    <g>
      {names.map((name, index) => {
        const here = at;
        at += 26 + name.length * 6.2;
        return (
          <g key={index}>
            <rect x={here} y={y - 9} width={10} height={10} rx={2} fill={COLORS[index % COLORS.length]} />
            <text x={here + 15} y={y} class="axis">
              {name}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** The next round figure above: 1, 2, 2.5 or 5 times a power of ten; 1 for nothing. */
function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 2.5, 5, 10].find((step) => step * power >= value) ?? 10);
}

function short(value: number): string {
  return new Intl.NumberFormat('en-US', { notation: value >= 10_000 ? 'compact' : 'standard', maximumFractionDigits: 1 }).format(value);
}
