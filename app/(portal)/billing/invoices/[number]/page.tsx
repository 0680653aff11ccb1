import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { DocumentDialog } from '@/components/documents/document-dialog';
import { PageCrumbs } from '@/components/frame/shell-context';
import { InvoiceChip } from '@/components/invoices/invoice-chip';
import { InvoiceFacts, InvoicePayments } from '@/components/invoices/invoice-facts';
import { InvoiceLines } from '@/components/invoices/invoice-lines';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { getInvoice } from '@/lib/domain/invoices/queries';
import { requireMember } from '@/lib/web/session';
import { askDocument } from '../actions';

type Props = { params: Promise<{ number: string }> };

export async function generateMetadata({ params }: Props) {
  const { number } = await params;
  return { title: (await getTranslations('invoices.one'))('title', { number }) };
}

export default async function InvoicePage({ params }: Props) {
  const { ctx } = await requireMember();
  if (!can(ctx, 'billing:read')) notFound();
  const { number } = await params;
  const invoice = await getInvoice(ctx, { number }).catch((error: unknown) => {
    if (error instanceof AppError) notFound();
    throw error;
  });
  const t = await getTranslations('invoices');
  const door = '/api/portal/documents';
  return (
    <>
      <PageCrumbs items={[{ label: t('title'), href: '/billing/invoices' }, { label: number }]} />
      <PageHeader
        title={t('one.title', { number })}
        description={t('one.for', { what: invoice.what, buyer: invoice.buyer.name })}
        status={<InvoiceChip invoice={invoice} />}
        actions={
          <>
            <LinkButton href={`/billing/invoices/${number}/ubl.xml`} prefetch={false} download>
              {t('ubl')}
            </LinkButton>
            <DocumentDialog
              asked={{ kind: 'invoice', subject: number, organisationId: invoice.organisationId }}
              ask={askDocument}
              door={door}
            />
          </>
        }
      />
      <InvoiceFacts invoice={invoice} />
      <InvoiceLines invoice={invoice} />
      <InvoicePayments invoice={invoice} ask={askDocument} door={door} />
      <p className="text-muted text-sm">{t('one.accessible')}</p>
    </>
  );
}
