import { useLocale, useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { formatMoney } from '@/lib/core/format';
import type { OverdueDto } from '@/lib/domain/invoices/schema';

/** What is overdue in all, above the list of invoices. */
export function OverdueBanner({ overdue }: { overdue: OverdueDto[] }) {
  const t = useTranslations('invoices');
  const locale = useLocale();
  return overdue.map(({ currency, invoices, dueMinor }) => (
    <Banner key={currency} tone="warning">
      {t('overdueTotal', { count: invoices, amount: formatMoney(dueMinor, currency, locale) })}
    </Banner>
  ));
}
