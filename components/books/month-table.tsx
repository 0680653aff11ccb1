import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatMonth, formatNumber } from '@/lib/core/format';
import type { MonthDto } from '@/lib/domain/books/schema';
import { MonthStateChip } from './month-state';

/** Every month since the first posting. */
export function MonthTable({ months }: { months: MonthDto[] }) {
  const t = useTranslations('books.periods');
  const locale = useLocale();
  if (months.every(({ entries }) => entries === 0))
    return (
      <Card>
        <EmptyState picture="table" title={t('empty')} />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('table')}>
        <THead>
          <HeaderCell>{t('month')}</HeaderCell>
          <HeaderCell>{t('state')}</HeaderCell>
          <HeaderCell numeric>{t('entries')}</HeaderCell>
          <HeaderCell numeric>{t('late')}</HeaderCell>
          <HeaderCell className="max-sm:hidden">{t('locked')}</HeaderCell>
        </THead>
        <TBody>
          {months.map((month) => (
            <Row key={month.month}>
              <Cell heading>
                <TextLink href={`/finance/periods/${month.month}`}>
                  {formatMonth(month.month, locale, 'UTC')}
                </TextLink>
              </Cell>
              <Cell>
                <MonthStateChip state={month.state} />
              </Cell>
              <Cell numeric>{formatNumber(month.entries, locale)}</Cell>
              <Cell numeric muted={month.late === 0}>
                {formatNumber(month.late, locale)}
              </Cell>
              <Cell muted className="max-sm:hidden">
                {month.lockedAt ? <Time at={month.lockedAt} format="datetime" /> : '–'}
              </Cell>
            </Row>
          ))}
        </TBody>
      </Table>
    </Card>
  );
}
