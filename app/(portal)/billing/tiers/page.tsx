import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { PageCrumbs } from '@/components/frame/shell-context';
import { type OwnTier, TierComparison } from '@/components/tiers/tier-comparison';
import { Banner } from '@/components/ui/banner';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton, TextLink } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/core/context';
import { getBuyerQuestion } from '@/lib/domain/billing/queries';
import { countriesIn } from '@/lib/domain/billing/schema.countries';
import { tierOffers } from '@/lib/domain/catalog/tier-offers';
import { canTryTiers } from '@/lib/domain/subscriptions/can-try-tiers';
import { getSubscription } from '@/lib/domain/subscriptions/queries';
import type { SubscriptionDto } from '@/lib/domain/subscriptions/schema';
import { requireMember } from '@/lib/web/session';
import { cancel, change, preview } from '../actions';
import { saveDetails } from '../details/actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tiers'))('title') };
}

/** While these last nothing else can be chosen: the page says why and what to do. */
const BLOCKING = ['incomplete', 'past_due', 'unpaid', 'paused'] as const;

export default async function TiersPage() {
  const { ctx, organisation } = await requireMember();
  if (!can(ctx, 'billing:read')) notFound();
  const mayManage = can(ctx, 'billing:manage');
  const [t, billing, tiers, subscription, profile, locale, givesTrial] = await Promise.all([
    getTranslations('tiers'),
    getTranslations('billing'),
    tierOffers(ctx),
    getSubscription(ctx),
    mayManage ? getBuyerQuestion(ctx) : null,
    getLocale(),
    canTryTiers(ctx),
  ]);
  const blocking = BLOCKING.find((status) => status === subscription?.status);
  return (
    <>
      <PageCrumbs items={[{ label: t('title') }]} />
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/billing', label: billing('title') }}
      />
      {blocking && (
        <Banner tone="warning" action={<TextLink href="/billing">{t('toBilling')}</TextLink>}>
          {t(`blocked.${blocking}`)}
        </Banner>
      )}
      {tiers.length > 0 && tiers.every(({ isFree }) => isFree) && (
        <Banner
          tone="info"
          action={mayManage && <TextLink href="/billing/details">{t('toDetails')}</TextLink>}
        >
          {t('noPrices', { currency: organisation.currency })}
        </Banner>
      )}
      {tiers.length === 0 ? (
        <Card>
          <EmptyState
            picture="cards"
            title={t('empty')}
            action={<LinkButton href="/credits">{t('toPacks')}</LinkButton>}
          />
        </Card>
      ) : (
        <TierComparison
          tiers={tiers}
          own={subscription && ownTier(subscription)}
          mayManage={mayManage}
          givesTrial={givesTrial}
          question={profile && { profile, countries: countriesIn(locale), save: saveDetails }}
          isBlocked={blocking !== undefined}
          actions={{ preview, change, cancel }}
        />
      )}
    </>
  );
}

const MONTHS = 12n;

function ownTier(subscription: SubscriptionDto): OwnTier {
  const { tierCode, tierName, interval, isFree, priceMinor, periodEnd, pending } = subscription;
  const price = BigInt(priceMinor);
  return {
    ...{ tierCode, tierName, interval, isFree, periodEnd },
    monthlyMinor: (interval === 'year' ? price / MONTHS : price).toString(),
    pendingTierCode: pending?.tierCode ?? null,
    endsWithPeriod: subscription.cancelAtPeriodEnd,
  };
}
