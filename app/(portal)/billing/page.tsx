import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { BillingLinks } from '@/components/billing/billing-links';
import { NoTierCard } from '@/components/billing/no-tier-card';
import { OnAccountCard } from '@/components/billing/on-account-card';
import { PaymentMethodCard } from '@/components/billing/payment-method-card';
import { Settling } from '@/components/billing/settling';
import { SubscriptionActions, UndoButton } from '@/components/billing/subscription-actions';
import { SubscriptionCard } from '@/components/billing/subscription-card';
import { SubscriptionTimeline } from '@/components/billing/subscription-timeline';
import { PurchasesTable } from '@/components/credits/purchases-table';
import { Card, CardHeader } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/core/context';
import { Id } from '@/lib/core/ids';
import { tierOffers } from '@/lib/domain/catalog/tier-offers';
import { getOnAccount } from '@/lib/domain/payments/get-on-account';
import { listPurchases } from '@/lib/domain/payments/queries';
import { getSubscription, listSubscriptionEvents } from '@/lib/domain/subscriptions/queries';
import { requireMember } from '@/lib/web/session';
import { cancel, openPortal, pause, restart, resume, undo } from './actions';

const Search = z.object({
  before: Id('purchase').optional().catch(undefined),
  /** The subscription that somebody has just paid for at its provider. */
  started: Id('subscription').optional().catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('billing'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const PAYS_BY = { stripe: 'card', invoice: 'invoice', free: 'nothing' } as const;

export default async function BillingPage({ searchParams }: Props) {
  const { ctx } = await requireMember();
  if (!can(ctx, 'billing:read')) notFound();
  const { before, started } = Search.parse(await searchParams);
  const [t, page, subscription, events, account, tiers] = await Promise.all([
    getTranslations('billing'),
    listPurchases(ctx, { before }),
    getSubscription(ctx),
    listSubscriptionEvents(ctx),
    getOnAccount(ctx),
    tierOffers(ctx),
  ]);
  const isSettling =
    started && (!subscription || subscription.isFree || subscription.status === 'incomplete');
  const mayManage = can(ctx, 'billing:manage');
  const actions = { pause, resume, restart, cancel };
  const nextTierName = tiers.find(({ isFree }) => isFree)?.name ?? null;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={t('title')} description={t('description')} actions={<BillingLinks />} />
      {isSettling && <Settling />}
      {subscription ? (
        <SubscriptionCard
          subscription={subscription}
          actions={mayManage && <SubscriptionActions {...{ subscription, actions, nextTierName }} />}
          undo={mayManage && <UndoButton subscription={subscription} undo={undo} />}
        />
      ) : (
        <NoTierCard />
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <SubscriptionTimeline events={events} />
        <div className="flex min-w-0 flex-col gap-6">
          <PaymentMethodCard
            paysBy={PAYS_BY[subscription?.collection ?? 'free']}
            mayManage={mayManage}
            openPortal={openPortal}
          />
          {account && <OnAccountCard account={account} />}
        </div>
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
