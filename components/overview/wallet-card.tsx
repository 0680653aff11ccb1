import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { Meter } from '@/components/ui/meter';
import { formatDecimal } from '@/lib/core/format';
import type { OverviewDto } from '@/lib/domain/overview/schema';

type Props = Pick<OverviewDto, 'wallet' | 'allowance' | 'forecast'>;

/** How much is left and how long it will last. */
export function WalletCard({ wallet, allowance, forecast }: Props) {
  const t = useTranslations('overview.wallet');
  const locale = useLocale();
  const figure = (decimal: string) => formatDecimal(decimal, locale);
  return (
    <Card as="section" aria-labelledby="wallet-title" className="flex flex-col gap-4">
      <div>
        <h2 id="wallet-title" className="text-muted text-sm">
          {t('title')}
        </h2>
        <p className="figures text-2xl font-semibold" data-testid="available">
          {figure(wallet.available)} <span className="text-muted text-base font-normal">{t('unit')}</span>
        </p>
        <dl className="text-muted figures mt-1 flex flex-wrap gap-x-4 text-sm">
          <div className="flex gap-1.5">
            <dt>{t('balance')}</dt>
            <dd className="text-ink">{figure(wallet.balance)}</dd>
          </div>
          <div className="flex gap-1.5">
            <dt>{t('held')}</dt>
            <dd className="text-ink">{figure(wallet.held)}</dd>
          </div>
        </dl>
      </div>
      {allowance && allowance.total !== '0' ? (
        <div className="flex flex-col gap-1">
          <Meter
            label={t('allowance', { tier: allowance.tier })}
            value={Number(allowance.used)}
            max={Number(allowance.total)}
            thresholds={[0.75, 0.9]}
            valueText={t('allowanceValue', { used: figure(allowance.used), total: figure(allowance.total) })}
          />
          <p className="text-muted text-sm">
            {t.rich('resets', { date: () => <Time at={allowance.resetsAt} /> })}
          </p>
        </div>
      ) : (
        <p className="text-muted text-sm">
          {allowance?.isLate ? t('lateAllowance', { tier: allowance.tier }) : t('noAllowance')}
        </p>
      )}
      <p className="text-sm">{lasts()}</p>
    </Card>
  );

  function lasts() {
    if (wallet.available === '0') return t('empty');
    const { runsOutAt, pacePerDay } = forecast;
    if (!runsOutAt) return t('noPace');
    const pace = formatDecimal((Math.round(Number(pacePerDay) * 10) / 10).toString(), locale);
    return t.rich('lastsUntil', { days: forecast.daysLeft ?? 0, date: () => <Time at={runsOutAt} />, pace });
  }
}
