import { useLocale, useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { Card, CardHeader } from '@/components/ui/card';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatDate, formatMoney } from '@/lib/core/format';
import type { BaseDto } from '@/lib/domain/revenue/schema';

/** Every currency beside what it is worth in the base currency; one without a rate is named and left out of the sum. */
export function BaseTable({ base }: { base: BaseDto }) {
  const t = useTranslations('finance.base');
  const locale = useLocale();
  if (base.rows.length < 2 && base.missing.length === 0) return null;
  const money = (minor: string | null, currency: string) =>
    minor === null ? '–' : formatMoney(minor, currency, locale);
  const description = t('description', { currency: base.currency, date: formatDate(base.day, locale) });
  return (
    <Card padded={false} className="pb-2">
      <CardHeader
        className="mb-2 px-4 pt-4"
        title={t('title')}
        description={description}
        actions={<TextLink href="/finance/rates">{t('rates')}</TextLink>}
      />
      {base.missing.length > 0 && (
        <div className="px-4 pb-3">
          <Banner tone="warning">
            {t('missing', { currencies: base.missing.join(', '), count: base.missing.length })}
          </Banner>
        </div>
      )}
      <Table label={t('title')}>
        <THead>
          <HeaderCell>{t('currency')}</HeaderCell>
          <HeaderCell numeric>{t('packRevenue')}</HeaderCell>
          <HeaderCell numeric>{t('mrr')}</HeaderCell>
          <HeaderCell numeric>{t('rate')}</HeaderCell>
          <HeaderCell numeric>{t('worthPack', { currency: base.currency })}</HeaderCell>
          <HeaderCell numeric>{t('worthMrr', { currency: base.currency })}</HeaderCell>
        </THead>
        <TBody>
          {base.rows.map((row) => (
            <Row key={row.currency}>
              <Cell heading>{row.currency}</Cell>
              <Cell numeric>{money(row.packRevenueMinor, row.currency)}</Cell>
              <Cell numeric>{money(row.mrrMinor, row.currency)}</Cell>
              <Cell numeric muted={row.rate === null}>
                {row.rate ?? t('noRate')}
                {row.rateFrom && (
                  <span className="text-muted block text-xs">
                    {t('since', { date: formatDate(row.rateFrom, locale) })}
                  </span>
                )}
              </Cell>
              <Cell numeric>{money(row.basePackRevenueMinor, base.currency)}</Cell>
              <Cell numeric>{money(row.baseMrrMinor, base.currency)}</Cell>
            </Row>
          ))}
          <Row>
            <Cell heading>{t('total')}</Cell>
            <Cell />
            <Cell />
            <Cell />
            <Cell numeric className="font-medium">
              {money(base.packRevenueMinor, base.currency)}
            </Cell>
            <Cell numeric className="font-medium">
              {money(base.mrrMinor, base.currency)}
            </Cell>
          </Row>
        </TBody>
      </Table>
    </Card>
  );
}
