import { useTranslations } from 'next-intl';
import { Chip } from '@/components/ui/chip';
import type { RunStatus } from '@/lib/domain/reconciliation/schema';

const tones = { queued: 'neutral', running: 'info', ready: 'positive', failed: 'critical' } as const;

export function RunStatusChip({ status }: { status: RunStatus }) {
  const t = useTranslations('books.reconciliation.status');
  return <Chip tone={tones[status]}>{t(status)}</Chip>;
}
