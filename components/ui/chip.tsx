import { cva } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { cn } from './cn';

const chipStyle = cva(
  'inline-flex max-w-full items-center gap-1 rounded-full border px-2 py-px text-xs font-medium whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0',
  {
    variants: {
      tone: {
        neutral: 'bg-sunken text-muted',
        info: 'border-info-line bg-info-soft text-info',
        positive: 'border-positive-line bg-positive-soft text-positive',
        warning: 'border-warning-line bg-warning-soft text-warning',
        critical: 'border-critical-line bg-critical-soft text-critical',
        accent: 'border-accent-line bg-accent-soft text-accent',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

export type Tone = 'neutral' | 'info' | 'positive' | 'warning' | 'critical' | 'accent';

/** A status in words; the colour only repeats it. */
export function Chip(props: { tone?: Tone; icon?: ReactNode; className?: string; children: ReactNode }) {
  return (
    <span className={cn(chipStyle({ tone: props.tone }), props.className)}>
      {props.icon}
      <span className="truncate">{props.children}</span>
    </span>
  );
}
