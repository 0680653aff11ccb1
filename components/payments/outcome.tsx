import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

export type OutcomeLook = { icon: LucideIcon; tone: string };

interface OutcomeProps {
  state: string;
  look: OutcomeLook;
  title: ReactNode;
  text: ReactNode;
  /** What the bank said, where it refused. */
  code?: ReactNode;
}

/** What became of a payment, said again to a screen reader when it changes. */
export function Outcome({ state, look: { icon: Icon, tone }, title, text, code }: OutcomeProps) {
  return (
    <div role="status" className="flex items-start gap-3" data-state={state}>
      <Icon aria-hidden className={cn('mt-0.5 size-5 shrink-0', tone)} />
      <div className="flex flex-col gap-1">
        <h2 className="text-base font-semibold">{title}</h2>
        <p className="text-muted prose-width text-base">{text}</p>
        {code && <p className="text-muted text-sm">{code}</p>}
      </div>
    </div>
  );
}
