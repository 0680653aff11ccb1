import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatCredits, formatMoney } from '@/lib/core/format';
import { creditRows, deferredRows, type RevenueReport } from '@/lib/domain/revenue/schema';

const OUT = new Set(['used', 'expired', 'withdrawn', 'recognised', 'refunded']);

type Line = { key: string; label: string; amount: string; isZero: boolean };
type RollForwardProps = {
  title: string;
  description: string;
  unit: string;
  rows: string;
  href: string;
  lines: Line[];
};

/** What was there, what came and went, what is left: the lines sum to the last one. */
function RollForward({ title, description, unit, rows, href, lines }: RollForwardProps): ReactNode {
  const t = useTranslations('finance');
  return (
    <Card padded={false} className="pb-2">
      <CardHeader
        className="mb-2 px-4 pt-4"
        title={title}
        description={description}
        actions={<TextLink href={href}>{rows}</TextLink>}
      />
      <Table label={title}>
        <THead>
          <HeaderCell>{t('line')}</HeaderCell>
          <HeaderCell numeric>{unit}</HeaderCell>
        </THead>
        <TBody>
          {lines.map(({ key, label, amount, isZero }) => {
            const isPlain = isZero || key === 'opening' || key === 'closing';
            return (
              <Row key={key}>
                <Cell heading>{label}</Cell>
                <Cell numeric className={key === 'closing' ? 'font-semibold' : undefined}>
                  {isPlain ? amount : `${OUT.has(key) ? '−' : '+'} ${amount}`}
                </Cell>
              </Row>
            );
          })}
        </TBody>
      </Table>
    </Card>
  );
}

export function RollForwards({ report, query }: { report: RevenueReport; query: string }) {
  const t = useTranslations('finance');
  const locale = useLocale();
  const { credits, deferred } = report.now;
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <RollForward
        title={t('credits.title')}
        description={t('credits.description')}
        unit={t('csv.credits')}
        rows={t('credits.rows')}
        href={`/finance/revenue/rows/organisations?${query}`}
        lines={creditRows.map((key) => ({
          key,
          label: t(`credits.${key}`),
          amount: formatCredits(credits[`${key}Micro`], locale),
          isZero: credits[`${key}Micro`] === '0',
        }))}
      />
      <RollForward
        title={t('deferred.title')}
        description={t('deferred.description')}
        unit={report.currency}
        rows={t('deferred.rows')}
        href={`/finance/revenue/rows/lots?${query}`}
        lines={deferredRows.map((key) => ({
          key,
          label: t(`deferred.${key}`),
          amount: formatMoney(deferred[`${key}Minor`], report.currency, locale),
          isZero: deferred[`${key}Minor`] === '0',
        }))}
      />
    </div>
  );
}
