import { useLocale, useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatMoney } from '@/lib/core/format';
import { type AgeingRow, ageBuckets } from '@/lib/domain/invoices/schema';

/** What is owed, by currency and by how long it is overdue; each figure leads to its invoices. */
export function AgeingTable({ rows }: { rows: AgeingRow[] }) {
  const t = useTranslations('invoices.finance');
  const total = useTranslations('invoices')('total');
  const locale = useLocale();
  return (
    <Card as="section" padded={rows.length === 0}>
      <CardHeader
        title={t('ageing')}
        description={rows.length === 0 ? t('nothingOwed') : t('ageingText')}
        className={rows.length === 0 ? 'mb-0' : 'px-5 pt-5'}
      />
      {rows.length > 0 && (
        <Table label={t('ageing')}>
          <THead>
            <HeaderCell>{t('currency')}</HeaderCell>
            {ageBuckets.map((age) => (
              <HeaderCell key={age} numeric>
                {t(`age.${age}`)}
              </HeaderCell>
            ))}
            <HeaderCell numeric>{total}</HeaderCell>
          </THead>
          <TBody>
            {rows.map((row) => (
              <Row key={row.currency}>
                <Cell heading>{row.currency}</Cell>
                {ageBuckets.map((age) => (
                  <Cell key={age} numeric muted={row[age] === '0'}>
                    {row[age] === '0' ? (
                      formatMoney(row[age], row.currency, locale)
                    ) : (
                      <TextLink href={`/finance/invoices?age=${age}`}>
                        {formatMoney(row[age], row.currency, locale)}
                      </TextLink>
                    )}
                  </Cell>
                ))}
                <Cell numeric className="font-medium">
                  {formatMoney(row.totalMinor, row.currency, locale)}
                </Cell>
              </Row>
            ))}
          </TBody>
        </Table>
      )}
    </Card>
  );
}
