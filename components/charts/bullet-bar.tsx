import { CircleCheck, CircleDashed } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';

interface BulletBarProps {
  label: string;
  value: number;
  target: number;
  valueText: string;
  targetText: string;
  max?: number;
  /** Resolution time is better when lower. */
  betterWhen?: 'higher' | 'lower';
}

const HEADROOM = 1.25;

/** One figure against its target; the sign and the words say whether it is met. */
export function BulletBar(props: BulletBarProps) {
  const { label, value, target, valueText, targetText, betterWhen = 'higher' } = props;
  const t = useTranslations('ui.chart');
  const max = props.max ?? Math.max(value, target, 1e-9) * HEADROOM;
  const share = (part: number) => Math.min(1, Math.max(0, part / max)) * 100;
  const met = betterWhen === 'higher' ? value >= target : value <= target;
  const Icon = met ? CircleCheck : CircleDashed;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
        <span>{label}</span>
        <span className="figures font-medium">{valueText}</span>
      </div>
      <div role="img" aria-label={t('bullet', { label, value: valueText, target: targetText })}>
        <svg aria-hidden className="block h-2.5 w-full rtl:-scale-x-100">
          <rect y="2" width="100%" height="6" rx="3" className="fill-hover" />
          <rect y="2" width={`${share(value)}%`} height="6" rx="3" className="fill-accent" />
          <rect x={`${share(target)}%`} width="2" height="10" className="fill-ink" />
        </svg>
      </div>
      <p className={cn('flex items-center gap-1 text-xs', met ? 'text-positive' : 'text-muted')}>
        <Icon aria-hidden className="size-3.5" />
        {t(met ? 'targetMet' : 'targetMissed', { target: targetText })}
      </p>
    </div>
  );
}
