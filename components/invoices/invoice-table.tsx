import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatMoney } from '@/lib/core/format';
import type { FinanceInvoiceRow, InvoiceRow } from '@/lib/domain/invoices/schema';
import { InvoiceChip } from './invoice-chip';

interface InvoiceTableProps {
  rows: (InvoiceRow & Partial<FinanceInvoiceRow>)[];
  /** The page of one invoice, without its number. */
  base: '/billing/invoices' | '/finance/invoices';
}

/** What a phone leaves out: the page of the invoice has it. */
const WIDE = 'max-md:hidden';

/** Issued invoices, of one customer or for finance of all. */
export function InvoiceTable({ rows, base }: InvoiceTableProps) {
  const t = useTranslations('invoices');
  const locale = useLocale();
  const isFinance = base === '/finance/invoices';
  return (
    <Table label={t('table')}>
      <THead>
        <HeaderCell>{t('number')}</HeaderCell>
        {isFinance && <HeaderCell>{t('customer')}</HeaderCell>}
        <HeaderCell className={WIDE}>{t('what')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('issued')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('due')}</HeaderCell>
        <HeaderCell numeric>{t('total')}</HeaderCell>
        <HeaderCell numeric className={WIDE}>
          {t('open')}
        </HeaderCell>
        <HeaderCell>{t('state')}</HeaderCell>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell heading>
              <TextLink href={`${base}/${row.number}`} className="whitespace-nowrap">
                {row.number}
              </TextLink>
            </Cell>
            {isFinance && (
              <Cell>
                <TextLink href={`/admin/customers/${row.organisationId}`}>{row.organisation}</TextLink>
              </Cell>
            )}
            <Cell className={WIDE}>
              {row.moreLines > 0 ? `${row.what} ${t('more', { count: row.moreLines })}` : row.what}
            </Cell>
            <Cell muted className={WIDE}>
              <Time at={row.issuedAt} />
            </Cell>
            <Cell muted className={WIDE}>
              {row.dueOn && <Time at={row.dueOn} />}
            </Cell>
            <Cell numeric>
              {formatMoney(row.totalMinor, row.currency, locale)}
              {row.dueMinor !== '0' && (
                <span className="text-muted block text-xs md:hidden">
                  {t('openOf', { amount: formatMoney(row.dueMinor, row.currency, locale) })}
                </span>
              )}
            </Cell>
            <Cell numeric className={WIDE}>
              {formatMoney(row.dueMinor, row.currency, locale)}
            </Cell>
            <Cell>
              <InvoiceChip invoice={row} />
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
