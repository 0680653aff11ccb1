'use client';

import {
  CartesianGrid,
  LabelList,
  Line,
  LineChart as Recharts,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useAxes } from './chart-axes';
import {
  axisValue,
  seriesColour,
  seriesDash,
  type ChartFormat,
  type ChartPoint,
  type ChartSeries,
} from './chart-format';
import { ChartTooltip } from './chart-tooltip';

export interface LineDrawingProps {
  data: ChartPoint[];
  series: ChartSeries[];
  format: ChartFormat;
}

export function LineDrawing({ data, series, format }: LineDrawingProps) {
  const { locale, x, y, grid, margin } = useAxes(format);
  const last = data.length - 1;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <Recharts data={data} margin={{ ...margin, right: 40, left: margin.left }} accessibilityLayer={false}>
        <CartesianGrid {...grid} />
        <XAxis {...x} />
        <YAxis {...y} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--color-control)' }}
          content={(shown) => <ChartTooltip {...shown} valueFormat={format} locale={locale} />}
        />
        {series.map((one, index) => (
          <Line
            key={one.key}
            dataKey={one.key}
            name={one.label}
            type="linear"
            stroke={seriesColour(index)}
            strokeWidth={2}
            strokeDasharray={seriesDash(index)}
            dot={false}
            activeDot={{ r: 3 }}
            isAnimationActive={false}
          >
            <LabelList
              position="right"
              fill="var(--color-ink)"
              fontSize={12}
              valueAccessor={(entry: { value?: unknown }, position: number) =>
                position === last ? axisValue(Number(entry.value), format, locale) : ''
              }
            />
          </Line>
        ))}
      </Recharts>
    </ResponsiveContainer>
  );
}
