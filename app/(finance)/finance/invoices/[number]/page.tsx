import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { DocumentDialog } from '@/components/documents/document-dialog';
import { PageCrumbs } from '@/components/frame/shell-context';
import { FinanceActs } from '@/components/invoices/finance-acts';
import { InvoiceChip } from '@/components/invoices/invoice-chip';
import { InvoiceFacts, InvoicePayments } from '@/components/invoices/invoice-facts';
import { InvoiceLines } from '@/components/invoices/invoice-lines';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { getInvoiceForFinance } from '@/lib/domain/invoices/queries';
import { requireStaff } from '@/lib/web/session';
import { apply, askDocument, credit, voidInvoice, writeOff } from '../actions';

type Props = { params: Promise<{ number: string }> };

export async function generateMetadata({ params }: Props) {
  const { number } = await params;
  return { title: (await getTranslations('invoices.one'))('title', { number }) };
}

export default async function FinanceInvoicePage({ params }: Props) {
  const { ctx } = await requireStaff('revenue:read');
  const { number } = await params;
  const invoice = await getInvoiceForFinance(ctx, { number }).catch((error: unknown) => {
    if (error instanceof AppError) notFound();
    throw error;
  });
  const t = await getTranslations('invoices');
  const door = '/api/finance/documents';
  const { organisationId } = invoice;
  return (
    <>
      <PageCrumbs items={[{ label: t('finance.back'), href: '/finance/invoices' }, { label: number }]} />
      <PageHeader
        title={t('one.title', { number })}
        description={t('one.for', { what: invoice.what, buyer: invoice.organisation })}
        status={<InvoiceChip invoice={invoice} />}
        actions={
          <>
            {can(ctx, 'payments:manage') && (
              <FinanceActs invoice={invoice} acts={{ voidInvoice, writeOff, credit, apply }} />
            )}
            <LinkButton href={`/finance/statements/${organisationId}`}>{t('statement.short')}</LinkButton>
            <DocumentDialog
              asked={{ kind: 'invoice', subject: number, organisationId }}
              ask={askDocument}
              door={door}
            />
          </>
        }
      />
      <InvoiceFacts invoice={invoice} />
      <InvoiceLines invoice={invoice} />
      <InvoicePayments invoice={invoice} ask={askDocument} door={door} />
    </>
  );
}
