import { CircleCheck, CircleX, Clock3, CreditCard, Undo2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { formatDecimal } from '@/lib/core/format';
import type { PurchaseDto, PurchaseState } from '@/lib/domain/payments/schema';

type Shown = PurchaseState | 'back';

const LOOK: Record<Shown, { icon: typeof Clock3; tone: string }> = {
  waiting: { icon: Clock3, tone: 'text-info' },
  back: { icon: Undo2, tone: 'text-muted' },
  declined: { icon: CreditCard, tone: 'text-critical' },
  paid: { icon: CircleCheck, tone: 'text-positive' },
  cancelled: { icon: Undo2, tone: 'text-muted' },
  expired: { icon: Clock3, tone: 'text-warning' },
  failed: { icon: CircleX, tone: 'text-critical' },
};

/** What became of the payment, said again to a screen reader when it changes. */
export function PurchaseOutcome({ purchase, cameBack }: { purchase: PurchaseDto; cameBack: boolean }) {
  const t = useTranslations('credits.purchase');
  const locale = useLocale();
  const shown: Shown = purchase.state === 'waiting' && cameBack ? 'back' : purchase.state;
  const { icon: Icon, tone } = LOOK[shown];
  return (
    <div role="status" className="flex items-start gap-3" data-state={shown}>
      <Icon aria-hidden className={cn('mt-0.5 size-5 shrink-0', tone)} />
      <div className="flex flex-col gap-1">
        <h2 className="text-base font-semibold">
          {t(`${shown}.title`, { credits: formatDecimal(purchase.credits, locale) })}
        </h2>
        <p className="text-muted prose-width text-base">{t(`${shown}.text`)}</p>
        {shown === 'declined' && purchase.declineCode && (
          <p className="text-muted text-sm">
            {t('declined.code', { code: purchase.declineCode.replaceAll('_', ' ') })}
          </p>
        )}
      </div>
    </div>
  );
}
