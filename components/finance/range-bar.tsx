import { useLocale, useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { TextLink } from '@/components/ui/link-button';
import { LinkTabs } from '@/components/ui/tabs';
import { formatDate } from '@/lib/core/format';
import { presets, rangeQuery, type RevenueReport } from '@/lib/domain/revenue/schema';

type Props = { report: RevenueReport; adjusted: boolean };

/** Which days are counted: presets as links, any days by a plain GET form, so that the address says it all. */
export function RangeBar({ report, adjusted }: Props) {
  const t = useTranslations('finance.range');
  const locale = useLocale();
  const { range, currency } = report;
  const date = (day: string) => formatDate(day, locale);
  return (
    <section aria-label={t('label')} className="flex flex-col gap-3">
      {adjusted && (
        <Banner tone="warning" role="status">
          {t('adjusted')}
        </Banner>
      )}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <LinkTabs
          label={t('label')}
          tabs={presets.map((preset) => ({
            href: `/finance/revenue?${rangeQuery({ ...range, preset }, currency)}`,
            label: t(`preset.${preset}`),
            current: preset === range.preset,
          }))}
        />
        <form action="/finance/revenue" method="get" className="flex flex-wrap items-end gap-2">
          <input type="hidden" name="currency" value={currency} />
          <Field label={t('from')} className="w-36">
            <Input key={range.from} type="date" name="from" defaultValue={range.from} required />
          </Field>
          <Field label={t('to')} className="w-36">
            <Input key={range.to} type="date" name="to" defaultValue={range.to} required />
          </Field>
          <Button type="submit">{t('apply')}</Button>
        </form>
      </div>
      <p className="text-muted text-sm">
        {t('shown', { from: date(range.from), to: date(range.to), days: range.days })}{' '}
        {t('compared', { from: date(range.formerFrom), to: date(range.formerTo) })}
      </p>
      <Currencies report={report} />
    </section>
  );
}

/** Money of different currencies is never added: one is shown at a time. */
function Currencies({ report: { currencies, currency, range } }: { report: RevenueReport }) {
  const t = useTranslations('finance.range');
  if (currencies.length < 2) return null;
  return (
    <p className="flex flex-wrap gap-x-3 text-sm">
      <span>{t('currency', { currency })}</span>
      {currencies
        .filter((one) => one !== currency)
        .map((one) => (
          <TextLink key={one} href={`/finance/revenue?${rangeQuery(range, one)}`}>
            {t('show', { currency: one })}
          </TextLink>
        ))}
    </p>
  );
}
