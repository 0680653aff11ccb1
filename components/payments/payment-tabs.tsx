import { useTranslations } from 'next-intl';
import { LinkTabs } from '@/components/ui/tabs';

const TABS = ['attempts', 'refunds', 'disputes'] as const;
const ROOT = '/finance/payments';

/** Money that came, that went back, and that was taken back. */
export function PaymentTabs({ current }: { current: (typeof TABS)[number] }) {
  const t = useTranslations('review.payments.tabs');
  return (
    <LinkTabs
      label={t('label')}
      tabs={TABS.map((tab) => ({
        href: tab === 'attempts' ? ROOT : `${ROOT}/${tab}`,
        label: t(tab),
        current: tab === current,
      }))}
    />
  );
}
