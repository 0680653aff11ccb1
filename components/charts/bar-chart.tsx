'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '@/components/ui/skeleton';
import type { ChartFormat, ChartPoint, ChartSeries } from './chart-format';
import { ChartFrame, type ChartSize } from './chart-frame';

const BarDrawing = dynamic(() => import('./bar-drawing').then((module) => module.BarDrawing), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
});

interface BarChartProps {
  label: string;
  summary: string;
  xLabel: string;
  data: ChartPoint[];
  series: ChartSeries[];
  /** A comparison over the bars, such as the period before. */
  line?: ChartSeries;
  stacked?: boolean;
  /** Gains above the line, losses (negative values) below it. */
  aroundZero?: boolean;
  format?: ChartFormat;
  size?: ChartSize;
}

export function BarChart(props: BarChartProps) {
  const { stacked = true, aroundZero = false, format = 'number', size = 'md', ...rest } = props;
  return (
    <ChartFrame {...rest} format={format} size={size} mark="bar">
      <BarDrawing
        data={rest.data}
        series={rest.series}
        line={rest.line}
        stacked={stacked}
        aroundZero={aroundZero}
        format={format}
      />
    </ChartFrame>
  );
}
