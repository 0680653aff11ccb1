import { useLocale, useTranslations } from 'next-intl';
import { DocumentDialog, type AskDocument } from '@/components/documents/document-dialog';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatMoney } from '@/lib/core/format';
import { countryIn } from '@/lib/domain/billing/schema.countries';
import type { InvoiceDto, PartyJson } from '@/lib/domain/invoices/schema';
import { ProviderName } from './provider-name';

/** Seller and buyer as they were frozen, and the dates. */
export function InvoiceFacts({ invoice }: { invoice: InvoiceDto }) {
  const t = useTranslations('invoices');
  const { periodStart, periodEnd, dueOn, paidAt } = invoice;
  const items = [
    { term: t('issued'), detail: <Time at={invoice.issuedAt} /> },
    ...(dueOn ? [{ term: t('due'), detail: <Time at={dueOn} /> }] : []),
    ...(paidAt ? [{ term: t('one.paid'), detail: <Time at={paidAt} /> }] : []),
    ...(periodStart && periodEnd
      ? [
          {
            term: t('one.period'),
            detail: t.rich('one.span', {
              from: () => <Time at={periodStart} />,
              to: () => <Time at={periodEnd} />,
            }),
          },
        ]
      : []),
  ];
  return (
    <div className="grid gap-6 md:grid-cols-3">
      <Party title={t('one.seller')} party={invoice.seller} />
      <Party title={t('one.buyer')} party={invoice.buyer} />
      <Card as="section">
        <CardHeader title={t('one.facts')} />
        <DescriptionList items={items} />
      </Card>
    </div>
  );
}

function Party({ title, party }: { title: string; party: PartyJson }) {
  const t = useTranslations('invoices.one');
  const locale = useLocale();
  const town = [party.postalCode, party.city].filter(Boolean).join(' ');
  const country = countryIn(party.country, locale);
  const lines = [party.line1, party.line2, town, party.region, country].filter(Boolean);
  return (
    <Card as="section">
      <CardHeader title={title} />
      <address className="text-sm not-italic">
        <span className="font-medium">{party.name}</span>
        {lines.map((line) => (
          <span key={line} className="block">
            {line}
          </span>
        ))}
        {party.taxId && <span className="text-muted block">{t('taxId', { taxId: party.taxId })}</span>}
      </address>
    </Card>
  );
}

interface DocumentsOf {
  invoice: InvoiceDto;
  ask: AskDocument;
  door: '/api/portal/documents' | '/api/finance/documents';
}

/** What came in for it, each with its receipt; and what was credited. */
export function InvoicePayments({ invoice, ask, door }: DocumentsOf) {
  const t = useTranslations('invoices');
  const locale = useLocale();
  const money = (minor: string) => formatMoney(minor, invoice.currency, locale);
  const { organisationId } = invoice;
  return (
    <>
      {invoice.payments.length > 0 && (
        <Card as="section" padded={false}>
          <CardHeader title={t('one.payments')} className="px-5 pt-5" />
          <Table label={t('one.payments')}>
            <THead>
              <HeaderCell>{t('one.reference')}</HeaderCell>
              <HeaderCell>{t('one.provider')}</HeaderCell>
              <HeaderCell>{t('one.day')}</HeaderCell>
              <HeaderCell numeric>{t('one.received')}</HeaderCell>
              <HeaderCell>{t('notes.document')}</HeaderCell>
            </THead>
            <TBody>
              {invoice.payments.map((payment) => (
                <Row key={payment.id}>
                  <Cell heading mono>
                    {payment.reference}
                  </Cell>
                  <Cell>
                    <ProviderName provider={payment.provider} />
                  </Cell>
                  <Cell muted>{payment.settledAt && <Time at={payment.settledAt} />}</Cell>
                  <Cell numeric>{money(payment.receivedMinor)}</Cell>
                  <Cell>
                    <DocumentDialog
                      ask={ask}
                      door={door}
                      asked={{ organisationId, kind: 'receipt', subject: payment.id }}
                    />
                  </Cell>
                </Row>
              ))}
            </TBody>
          </Table>
        </Card>
      )}
      {invoice.creditNotes.length > 0 && (
        <Card as="section" padded={false}>
          <CardHeader title={t('notes.title')} className="px-5 pt-5" />
          <Table label={t('notes.title')}>
            <THead>
              <HeaderCell>{t('number')}</HeaderCell>
              <HeaderCell>{t('notes.reason')}</HeaderCell>
              <HeaderCell>{t('issued')}</HeaderCell>
              <HeaderCell numeric>{t('notes.amount')}</HeaderCell>
              <HeaderCell>{t('notes.document')}</HeaderCell>
            </THead>
            <TBody>
              {invoice.creditNotes.map((note) => (
                <Row key={note.id}>
                  <Cell heading>{note.number}</Cell>
                  <Cell>{note.reason}</Cell>
                  <Cell muted>
                    <Time at={note.issuedAt} />
                  </Cell>
                  <Cell numeric>{money(note.totalMinor)}</Cell>
                  <Cell>
                    <DocumentDialog
                      ask={ask}
                      door={door}
                      asked={{ organisationId, kind: 'credit_note', subject: note.number }}
                    />
                  </Cell>
                </Row>
              ))}
            </TBody>
          </Table>
        </Card>
      )}
    </>
  );
}
