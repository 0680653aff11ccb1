import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { PurchaseLive } from '@/components/credits/purchase-live';
import { PageHeader } from '@/components/ui/page-header';
import { AppError } from '@/lib/core/errors';
import { can } from '@/lib/core/context';
import { getPurchase } from '@/lib/domain/payments/queries';
import { requireMember } from '@/lib/web/session';
import { cancelPurchase } from '../../actions';

export async function generateMetadata() {
  return { title: (await getTranslations('credits'))('purchase.title') };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ back?: string }> };

/** Where the provider's page sends the buyer. The redirect proves nothing: the page shows what the webhook settled. */
export default async function PurchasePage({ params, searchParams }: Props) {
  const { ctx } = await requireMember();
  const t = await getTranslations('credits');
  const purchase = await getPurchase(ctx, { purchaseId: (await params).id }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-6">
      <PageHeader title={t('purchase.title')} back={{ href: '/credits', label: t('title') }} />
      <PurchaseLive
        initial={purchase}
        cameBack={(await searchParams).back === '1'}
        mayBuy={can(ctx, 'credits:buy')}
        cancel={cancelPurchase}
      />
    </div>
  );
}
