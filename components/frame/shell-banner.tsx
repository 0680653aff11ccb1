import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

const TONE = {
  warning: 'border-warning-line bg-warning-soft text-warning',
  critical: 'border-critical-line bg-critical-soft text-critical',
};

interface ShellBannerProps {
  tone?: keyof typeof TONE;
  label: string;
  children: ReactNode;
}

/** One line above everything that stays in sight; globals.css makes room for up to two of them. */
export function ShellBanner({ tone = 'warning', label, children }: ShellBannerProps) {
  return (
    <aside
      aria-label={label}
      data-banner
      className={cn(
        'px-gutter sticky top-0 z-30 flex h-7 items-center justify-center gap-2 border-b text-xs whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0 [[data-banner]+&]:top-7',
        TONE[tone],
      )}
    >
      {children}
    </aside>
  );
}
