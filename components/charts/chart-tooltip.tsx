'use client';

import type { TooltipContentProps } from 'recharts';
import { exactValue, type ChartFormat } from './chart-format';

type ChartTooltipProps = Partial<TooltipContentProps> & { valueFormat: ChartFormat; locale: string };

export function ChartTooltip({ active, payload, label, valueFormat, locale }: ChartTooltipProps) {
  if (!active || !payload?.length) return null;
  return (
    <div className="bg-surface shadow-float rounded-md px-2.5 py-2 text-xs">
      <p className="mb-1 font-medium">{label}</p>
      {payload.map((entry) => (
        <p key={String(entry.dataKey)} className="flex items-center gap-2">
          <svg className="size-2 shrink-0" viewBox="0 0 10 10">
            <rect width="10" height="10" rx="2" fill={entry.color} />
          </svg>
          <span className="text-muted flex-1">{entry.name}</span>
          <span className="figures ms-3">{exactValue(Number(entry.value), valueFormat, locale)}</span>
        </p>
      ))}
    </div>
  );
}
