import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { Stat } from '@/components/ui/stat';
import { formatCredits, formatMoney, formatNumber, formatPercent } from '@/lib/core/format';
import type { RevenueReport } from '@/lib/domain/revenue/schema';
import { deltaOf } from './delta';

/** The figures of the page, each against the former period; each opens the rows behind it. */
export function FigureLine({ report, query }: { report: RevenueReport; query: string }) {
  const t = useTranslations('finance.figures');
  const locale = useLocale();
  const { now, former, currency } = report;
  const money = (minor: string | null) => (minor === null ? '–' : formatMoney(minor, currency, locale));
  const rows = (figure: string) => `/finance/revenue/rows/${figure}?${query}`;
  return (
    <Card aria-label={t('label')} className="grid grid-cols-2 gap-x-6 gap-y-5 md:grid-cols-3 xl:grid-cols-5">
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
        hint={t('payers', { count: now.payers })}
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
      <Recurring report={report} rows={rows} />
    </Card>
  );
}

/** Why there is no lifetime value: nobody left, or nobody was there before. */
function ltvHint({ ltvMinor, lostSubscriptions }: RevenueReport['now']) {
  if (ltvMinor !== null) return 'perSubscription';
  return lostSubscriptions > 0 ? 'nobodyBefore' : 'nobodyLeft';
}

type RecurringProps = { report: RevenueReport; rows: (figure: string) => string };

/** What is derived of MRR: the year's worth of it, what a subscription is worth, and what was lost. */
function Recurring({ report: { now, former, currency }, rows }: RecurringProps) {
  const t = useTranslations('finance.figures');
  const locale = useLocale();
  const money = (minor: string | null) => (minor === null ? '–' : formatMoney(minor, currency, locale));
  const share = (bps: number | null) =>
    bps === null ? '–' : formatPercent(bps / 10_000, { digits: 1, locale });
  return (
    <>
      <Stat
        label={t('arr')}
        value={money(now.arrMinor)}
        delta={deltaOf(now.arrMinor, former.arrMinor, locale)}
        hint={t('twelve')}
        href={rows('subscriptions')}
      />
      <Stat
        label={t('ltv')}
        value={money(now.ltvMinor)}
        delta={deltaOf(now.ltvMinor, former.ltvMinor, locale)}
        hint={t(ltvHint(now))}
        href={rows('movements')}
      />
      <Stat
        label={t('logoChurn')}
        value={share(now.logoChurnBps)}
        delta={deltaOf(now.logoChurnBps, former.logoChurnBps, locale, false)}
        hint={t('lost', { count: now.lostSubscriptions })}
        href={rows('movements')}
      />
      <Stat
        label={t('revenueChurn')}
        value={share(now.revenueChurnBps)}
        delta={deltaOf(now.revenueChurnBps, former.revenueChurnBps, locale, false)}
        hint={t('churnHint')}
        href={rows('movements')}
      />
    </>
  );
}
