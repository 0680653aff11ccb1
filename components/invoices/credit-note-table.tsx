import { useLocale, useTranslations } from 'next-intl';
import { type AskDocument, DocumentDialog } from '@/components/documents/document-dialog';
import { Time } from '@/components/frame/time';
import { LinkButton, TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatMoney } from '@/lib/core/format';
import type { CreditNoteRow } from '@/lib/domain/invoices/schema';

interface CreditNoteTableProps {
  rows: CreditNoteRow[];
  /** The page of one invoice, without its number. */
  base: '/billing/invoices' | '/finance/invoices';
  ask: AskDocument;
}

/** What a phone leaves out: the document has it. */
const WIDE = 'max-md:hidden';

/** Credit notes, of one customer or for finance of all, each with its document. */
export function CreditNoteTable({ rows, base, ask }: CreditNoteTableProps) {
  const t = useTranslations('invoices');
  const locale = useLocale();
  const isFinance = base === '/finance/invoices';
  return (
    <Table label={t('notes.title')}>
      <THead>
        <HeaderCell>{t('number')}</HeaderCell>
        {isFinance && <HeaderCell>{t('customer')}</HeaderCell>}
        <HeaderCell>{t('notes.for')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('notes.reason')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('issued')}</HeaderCell>
        <HeaderCell numeric>{t('notes.amount')}</HeaderCell>
        <HeaderCell>{t('notes.document')}</HeaderCell>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell heading>
              <span className="whitespace-nowrap">{row.number}</span>
            </Cell>
            {isFinance && (
              <Cell>
                <TextLink href={`/admin/customers/${row.organisationId}`}>{row.organisation}</TextLink>
              </Cell>
            )}
            <Cell>
              <TextLink href={`${base}/${row.invoiceNumber}`} className="whitespace-nowrap">
                {row.invoiceNumber}
              </TextLink>
            </Cell>
            <Cell className={WIDE}>{row.reason}</Cell>
            <Cell muted className={WIDE}>
              <Time at={row.issuedAt} />
            </Cell>
            <Cell numeric>{formatMoney(row.totalMinor, row.currency, locale)}</Cell>
            <Cell>
              <span className="flex gap-2">
                <DocumentDialog
                  ask={ask}
                  door={isFinance ? '/api/finance/documents' : '/api/portal/documents'}
                  asked={{
                    organisationId: row.organisationId,
                    kind: 'credit_note',
                    subject: row.number,
                  }}
                  label={t('notes.pdf')}
                />
                {!isFinance && (
                  <LinkButton
                    href={`${base}/credit-notes/${row.number}/ubl.xml`}
                    prefetch={false}
                    download
                    className={WIDE}
                  >
                    {t('ubl')}
                  </LinkButton>
                )}
              </span>
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
