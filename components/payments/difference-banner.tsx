import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';

const KNOWN = ['amount', 'currency', 'paid_twice', 'invoice_closed'] as const;

/** Why finance has to look at a payment, and what can be done. */
export function DifferenceBanner({ difference }: { difference: string | null }) {
  const t = useTranslations('review.payment');
  if (!difference) return null;
  const known = KNOWN.find((one) => one === difference);
  return (
    <Banner tone="warning" title={t('differsTitle')}>
      {known ? t(`difference.${known}`) : t('difference.other', { difference })}
    </Banner>
  );
}
