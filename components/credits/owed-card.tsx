import { TriangleAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import { formatDecimal } from '@/lib/core/format';
import type { OwedDto } from '@/lib/domain/analytics/schema.usage';

/** What is owed for work that was delivered, and what will settle it. */
export function OwedCard({ owed }: { owed: OwedDto }) {
  const t = useTranslations('credits.owed');
  const locale = useLocale();
  const figure = (decimal: string) => formatDecimal(decimal, locale);
  return (
    <Card as="section" padded={false} aria-labelledby="owed-title" className="border-warning-line">
      <CardHeader
        id="owed-title"
        className="mb-2 px-4 pt-4"
        title={
          <span className="flex items-start gap-2">
            <TriangleAlert aria-hidden className="text-warning mt-0.5 size-4 shrink-0" />
            {t('title', { credits: figure(owed.total) })}
          </span>
        }
        description={t('text')}
      />
      <Table label={t('caption')}>
        <THead>
          <HeaderCell>{t('for')}</HeaderCell>
          <HeaderCell numeric>{t('open')}</HeaderCell>
          <HeaderCell numeric className="max-sm:hidden">
            {t('amount')}
          </HeaderCell>
          <HeaderCell>{t('since')}</HeaderCell>
        </THead>
        <TBody>
          {owed.items.map((item) => (
            <Row key={item.id}>
              <Cell heading>
                {[item.service ?? t('unnamed'), item.reference].filter(Boolean).join(' · ')}
              </Cell>
              <Cell numeric>{figure(item.open)}</Cell>
              <Cell numeric muted className="max-sm:hidden">
                {figure(item.amount)}
              </Cell>
              <Cell muted>
                <Time at={item.createdAt} />
              </Cell>
            </Row>
          ))}
        </TBody>
      </Table>
    </Card>
  );
}
