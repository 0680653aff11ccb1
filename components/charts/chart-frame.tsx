'use client';

import { ChartColumn, Table2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { exactValue, valueAt, type ChartFormat, type ChartPoint, type ChartSeries } from './chart-format';
import { ChartLegend } from './chart-legend';

export type ChartSize = 'sm' | 'md' | 'lg';

/** Heights are classes: they hold the place in the server's HTML before the drawing arrives. */
export const CHART_HEIGHT: Record<ChartSize, string> = { sm: 'h-40', md: 'h-60', lg: 'h-80' };

interface ChartFrameProps {
  label: string;
  /** The chart in one or two sentences. */
  summary: string;
  xLabel: string;
  data: ChartPoint[];
  series: ChartSeries[];
  line?: ChartSeries;
  format: ChartFormat;
  size: ChartSize;
  mark: 'bar' | 'line';
  children: ReactNode;
}

/** The words above a chart and the table behind it; the drawing itself is only for the eye. */
export function ChartFrame(props: ChartFrameProps) {
  const { label, summary, data, series, line, size, mark, children } = props;
  const t = useTranslations('ui.chart');
  const [table, setTable] = useState(false);
  const Icon = table ? ChartColumn : Table2;
  return (
    <figure aria-label={label} className="flex min-w-0 flex-col gap-3">
      <figcaption className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <p className="prose-width text-muted text-sm">{summary}</p>
        <Button
          size="sm"
          variant="ghost"
          className="text-muted max-sm:-ms-2"
          aria-pressed={table}
          onClick={() => setTable(!table)}
        >
          <Icon aria-hidden />
          {t(table ? 'showChart' : 'showTable')}
        </Button>
      </figcaption>
      {table ? (
        <ChartTable {...props} />
      ) : (
        <>
          <div aria-hidden className={cn('min-w-0 text-xs', CHART_HEIGHT[size])}>
            {data.length > 0 && children}
          </div>
          {(series.length > 1 || line) && <ChartLegend series={series} line={line} mark={mark} />}
        </>
      )}
    </figure>
  );
}

function ChartTable({ label, xLabel, data, series, line, format, size }: ChartFrameProps) {
  const locale = useLocale();
  const columns = line ? [...series, line] : series;
  return (
    <Table label={label} frameClassName={cn('overflow-y-auto', CHART_HEIGHT[size])}>
      <THead className="bg-surface sticky top-0">
        <HeaderCell>{xLabel}</HeaderCell>
        {columns.map((column) => (
          <HeaderCell key={column.key} numeric>
            {column.label}
          </HeaderCell>
        ))}
      </THead>
      <TBody>
        {data.map((point, index) => (
          <Row key={`${index}-${point.x}`}>
            <Cell heading className="whitespace-nowrap">
              {point.x}
            </Cell>
            {columns.map((column) => (
              <Cell key={column.key} numeric>
                {exactValue(valueAt(point, column.key), format, locale)}
              </Cell>
            ))}
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
