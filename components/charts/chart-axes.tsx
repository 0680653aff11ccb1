'use client';

import { Direction } from 'radix-ui';
import { useLocale } from 'next-intl';
import { axisValue, type ChartFormat } from './chart-format';

const TICK = { fill: 'var(--color-muted)', fontSize: 12 };

/** The quiet axes that every chart shares; mirrored where the text runs from right to left. */
export function useAxes(format: ChartFormat) {
  const locale = useLocale();
  const rtl = Direction.useDirection() === 'rtl';
  return {
    locale,
    x: {
      dataKey: 'x',
      tick: TICK,
      tickLine: false,
      axisLine: false,
      minTickGap: 24,
      reversed: rtl,
      tickMargin: 6,
    },
    y: {
      tick: { ...TICK, className: 'figures' },
      tickLine: false,
      axisLine: false,
      width: 'auto',
      // Quarters of a whole; a fourth tick would stand at 105 %.
      tickCount: format === 'percent' ? 5 : 4,
      orientation: rtl ? 'right' : 'left',
      tickFormatter: (value: number) => axisValue(value, format, locale),
    },
    grid: { vertical: false, stroke: 'var(--color-grid)' },
    margin: { top: 16, right: rtl ? 0 : 8, bottom: 0, left: rtl ? 8 : 0 },
  } as const;
}
