import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatCredits, formatMoney, formatNumber } from '@/lib/core/format';
import type { TopDto } from '@/lib/domain/revenue/schema';

type Ranked = { organisationId: string; name: string };
type RankingProps<R> = {
  title: string;
  empty: string;
  heads: string[];
  rows: R[];
  cells: (row: R) => string[];
};

function Ranking<R extends Ranked>({ title, empty, heads, rows, cells }: RankingProps<R>): ReactNode {
  const t = useTranslations('finance.top');
  return (
    <Card padded={false} className="pb-2">
      <CardHeader className="mb-2 px-4 pt-4" title={title} />
      {rows.length === 0 ? (
        <EmptyState picture="table" title={empty} />
      ) : (
        <Table label={title}>
          <THead>
            <HeaderCell>{t('organisation')}</HeaderCell>
            {heads.map((head) => (
              <HeaderCell key={head} numeric>
                {head}
              </HeaderCell>
            ))}
          </THead>
          <TBody>
            {rows.map((row) => (
              <Row key={row.organisationId}>
                <Cell heading>
                  <TextLink href={`/admin/customers/${row.organisationId}`}>{row.name}</TextLink>
                </Cell>
                {cells(row).map((text, index) => (
                  <Cell key={heads[index]} numeric>
                    {text}
                  </Cell>
                ))}
              </Row>
            ))}
          </TBody>
        </Table>
      )}
    </Card>
  );
}

/** Who used most and who paid most, side by side. */
export function TopTables({ top, currency }: { top: TopDto; currency: string }) {
  const t = useTranslations('finance.top');
  const locale = useLocale();
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Ranking
        title={t('byUse')}
        empty={t('emptyUse')}
        heads={[t('used')]}
        rows={top.byUse}
        cells={(row) => [formatCredits(row.usedMicro, locale)]}
      />
      <Ranking
        title={t('byPayment')}
        empty={t('emptyPayment')}
        heads={[t('payments'), t('paid')]}
        rows={top.byPayment}
        cells={(row) => [formatNumber(row.payments, locale), formatMoney(row.paidMinor, currency, locale)]}
      />
    </div>
  );
}
