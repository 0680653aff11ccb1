import { CircleCheck, CircleX, Clock3, CreditCard, Landmark, ScanSearch, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import type { PayPageDto } from '@/lib/domain/payments/schema';

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

/** How the payment stands, said again to a screen reader when it changes. */
export function PayOutcome({ payment }: { payment: PayPageDto }) {
  const t = useTranslations('payments.page.state');
  const shown = shownOf(payment);
  const { icon: Icon, tone } = LOOK[shown];
  const { declineCode } = payment;
  return (
    <div role="status" className="flex items-start gap-3" data-state={shown}>
      <Icon aria-hidden className={cn('mt-0.5 size-5 shrink-0', tone)} />
      <div className="flex flex-col gap-1">
        <h2 className="text-base font-semibold">{t(`${shown}.title`)}</h2>
        <p className="text-muted prose-width text-base">{t(`${shown}.text`)}</p>
        {(shown === 'declined' || shown === 'failed') && declineCode && (
          <p className="text-muted text-sm">{t('code', { code: declineCode.replaceAll('_', ' ') })}</p>
        )}
      </div>
    </div>
  );
}
