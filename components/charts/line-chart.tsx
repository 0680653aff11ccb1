'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '@/components/ui/skeleton';
import type { ChartFormat, ChartPoint, ChartSeries } from './chart-format';
import { ChartFrame, type ChartSize } from './chart-frame';

const LineDrawing = dynamic(() => import('./line-drawing').then((module) => module.LineDrawing), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
});

interface LineChartProps {
  label: string;
  summary: string;
  xLabel: string;
  data: ChartPoint[];
  series: ChartSeries[];
  format?: ChartFormat;
  size?: ChartSize;
}

export function LineChart({ format = 'number', size = 'md', ...rest }: LineChartProps) {
  return (
    <ChartFrame {...rest} format={format} size={size} mark="line">
      <LineDrawing data={rest.data} series={rest.series} format={format} />
    </ChartFrame>
  );
}
