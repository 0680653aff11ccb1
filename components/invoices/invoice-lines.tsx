import { useLocale, useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatDecimal, formatMoney, formatPercent } from '@/lib/core/format';
import type { InvoiceDto } from '@/lib/domain/invoices/schema';

const WIDE = 'max-md:hidden';

/** What was sold, and what it comes to. */
export function InvoiceLines({ invoice }: { invoice: InvoiceDto }) {
  const t = useTranslations('invoices.one');
  const locale = useLocale();
  const money = (minor: string) => formatMoney(minor, invoice.currency, locale);
  return (
    <Card as="section" padded={false}>
      <CardHeader title={t('lines')} className="px-5 pt-5" />
      <Table label={t('lines')}>
        <THead>
          <HeaderCell>{t('description')}</HeaderCell>
          <HeaderCell numeric className={WIDE}>
            {t('quantity')}
          </HeaderCell>
          <HeaderCell numeric className={WIDE}>
            {t('unit')}
          </HeaderCell>
          <HeaderCell numeric className={WIDE}>
            {t('discount')}
          </HeaderCell>
          <HeaderCell numeric>{t('tax')}</HeaderCell>
          <HeaderCell numeric>{t('net')}</HeaderCell>
        </THead>
        <TBody>
          {invoice.lines.map((line) => (
            <Row key={line.position}>
              <Cell heading>{line.description}</Cell>
              <Cell numeric className={WIDE}>
                {formatDecimal(line.quantity, locale)}
              </Cell>
              <Cell numeric className={WIDE}>
                {money(line.unitMinor)}
              </Cell>
              <Cell numeric className={WIDE}>
                {line.discountMinor === '0' ? '' : money(line.discountMinor)}
              </Cell>
              <Cell numeric>{formatPercent(line.taxBps / 10_000, { digits: 2, locale })}</Cell>
              <Cell numeric>{money(line.netMinor)}</Cell>
            </Row>
          ))}
        </TBody>
      </Table>
      <Totals invoice={invoice} />
    </Card>
  );
}

function Totals({ invoice }: { invoice: InvoiceDto }) {
  const t = useTranslations('invoices.one');
  const locale = useLocale();
  const { currency, taxes } = invoice;
  const money = (minor: string) => formatMoney(minor, currency, locale);
  const rows: [string, string][] = [
    [t('netTotal'), money(invoice.netMinor)],
    ...taxes
      .filter(({ name }) => name)
      .map((tax): [string, string] => [
        t('taxOn', { name: tax.name, amount: money(tax.netMinor) }),
        money(tax.taxMinor),
      ]),
    [t('totalLine'), money(invoice.totalMinor)],
    ...(invoice.fromAccountMinor === '0'
      ? []
      : [[t('fromAccount'), money(invoice.fromAccountMinor)] as [string, string]]),
    ...(invoice.paidMinor === '0' ? [] : [[t('paidLine'), money(invoice.paidMinor)] as [string, string]]),
    ...(invoice.creditedMinor === '0'
      ? []
      : [[t('creditedLine'), money(invoice.creditedMinor)] as [string, string]]),
    ...(invoice.status === 'open' ? [[t('dueLine'), money(invoice.dueMinor)] as [string, string]] : []),
  ];
  const isReversed = taxes.some(({ category }) => category === 'AE');
  return (
    <div className="flex flex-col gap-3 border-t p-5">
      <dl className="figures ms-auto grid w-full max-w-80 grid-cols-[1fr_auto] gap-x-6 gap-y-1.5 text-sm">
        {rows.map(([term, detail], index) => (
          <div key={index} className="contents last:font-semibold">
            <dt>{term}</dt>
            <dd className="text-end">{detail}</dd>
          </div>
        ))}
      </dl>
      {isReversed && <p className="text-muted text-sm">{t('reverseCharge')}</p>}
    </div>
  );
}
