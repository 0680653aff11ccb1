import { useLocale, useTranslations } from 'next-intl';
import { BulletBar } from '@/components/charts/bullet-bar';
import { Card, CardHeader } from '@/components/ui/card';
import { formatDuration, formatMoney, formatNumber, formatPercent } from '@/lib/core/format';
import type { KpiDto, RevenueReport } from '@/lib/domain/revenue/schema';
import { TargetsForm, type SaveTargets } from './targets-form';

const FIVE = 500;

function shown(amount: string, { unit }: KpiDto, currency: string, locale: string): string {
  const value = Number(amount);
  if (unit === 'money') return formatMoney(amount, currency, locale);
  if (unit === 'bps') return formatPercent(value / 10_000, { locale });
  if (unit === 'seconds') return formatDuration(value * 1_000, locale);
  return formatNumber(value / 100, locale, { minimumFractionDigits: 1, maximumFractionDigits: 2 });
}

/** Each measure beside what the company wants to reach. */
export function TargetBars({ report, save }: { report: RevenueReport; save?: SaveTargets }) {
  const t = useTranslations('finance');
  return (
    <Card>
      <CardHeader
        title={t('targets.title')}
        description={t('targets.description')}
        actions={save && <TargetsForm targets={report.targets} save={save} />}
      />
      <div className="flex flex-col gap-5">
        {report.kpis.map((kpi) => (
          <Target key={kpi.key} kpi={kpi} currency={report.currency} />
        ))}
      </div>
    </Card>
  );
}

function Target({ kpi, currency }: { kpi: KpiDto; currency: string }) {
  const t = useTranslations('finance');
  const locale = useLocale();
  const { key, value, target, betterWhen } = kpi;
  if (value === null || target === null)
    return (
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
        <span>{t(`kpi.${key}`)}</span>
        <span className="text-muted">
          {value === null ? t('targets.noValue') : shown(value, kpi, currency, locale)}
        </span>
        {value !== null && <span className="text-muted w-full text-xs">{t('targets.noTarget')}</span>}
      </div>
    );
  return (
    <BulletBar
      label={t(`kpi.${key}`)}
      value={Number(value)}
      target={Number(target)}
      valueText={shown(value, kpi, currency, locale)}
      targetText={shown(target, kpi, currency, locale)}
      max={key === 'satisfaction' ? FIVE : undefined}
      betterWhen={betterWhen}
    />
  );
}
