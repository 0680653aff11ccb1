import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { Link } from './link';

export interface StatDelta {
  value: string;
  direction: 'up' | 'down' | 'flat';
  /** Whether this direction is good news; left out, the change carries no colour. */
  good?: boolean;
}

interface StatProps {
  label: ReactNode;
  value: ReactNode;
  delta?: StatDelta;
  hint?: ReactNode;
  href?: string;
  big?: boolean;
  className?: string;
}

/** One figure with its name. As a link its whole area opens the rows behind it. */
export function Stat({ label, value, delta, hint, href, big, className }: StatProps) {
  return (
    <div className={cn('group relative flex min-w-0 flex-col gap-0.5', className)}>
      <p className="text-muted text-sm">
        {href ? (
          <Link
            href={href}
            className="group-hover:text-ink rounded-sm underline-offset-3 group-hover:underline after:absolute after:inset-0"
          >
            {label}
          </Link>
        ) : (
          label
        )}
      </p>
      <p className={cn('figures font-semibold', big ? 'text-2xl' : 'text-xl')}>{value}</p>
      {delta && <Delta delta={delta} />}
      {hint && <p className="text-muted text-sm">{hint}</p>}
    </div>
  );
}

const ARROW = { up: ArrowUpRight, down: ArrowDownRight, flat: ArrowRight };

function Delta({ delta }: { delta: StatDelta }) {
  const t = useTranslations('ui.stat');
  const Arrow = ARROW[delta.direction];
  const tone = delta.good === undefined ? 'text-muted' : delta.good ? 'text-positive' : 'text-critical';
  return (
    <p className={cn('figures flex items-center gap-1 text-sm', tone)}>
      <Arrow aria-hidden className="size-3.5" />
      <span aria-hidden>{delta.value}</span>
      <span className="sr-only">{t(delta.direction, { value: delta.value })}</span>
    </p>
  );
}
