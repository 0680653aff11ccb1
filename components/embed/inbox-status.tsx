import { useTranslations } from 'next-intl';
import { Chip, type Tone } from '@/components/ui/chip';
import type { InboxSummary } from '@/lib/domain/inbox/schema';

const tones: Record<InboxSummary['status'], Tone> = {
  unpaid: 'warning',
  new: 'info',
  assigned: 'info',
  in_progress: 'accent',
  waiting_on_customer: 'warning',
  resolved: 'positive',
  closed: 'neutral',
  cancelled: 'neutral',
};

/** Where a request stands, as its reporter understands it. */
export function InboxStatus({ status }: { status: InboxSummary['status'] }) {
  const t = useTranslations('embed.status');
  return <Chip tone={tones[status]}>{t(status)}</Chip>;
}
