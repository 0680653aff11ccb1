import { useTranslations } from 'next-intl';
import { Chip, type Tone } from '@/components/ui/chip';
import type { RefundDto } from '@/lib/domain/refunds/schema';

const TONE: Record<RefundDto['status'], Tone> = {
  pending: 'info',
  succeeded: 'positive',
  failed: 'critical',
};

export function RefundChip({ state }: { state: RefundDto['status'] }) {
  const t = useTranslations('review.refund.state');
  return <Chip tone={TONE[state]}>{t(state)}</Chip>;
}
