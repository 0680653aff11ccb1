import { useTranslations } from 'next-intl';
import { Chip, type Tone } from '@/components/ui/chip';

const TONE: Record<string, Tone> = {
  new: 'info',
  assigned: 'info',
  in_progress: 'accent',
  waiting_on_customer: 'warning',
  resolved: 'positive',
  closed: 'neutral',
  cancelled: 'neutral',
};

/** A request's status in words; the tone only repeats it. */
export function StatusChip({ status }: { status: string }) {
  const t = useTranslations('support.status');
  return <Chip tone={TONE[status]}>{t(status as 'new')}</Chip>;
}
