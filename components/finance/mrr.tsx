import { useLocale, useTranslations } from 'next-intl';
import { BarChart } from '@/components/charts/bar-chart';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatDate, formatMoney, formatMonth, formatNumber } from '@/lib/core/format';
import { movementKinds as KINDS, type RevenueReport } from '@/lib/domain/revenue/schema';

/** What came and what left each month, around zero. */
export function MrrMovements({ report, query }: { report: RevenueReport; query: string }) {
  const t = useTranslations('finance.movements');
  const locale = useLocale();
  const { movements, currency } = report;
  const total = (kind: (typeof KINDS)[number]) =>
    movements.reduce((sum, movement) => sum + BigInt(movement[`${kind}Minor`]), 0n);
  const isEmpty = KINDS.every((kind) => total(kind) === 0n);
  const money = (minor: bigint | string) => formatMoney(minor, currency, locale);
  return (
    <Card>
      <CardHeader
        title={t('title')}
        description={t('description')}
        actions={<TextLink href={`/finance/revenue/rows/movements?${query}`}>{t('rows')}</TextLink>}
      />
      {isEmpty ? (
        <EmptyState picture="chart" title={t('empty')} />
      ) : (
        <BarChart
          aroundZero
          label={t('title')}
          summary={t('summary', {
            opening: money(movements[0]?.openingMinor ?? '0'),
            closing: money(movements.at(-1)?.closingMinor ?? '0'),
            gained: money(total('new') + total('reactivation') + total('expansion')),
            lost: money(-(total('contraction') + total('churn'))),
          })}
          xLabel={t('month')}
          data={movements.map((movement) => ({
            ...Object.fromEntries(KINDS.map((kind) => [kind, Number(movement[`${kind}Minor`])])),
            x: formatMonth(movement.month, locale, 'UTC', 'short'),
          }))}
          series={KINDS.map((kind) => ({ key: kind, label: t(kind) }))}
          format={{ currency }}
        />
      )}
    </Card>
  );
}

export function MrrTiers({ report, query }: { report: RevenueReport; query: string }) {
  const t = useTranslations('finance.tiers');
  const locale = useLocale();
  const { tiers, currency, now, range } = report;
  const money = (minor: string) => formatMoney(minor, currency, locale);
  return (
    <Card padded={false} className="pb-2">
      <CardHeader
        className="mb-2 px-4 pt-4"
        title={t('title')}
        description={t('description', { date: formatDate(range.to, locale) })}
        actions={<TextLink href={`/finance/revenue/rows/subscriptions?${query}`}>{t('rows')}</TextLink>}
      />
      {tiers.length === 0 ? (
        <EmptyState picture="table" title={t('empty')} />
      ) : (
        <Table label={t('title')}>
          <THead>
            <HeaderCell>{t('tier')}</HeaderCell>
            <HeaderCell numeric>{t('subscriptions')}</HeaderCell>
            <HeaderCell numeric>{t('mrr')}</HeaderCell>
          </THead>
          <TBody>
            {tiers.map((tier) => (
              <Row key={tier.code}>
                <Cell heading>{tier.name}</Cell>
                <Cell numeric>{formatNumber(tier.subscriptions, locale)}</Cell>
                <Cell numeric>{money(tier.mrrMinor)}</Cell>
              </Row>
            ))}
            <Row>
              <Cell heading>{t('total')}</Cell>
              <Cell numeric>{formatNumber(now.paidSubscriptions, locale)}</Cell>
              <Cell numeric className="font-medium">
                {money(now.mrrMinor)}
              </Cell>
            </Row>
          </TBody>
        </Table>
      )}
    </Card>
  );
}
