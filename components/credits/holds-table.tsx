import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { EmptyState } from '@/components/ui/empty-state';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import { formatDecimal } from '@/lib/core/format';
import type { HoldDto } from '@/lib/domain/wallet/schema';

export function HoldsTable({ holds }: { holds: HoldDto[] }) {
  const t = useTranslations('credits.holds');
  const locale = useLocale();
  if (holds.length === 0) return <EmptyState picture="table" title={t('empty')} />;
  return (
    <Table label={t('caption')}>
      <THead>
        <HeaderCell>{t('for')}</HeaderCell>
        <HeaderCell numeric>{t('amount')}</HeaderCell>
        <HeaderCell className="max-sm:hidden">{t('since')}</HeaderCell>
        <HeaderCell>{t('until')}</HeaderCell>
      </THead>
      <TBody>
        {holds.map((hold) => (
          <Row key={hold.id}>
            <Cell heading>
              <span className="block">{hold.service ?? hold.reference ?? t('unnamed')}</span>
              {hold.service && hold.reference && (
                <span className="text-muted block text-xs font-normal [overflow-wrap:anywhere]">
                  {hold.reference}
                </span>
              )}
            </Cell>
            <Cell numeric>{formatDecimal(hold.amount, locale)}</Cell>
            <Cell muted className="max-sm:hidden">
              <Time at={hold.createdAt} format="datetime" />
            </Cell>
            <Cell muted>
              {hold.expiresAt ? <Time at={hold.expiresAt} format="datetime" /> : t('settled')}
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
