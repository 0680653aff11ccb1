import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton, TextLink } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatDecimal } from '@/lib/core/format';
import type { ReceivableDto } from '@/lib/domain/receivables/schema';

interface ReceivableTableProps {
  rows: ReceivableDto[];
  isFiltered: boolean;
  firstHref?: string;
  nextHref?: string;
}

const AMOUNTS = ['amount', 'settled', 'forgiven', 'open'] as const;
/** What a phone leaves out: what is open matters most, and the export has the rest. */
const WIDE = 'max-md:hidden';
const heading = (amount: (typeof AMOUNTS)[number]) => (amount === 'open' ? 'openPart' : amount);

/** Credits owed, the newest first. */
export function ReceivableTable({ rows, isFiltered, firstHref, nextHref }: ReceivableTableProps) {
  const t = useTranslations('finance.receivables');
  const locale = useLocale();
  if (rows.length === 0)
    return (
      <Card>
        <EmptyState
          picture="table"
          title={t(isFiltered ? 'emptyFilter' : 'empty')}
          action={isFiltered && <LinkButton href="/finance/receivables?state=all">{t('showAll')}</LinkButton>}
        />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('table')}>
        <THead>
          <HeaderCell>{t('customer')}</HeaderCell>
          <HeaderCell>{t('service')}</HeaderCell>
          <HeaderCell className={WIDE}>{t('reference')}</HeaderCell>
          <HeaderCell className={WIDE}>{t('since')}</HeaderCell>
          <HeaderCell className={WIDE}>{t('closed')}</HeaderCell>
          {AMOUNTS.map((amount) => (
            <HeaderCell key={amount} numeric className={amount === 'open' ? undefined : WIDE}>
              {t(heading(amount))}
            </HeaderCell>
          ))}
        </THead>
        <TBody>
          {rows.map((row) => (
            <Row key={row.id}>
              <Cell heading>
                <TextLink href={`/admin/customers/${row.organisationId}`}>{row.organisation}</TextLink>
                <span className="text-muted block font-normal [overflow-wrap:anywhere] md:hidden">
                  {row.reference && `${row.reference} · `}
                  <Time at={row.createdAt} />
                </span>
              </Cell>
              <Cell muted={!row.service}>{row.service ?? t('noService')}</Cell>
              <Cell muted className="max-w-48 truncate max-md:hidden" title={row.reference ?? undefined}>
                {row.reference ?? '–'}
              </Cell>
              <Cell muted className={WIDE}>
                <Time at={row.createdAt} format="datetime" />
              </Cell>
              <Cell muted className={WIDE}>
                {row.closedAt ? <Time at={row.closedAt} format="datetime" /> : '–'}
              </Cell>
              {AMOUNTS.map((amount) => (
                <Cell
                  key={amount}
                  numeric
                  muted={amount !== 'open' && row[amount] === '0'}
                  className={amount === 'open' ? undefined : WIDE}
                >
                  {formatDecimal(row[amount], locale)}
                </Cell>
              ))}
            </Row>
          ))}
        </TBody>
      </Table>
      {(firstHref ?? nextHref) && <Pagination previousHref={firstHref} nextHref={nextHref} />}
    </Card>
  );
}
