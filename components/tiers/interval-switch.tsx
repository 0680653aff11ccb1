'use client';

import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import type { Interval } from './types';

interface IntervalSwitchProps {
  value: Interval;
  onChange: (interval: Interval) => void;
  /** What a year saves, in words; beside the switch, so that it is read before it is pressed. */
  saving?: string;
}

const INTERVALS = ['month', 'year'] as const;

/** Monthly or yearly. Native radios: arrow keys work. */
export function IntervalSwitch({ value, onChange, saving }: IntervalSwitchProps) {
  const t = useTranslations('tiers.interval');
  return (
    <fieldset className="flex flex-wrap items-center gap-3">
      <legend className="sr-only">{t('legend')}</legend>
      <div className="bg-sunken flex rounded-md border p-0.5">
        {INTERVALS.map((interval) => (
          <label
            key={interval}
            className={cn(
              'has-focus-visible:outline-accent h-control-sm flex cursor-pointer items-center rounded-sm px-3 text-sm font-medium has-focus-visible:outline-2',
              value === interval ? 'bg-surface text-ink border shadow-none' : 'text-muted hover:text-ink',
            )}
          >
            <input
              type="radio"
              name="interval"
              value={interval}
              checked={value === interval}
              onChange={() => onChange(interval)}
              className="sr-only"
            />
            {t(interval)}
          </label>
        ))}
      </div>
      {saving && <p className="text-positive text-sm">{saving}</p>}
    </fieldset>
  );
}
