import { ChevronUp, ChevronsUp, Equal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import type { Urgency } from '@/lib/domain/support/schema';

const looks = {
  normal: { icon: Equal, colour: 'text-muted' },
  high: { icon: ChevronUp, colour: 'text-warning' },
  critical: { icon: ChevronsUp, colour: 'text-critical' },
};

/** The urgency as a sign and a word. */
export function UrgencyLabel({ urgency }: { urgency: Urgency }) {
  const t = useTranslations('support.urgency');
  const { icon: Icon, colour } = looks[urgency];
  return (
    <span className={cn('inline-flex items-center gap-1 whitespace-nowrap', colour)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(urgency)}
    </span>
  );
}
