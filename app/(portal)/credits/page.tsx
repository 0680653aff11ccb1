import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { EntriesTable } from '@/components/credits/entries-table';
import { EntryFilter } from '@/components/credits/entry-filter';
import { ForecastCard } from '@/components/credits/forecast-card';
import { HoldsTable } from '@/components/credits/holds-table';
import { LotsTable } from '@/components/credits/lots-table';
import { OwedCard } from '@/components/credits/owed-card';
import { PackGrid } from '@/components/credits/pack-grid';
import { WalletStrip } from '@/components/credits/wallet-strip';
import { TopUpSummary } from '@/components/top-up/top-up-summary';
import { Banner } from '@/components/ui/banner';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton, TextLink } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import { type Context, can } from '@/lib/core/context';
import { line, localPath } from '@/lib/core/text';
import { getForecast } from '@/lib/domain/analytics/get-forecast';
import { listOwed } from '@/lib/domain/analytics/list-owed';
import { listUsageChoices } from '@/lib/domain/analytics/list-usage-choices';
import { listWalletEntries } from '@/lib/domain/analytics/list-wallet-entries';
import { entryKinds } from '@/lib/domain/analytics/schema';
import { getBuyerQuestion } from '@/lib/domain/billing/queries';
import { countriesIn } from '@/lib/domain/billing/schema.countries';
import { listOffers } from '@/lib/domain/payments/list-offers';
import { listWaysToPay } from '@/lib/domain/payments/list-ways-to-pay';
import { getAutoTopUp } from '@/lib/domain/top-up/get-auto-top-up';
import { getWallet, listHolds, listLots } from '@/lib/domain/wallet/queries';
import { requireMember } from '@/lib/web/session';
import { saveDetails } from '../billing/details/actions';
import { applyCoupon, buyPack } from './actions';
import { CreditsExtras } from './extras';

const TABS = ['lots', 'holds', 'entries'] as const;

// What cannot be read falls back: an address that somebody cut short still shows the page.
const Search = z.object({
  tab: z.enum(TABS).catch('lots'),
  before: z.coerce.bigint().positive().max(9_223_372_036_854_775_807n).optional().catch(undefined),
  kind: z.enum(entryKinds).optional().catch(undefined),
  service: line(64).optional().catch(undefined),
  returnTo: localPath.optional().catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('credits'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CreditsPage({ searchParams }: Props) {
  const { ctx, organisation } = await requireMember();
  const search = Search.parse(await searchParams);
  const mayBuy = can(ctx, 'credits:buy');
  const [t, wallet, packs, forecast, owed, topUp, ways, profile, locale] = await Promise.all([
    getTranslations('credits'),
    getWallet(ctx),
    listOffers(ctx),
    getForecast(ctx),
    listOwed(ctx),
    mayBuy ? getAutoTopUp(ctx) : null,
    mayBuy ? listWaysToPay(ctx) : [],
    mayBuy ? getBuyerQuestion(ctx) : null,
    getLocale(),
  ]);
  const { returnTo } = search;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            <LinkButton href="/credits/prices">{t('prices')}</LinkButton>
            <CreditsExtras ctx={ctx} />
          </>
        }
      />
      {returnTo && (
        <Banner tone="info" action={<TextLink href={returnTo}>{t('backToRequest')}</TextLink>}>
          {t('missing', { returnHint: t('returnHint') })}
        </Banner>
      )}
      {owed && <OwedCard owed={owed} />}
      <div className="grid gap-4 lg:grid-cols-2">
        <WalletStrip wallet={wallet} />
        <ForecastCard forecast={forecast} available={wallet.available} />
      </div>
      <section aria-labelledby="packs-title" className="flex flex-col gap-3">
        <h2 id="packs-title" className="text-base font-semibold">
          {t('packs.title')} <span className="text-muted font-normal">{t('packs.description')}</span>
        </h2>
        {packs.length === 0 ? (
          <EmptyState
            picture="cards"
            title={t('packs.empty', { currency: organisation.currency })}
            action={
              can(ctx, 'billing:manage') && (
                <LinkButton href="/billing/details">{t('packs.toDetails')}</LinkButton>
              )
            }
          />
        ) : (
          <PackGrid
            // What was reduced by a coupon before has other prices after the answer.
            key={profile ? 'asks' : 'knows'}
            packs={packs}
            buy={buyPack}
            applyCoupon={applyCoupon}
            ways={ways}
            mayBuy={mayBuy}
            question={profile && { profile, countries: countriesIn(locale), save: saveDetails }}
            returnTo={returnTo}
          />
        )}
      </section>
      {topUp && (topUp.enabled || topUp.offers.length > 0) && <TopUpSummary topUp={topUp} />}
      <section className="flex flex-col gap-3">
        <LinkTabs
          label={t('tabs.label')}
          tabs={TABS.map((tab) => ({
            href: `/credits?tab=${tab}`,
            label: t(`tabs.${tab}`),
            current: tab === search.tab,
          }))}
        />
        <Card padded={false}>
          <TabContent ctx={ctx} search={search} />
        </Card>
      </section>
    </div>
  );
}

type TabProps = { ctx: Context; search: z.output<typeof Search> };

async function TabContent({ ctx, search: { tab, before, kind, service } }: TabProps) {
  if (tab === 'lots') return <LotsTable lots={await listLots(ctx)} />;
  if (tab === 'holds') return <HoldsTable holds={await listHolds(ctx)} />;
  const filter = { kind, service };
  const [page, { services }] = await Promise.all([
    listWalletEntries(ctx, { ...filter, before }),
    listUsageChoices(ctx),
  ]);
  return (
    <>
      <EntryFilter filter={filter} services={services} />
      <EntriesTable {...page} filter={filter} isFirstPage={before === undefined} />
    </>
  );
}
