import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { PageCrumbs } from '@/components/frame/shell-context';
import { PayLive } from '@/components/payments/pay-live';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { getPayment } from '@/lib/domain/payments/payment-queries';
import { requireMember } from '@/lib/web/session';
import { cancelPurchase } from '../../../credits/actions';
import { askDocument } from '../../invoices/actions';
import { pay } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('payments.page'))('title') };
}

type Props = { params: Promise<{ id: string }> };

/** What is being paid: how, how much is due, and what came of it. Where a provider sends the payer back to. */
export default async function PayPage({ params }: Props) {
  const { ctx } = await requireMember();
  if (!can(ctx, 'credits:buy')) notFound();
  const { id } = await params;
  const [t, billing, payment] = await Promise.all([
    getTranslations('payments.page'),
    getTranslations('billing'),
    getPayment(ctx, { paymentId: id }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') notFound();
      throw error;
    }),
  ]);
  const title = t('pay', { what: payment.paidFor.label });
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6">
      <PageCrumbs items={[{ label: title }]} />
      <PageHeader title={title} back={{ href: '/billing', label: billing('title') }} />
      <PayLive
        initial={payment}
        today={ctx.now.toISOString().slice(0, 10)}
        pay={pay}
        cancel={cancelPurchase}
        ask={askDocument}
      />
    </div>
  );
}
