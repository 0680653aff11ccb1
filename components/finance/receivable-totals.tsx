import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { Stat } from '@/components/ui/stat';
import { formatDecimal, formatNumber } from '@/lib/core/format';
import type { ReceivableTotals } from '@/lib/domain/receivables/schema';

/** What everything that the filters show sums to. */
export function ReceivableTotalsBar({ totals }: { totals: ReceivableTotals }) {
  const t = useTranslations('finance.receivables');
  const locale = useLocale();
  const credits = (amount: string) => (
    <>
      {formatDecimal(amount, locale)} <span className="text-muted text-sm font-normal">{t('credits')}</span>
    </>
  );
  return (
    <Card
      as="section"
      aria-label={t('totals')}
      className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-5"
    >
      <Stat label={t('openPart')} value={credits(totals.open)} />
      <Stat label={t('amount')} value={credits(totals.amount)} />
      <Stat label={t('settled')} value={credits(totals.settled)} />
      <Stat label={t('forgiven')} value={credits(totals.forgiven)} />
      <Stat label={t('count')} value={formatNumber(totals.count, locale)} />
    </Card>
  );
}
