import { CircleAlert, CircleCheck, FlaskConical, Info, OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

type BannerTone = 'info' | 'positive' | 'warning' | 'critical' | 'sandbox';

interface BannerProps {
  tone?: BannerTone;
  title?: ReactNode;
  action?: ReactNode;
  /** What puts the banner away: stays in its corner when the words wrap. */
  dismiss?: ReactNode;
  /** `alert` for what appears after an act; by default it is only read in place. */
  role?: 'alert' | 'status';
  className?: string;
  children?: ReactNode;
}

const TONE = {
  info: ['border-info-line bg-info-soft text-info', Info],
  positive: ['border-positive-line bg-positive-soft text-positive', CircleCheck],
  warning: ['border-warning-line bg-warning-soft text-warning', CircleAlert],
  critical: ['border-critical-line bg-critical-soft text-critical', OctagonAlert],
  sandbox: ['border-warning-line bg-warning-soft text-warning', FlaskConical],
} as const;

export function Banner({ tone = 'info', title, action, dismiss, role, className, children }: BannerProps) {
  const [classes, Icon] = TONE[tone];
  return (
    <div
      role={role}
      className={cn('flex items-start gap-2.5 rounded-md border px-3 py-2.5 text-sm', classes, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          {title && <p className="font-medium">{title}</p>}
          {children && <div className="text-ink">{children}</div>}
        </div>
        {action}
      </div>
      {dismiss && <div className="-my-1 shrink-0 sm:self-center">{dismiss}</div>}
    </div>
  );
}
