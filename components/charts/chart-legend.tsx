import { seriesColour, type ChartSeries } from './chart-format';

/** Names beside their colours, in the order of the drawing. */
export function ChartLegend({ series, line }: { series: ChartSeries[]; line?: ChartSeries }) {
  return (
    <ul className="text-muted flex flex-wrap gap-x-4 gap-y-1 text-xs">
      {series.map((one, index) => (
        <li key={one.key} className="flex items-center gap-1.5">
          <svg aria-hidden className="size-2.5 shrink-0" viewBox="0 0 10 10">
            <rect width="10" height="10" rx="2" fill={seriesColour(index)} />
          </svg>
          {one.label}
        </li>
      ))}
      {line && (
        <li className="flex items-center gap-1.5">
          <svg aria-hidden className="text-muted h-2.5 w-4 shrink-0" viewBox="0 0 16 10">
            <path d="M0 5h16" stroke="currentColor" strokeWidth="2" strokeDasharray="4 2" />
          </svg>
          {line.label}
        </li>
      )}
    </ul>
  );
}
