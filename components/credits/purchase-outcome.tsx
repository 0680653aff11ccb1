import { CircleCheck, CircleX, Clock3, CreditCard, Scale, Undo2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Outcome, type OutcomeLook } from '@/components/payments/outcome';
import { formatDecimal } from '@/lib/core/format';
import type { PurchaseDto, PurchaseState } from '@/lib/domain/payments/schema';

type Shown = PurchaseState | 'back' | 'onAccount';

const LOOK: Record<Shown, OutcomeLook> = {
  waiting: { icon: Clock3, tone: 'text-info' },
  back: { icon: Undo2, tone: 'text-muted' },
  onAccount: { icon: Scale, tone: 'text-warning' },
  declined: { icon: CreditCard, tone: 'text-critical' },
  paid: { icon: CircleCheck, tone: 'text-positive' },
  cancelled: { icon: Undo2, tone: 'text-muted' },
  expired: { icon: Clock3, tone: 'text-warning' },
  failed: { icon: CircleX, tone: 'text-critical' },
};

function shownOf({ state, isOnAccount }: PurchaseDto, cameBack: boolean): Shown {
  if (isOnAccount) return 'onAccount';
  return state === 'waiting' && cameBack ? 'back' : state;
}

/** What became of the purchase. */
export function PurchaseOutcome({ purchase, cameBack }: { purchase: PurchaseDto; cameBack: boolean }) {
  const t = useTranslations('credits.purchase');
  const locale = useLocale();
  const shown = shownOf(purchase, cameBack);
  const { declineCode, origin } = purchase;
  return (
    <Outcome
      state={shown}
      look={LOOK[shown]}
      title={t(`${shown}.title`, { credits: formatDecimal(purchase.credits, locale) })}
      text={t(`${shown}.text`, { origin })}
      code={
        shown === 'declined' && declineCode && t('declined.code', { code: declineCode.replaceAll('_', ' ') })
      }
    />
  );
}
