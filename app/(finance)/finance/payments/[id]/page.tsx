import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { DisputeList } from '@/components/disputes/dispute-list';
import { RecordDispute } from '@/components/disputes/record-dispute';
import { PageCrumbs } from '@/components/frame/shell-context';
import { DifferenceBanner } from '@/components/payments/difference-banner';
import { EventList } from '@/components/payments/event-list';
import { PaymentChip } from '@/components/payments/payment-chip';
import { PaymentFacts } from '@/components/payments/payment-facts';
import { PaymentProofs } from '@/components/proofs/payment-proofs';
import { RefundDialog } from '@/components/refunds/refund-dialog';
import { RefundList } from '@/components/refunds/refund-list';
import { PageHeader } from '@/components/ui/page-header';
import { AppError } from '@/lib/core/errors';
import { getPaymentForFinance } from '@/lib/domain/payments/payment-queries';
import { getRefundTerms } from '@/lib/domain/refunds/get-refund-terms';
import { requireStaff } from '@/lib/web/session';
import { dispute, refund, retry } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('review.payments'))('title') };
}

type Props = { params: Promise<{ id: string }> };

const missing = (error: unknown) => {
  if (error instanceof AppError && error.code === 'not_found') notFound();
  throw error;
};

export default async function PaymentPage({ params }: Props) {
  const { ctx } = await requireStaff('payments:manage');
  const { id } = await params;
  const [t, payment, terms] = await Promise.all([
    getTranslations('review.payment'),
    getPaymentForFinance(ctx, { paymentId: id }).catch(missing),
    getRefundTerms(ctx, { paymentId: id }).catch(missing),
  ]);
  const title = t('title', { reference: payment.reference });
  const { organisation, provider, proofs } = payment;
  return (
    <>
      <PageCrumbs items={[{ label: payment.reference }]} />
      <PageHeader
        title={<span className="[overflow-wrap:anywhere]">{title}</span>}
        status={<PaymentChip status={payment.status} />}
        back={{ href: '/finance/payments', label: t('back') }}
        actions={
          terms.leftMinor !== '0' && (
            <>
              {provider !== 'stripe' && payment.status === 'succeeded' && (
                <RecordDispute paymentId={id} record={dispute} />
              )}
              <RefundDialog {...{ paymentId: id, customer: organisation.name, terms, refund }} />
            </>
          )
        }
      />
      <DifferenceBanner difference={payment.difference} />
      <PaymentFacts payment={payment} />
      <EventList events={payment.events} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <RefundList refunds={payment.refunds} retry={retry} />
        <DisputeList disputes={payment.disputes} />
      </div>
      {provider === 'bank_transfer' && <PaymentProofs proofs={proofs} />}
    </>
  );
}
