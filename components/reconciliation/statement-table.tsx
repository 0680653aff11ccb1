import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { EmptyState } from '@/components/ui/empty-state';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatDate, formatMoney, formatNumber } from '@/lib/core/format';
import type { StatementDto } from '@/lib/domain/reconciliation/schema';

/** The files that were imported. */
export function StatementTable({ statements }: { statements: StatementDto[] }) {
  const t = useTranslations('books.reconciliation');
  const locale = useLocale();
  if (statements.length === 0) return <EmptyState picture="table" title={t('noStatements')} />;
  return (
    <Table label={t('statements')}>
      <THead>
        <HeaderCell>{t('account')}</HeaderCell>
        <HeaderCell className="max-md:hidden">{t('days')}</HeaderCell>
        <HeaderCell numeric>{t('lines')}</HeaderCell>
        <HeaderCell numeric className="max-md:hidden">
          {t('balance')}
        </HeaderCell>
        <HeaderCell className="max-md:hidden">{t('imported')}</HeaderCell>
      </THead>
      <TBody>
        {statements.map((statement) => (
          <Row key={statement.id}>
            <Cell heading>
              {statement.account}
              <span className="text-muted block font-normal [overflow-wrap:anywhere]">
                {statement.fileName} · {statement.format}
              </span>
              <span className="text-muted block font-normal md:hidden">
                {formatDate(statement.from, locale)} – {formatDate(statement.to, locale)}
              </span>
            </Cell>
            <Cell className="whitespace-nowrap max-md:hidden">
              {formatDate(statement.from, locale)} – {formatDate(statement.to, locale)}
            </Cell>
            <Cell numeric>{formatNumber(statement.lines, locale)}</Cell>
            <Cell numeric muted={statement.closingMinor === null} className="max-md:hidden">
              {statement.closingMinor === null
                ? '–'
                : formatMoney(statement.closingMinor, statement.currency, locale)}
            </Cell>
            <Cell muted className="max-md:hidden">
              <Time at={statement.importedAt} format="datetime" />
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
