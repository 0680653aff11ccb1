import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { Stat } from '@/components/ui/stat';
import { formatCredits, formatMoney, formatNumber } from '@/lib/core/format';
import type { RevenueReport } from '@/lib/domain/revenue/schema';
import { deltaOf } from './delta';

/** The six figures of the page, each against the former period; each opens the rows behind it. */
export function FigureLine({ report, query }: { report: RevenueReport; query: string }) {
  const t = useTranslations('finance.figures');
  const locale = useLocale();
  const { now, former, currency } = report;
  const money = (minor: string | null) => (minor === null ? '–' : formatMoney(minor, currency, locale));
  const rows = (figure: string) => `/finance/revenue/rows/${figure}?${query}`;
  return (
    <Card aria-label={t('label')} className="grid grid-cols-2 gap-x-6 gap-y-5 md:grid-cols-3 xl:grid-cols-6">
      <Stat
        label={t('packRevenue')}
        value={money(now.packRevenueMinor)}
        delta={deltaOf(now.packRevenueMinor, former.packRevenueMinor, locale)}
        hint={t('purchases', { count: now.purchases })}
        href={rows('purchases')}
      />
      <Stat
        label={t('mrr')}
        value={money(now.mrrMinor)}
        delta={deltaOf(now.mrrMinor, former.mrrMinor, locale)}
        hint={t('subscriptions', { count: now.paidSubscriptions })}
        href={rows('subscriptions')}
      />
      <Stat
        label={t('arpu')}
        value={money(now.arpuMinor)}
        delta={deltaOf(now.arpuMinor, former.arpuMinor, locale)}
        hint={t('active', { count: now.activeOrganisations })}
        href={rows('organisations')}
      />
      <Stat
        label={t('buyers')}
        value={formatNumber(now.buyers, locale)}
        delta={deltaOf(now.buyers, former.buyers, locale)}
        hint={t('reporters', { count: now.reporters })}
        href={rows('organisations')}
      />
      <Stat
        label={t('creditsUsed')}
        value={formatCredits(now.credits.usedMicro, locale)}
        delta={deltaOf(now.credits.usedMicro, former.credits.usedMicro, locale)}
        hint={t('sold', { credits: formatCredits(now.credits.soldMicro, locale) })}
        href={rows('organisations')}
      />
      <Stat
        label={t('deferred')}
        value={money(now.deferred.closingMinor)}
        delta={deltaOf(now.deferred.closingMinor, former.deferred.closingMinor, locale, null)}
        hint={t('outstanding', { credits: formatCredits(now.credits.closingMicro, locale) })}
        href={rows('lots')}
      />
    </Card>
  );
}
