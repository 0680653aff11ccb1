import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { BillingLinks } from '@/components/billing/billing-links';
import { NoTierCard } from '@/components/billing/no-tier-card';
import { PaymentMethodCard } from '@/components/billing/payment-method-card';
import { SubscriptionActions, UndoButton } from '@/components/billing/subscription-actions';
import { SubscriptionCard } from '@/components/billing/subscription-card';
import { SubscriptionTimeline } from '@/components/billing/subscription-timeline';
import { PurchasesTable } from '@/components/credits/purchases-table';
import { Card, CardHeader } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/core/context';
import { Id } from '@/lib/core/ids';
import { listPurchases } from '@/lib/domain/payments/queries';
import { getSubscription, listSubscriptionEvents } from '@/lib/domain/subscriptions/queries';
import { requireMember } from '@/lib/web/session';
import { openPortal, pause, restart, resume, undo } from './actions';

const Search = z.object({ before: Id('purchase').optional().catch(undefined) });

export async function generateMetadata() {
  return { title: (await getTranslations('billing'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const PAYS_BY = { stripe: 'card', invoice: 'invoice', free: 'nothing' } as const;

export default async function BillingPage({ searchParams }: Props) {
  const { ctx } = await requireMember();
  if (!can(ctx, 'billing:read')) notFound();
  const { before } = Search.parse(await searchParams);
  const [t, page, subscription, events] = await Promise.all([
    getTranslations('billing'),
    listPurchases(ctx, { before }),
    getSubscription(ctx),
    listSubscriptionEvents(ctx),
  ]);
  const mayManage = can(ctx, 'billing:manage');
  const actions = { pause, resume, restart };
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={t('title')} description={t('description')} actions={<BillingLinks />} />
      {subscription ? (
        <SubscriptionCard
          subscription={subscription}
          actions={mayManage && <SubscriptionActions subscription={subscription} actions={actions} />}
          undo={mayManage && <UndoButton subscription={subscription} undo={undo} />}
        />
      ) : (
        <NoTierCard />
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <SubscriptionTimeline events={events} />
        <PaymentMethodCard
          paysBy={PAYS_BY[subscription?.collection ?? 'free']}
          mayManage={mayManage}
          openPortal={openPortal}
        />
      </div>
      <Card as="div">
        <CardHeader
          title={t('purchases')}
          description={t('purchasesText')}
          actions={<LinkButton href="/credits">{t('buy')}</LinkButton>}
        />
        <PurchasesTable {...page} isFirstPage={!before} />
      </Card>
    </div>
  );
}
