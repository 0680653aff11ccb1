import { Ban, CircleCheck, CircleDashed, CircleX, Clock3, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Chip, type Tone } from '@/components/ui/chip';
import type { PaymentState } from '@/lib/domain/payments/schema';

const LOOK: Record<PaymentState, { tone: Tone; icon: typeof CircleCheck }> = {
  open: { tone: 'info', icon: CircleDashed },
  processing: { tone: 'info', icon: LoaderCircle },
  succeeded: { tone: 'positive', icon: CircleCheck },
  failed: { tone: 'critical', icon: CircleX },
  cancelled: { tone: 'neutral', icon: Ban },
  expired: { tone: 'neutral', icon: Clock3 },
};

export function PaymentChip({ status }: { status: PaymentState }) {
  const t = useTranslations('payments.status');
  const { tone, icon: Icon } = LOOK[status];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {t(status)}
    </Chip>
  );
}
