import { CircleCheck, CircleX, Clock3, CreditCard, Landmark, ScanSearch, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { PayPageDto } from '@/lib/domain/payments/schema';
import { Outcome } from './outcome';

const LOOK = {
  open: { icon: CreditCard, tone: 'text-info' },
  transfer: { icon: Landmark, tone: 'text-info' },
  review: { icon: ScanSearch, tone: 'text-info' },
  partial: { icon: Landmark, tone: 'text-warning' },
  declined: { icon: CreditCard, tone: 'text-critical' },
  processing: { icon: Clock3, tone: 'text-info' },
  succeeded: { icon: CircleCheck, tone: 'text-positive' },
  failed: { icon: CircleX, tone: 'text-critical' },
  cancelled: { icon: Undo2, tone: 'text-muted' },
  expired: { icon: Clock3, tone: 'text-warning' },
} as const;
type Shown = keyof typeof LOOK;

function shownOf({ provider, status, proofs, declineCode, receivedMinor }: PayPageDto): Shown {
  const isOpen = status === 'open' || status === 'processing';
  if (!isOpen) return status;
  if (provider !== 'bank_transfer') return declineCode && status === 'open' ? 'declined' : status;
  if (proofs[0]?.status === 'submitted') return 'review';
  return receivedMinor === '0' ? 'transfer' : 'partial';
}

/** How the payment stands. */
export function PayOutcome({ payment }: { payment: PayPageDto }) {
  const t = useTranslations('payments.page.state');
  const shown = shownOf(payment);
  const { declineCode } = payment;
  const isRefused = shown === 'declined' || shown === 'failed';
  return (
    <Outcome
      state={shown}
      look={LOOK[shown]}
      title={t(`${shown}.title`)}
      text={t(`${shown}.text`)}
      code={isRefused && declineCode && t('code', { code: declineCode.replaceAll('_', ' ') })}
    />
  );
}
