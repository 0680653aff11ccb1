'use client';

import {
  Bar,
  CartesianGrid,
  ComposedChart,
  LabelList,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useAxes } from './chart-axes';
import {
  axisValue,
  seriesColour,
  valueAt,
  type ChartFormat,
  type ChartPoint,
  type ChartSeries,
} from './chart-format';
import { ChartTooltip } from './chart-tooltip';

export interface BarDrawingProps {
  data: ChartPoint[];
  series: ChartSeries[];
  line?: ChartSeries;
  stacked: boolean;
  aroundZero: boolean;
  format: ChartFormat;
}

export function BarDrawing({ data, series, line, stacked, aroundZero, format }: BarDrawingProps) {
  const { locale, x, y, grid, margin } = useAxes(format);
  const last = data.length - 1;
  const total = (point: ChartPoint) => series.reduce((sum, one) => sum + valueAt(point, one.key), 0);
  const labelsLast = !aroundZero && (stacked || series.length === 1);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={data}
        margin={margin}
        stackOffset={aroundZero ? 'sign' : 'none'}
        barCategoryGap="22%"
        accessibilityLayer={false}
      >
        <CartesianGrid {...grid} />
        <XAxis {...x} />
        <YAxis {...y} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--color-hover)' }}
          content={(shown) => <ChartTooltip {...shown} valueFormat={format} locale={locale} />}
        />
        {aroundZero && <ReferenceLine y={0} stroke="var(--color-control)" />}
        {series.map((one, index) => (
          <Bar
            key={one.key}
            dataKey={one.key}
            name={one.label}
            stackId={stacked ? 'all' : undefined}
            fill={seriesColour(index)}
            // A line of the surface parts what is stacked, also without colour.
            stroke="var(--color-surface)"
            strokeWidth={stacked && series.length > 1 ? 1 : 0}
            maxBarSize={28}
            radius={stacked && series.length > 1 ? 0 : [3, 3, 0, 0]}
            isAnimationActive={false}
          />
        ))}
        {labelsLast && (
          // An unseen line over the stack carries the label of its last total.
          <Line
            dataKey={total}
            stroke="none"
            dot={false}
            activeDot={false}
            tooltipType="none"
            isAnimationActive={false}
          >
            <LabelList
              position="top"
              fill="var(--color-ink)"
              fontSize={12}
              valueAccessor={(entry, position) =>
                position === last ? axisValue(Number(entry.value), format, locale) : ''
              }
            />
          </Line>
        )}
        {line && (
          <Line
            dataKey={line.key}
            name={line.label}
            type="linear"
            stroke="var(--color-muted)"
            strokeWidth={1.5}
            strokeDasharray="4 3"
            dot={false}
            isAnimationActive={false}
          />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
