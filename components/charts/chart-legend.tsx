import { seriesColour, seriesDash, type ChartSeries } from './chart-format';

interface ChartLegendProps {
  series: ChartSeries[];
  line?: ChartSeries;
  /** How the series are drawn. */
  mark: 'bar' | 'line';
}

/** Names beside their colours, in the order of the drawing. */
export function ChartLegend({ series, line, mark }: ChartLegendProps) {
  return (
    <ul className="text-muted flex flex-wrap gap-x-4 gap-y-1 text-xs">
      {series.map((one, index) => (
        <li key={one.key} className="flex items-center gap-1.5">
          {mark === 'bar' ? (
            <Square colour={seriesColour(index)} />
          ) : (
            <Stroke colour={seriesColour(index)} dash={seriesDash(index)} />
          )}
          {one.label}
        </li>
      ))}
      {line && (
        <li className="flex items-center gap-1.5">
          <Stroke colour="var(--color-muted)" dash="4 2" />
          {line.label}
        </li>
      )}
    </ul>
  );
}

function Square({ colour }: { colour: string }) {
  return (
    <svg aria-hidden className="size-2.5 shrink-0" viewBox="0 0 10 10">
      <rect width="10" height="10" rx="2" fill={colour} />
    </svg>
  );
}

function Stroke({ colour, dash }: { colour: string; dash: string | undefined }) {
  return (
    <svg aria-hidden className="h-2.5 w-6 shrink-0" viewBox="0 0 24 10">
      <path d="M0 5h24" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
    </svg>
  );
}
