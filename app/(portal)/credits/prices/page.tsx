import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { PriceCalculator } from '@/components/catalog/price-calculator';
import { PriceList } from '@/components/catalog/price-list';
import { PageCrumbs } from '@/components/frame/shell-context';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { groupBy } from '@/lib/core/group-by';
import { listPrices } from '@/lib/domain/catalog/price-history';
import { requireMember } from '@/lib/web/session';
import { priceOf } from './actions';

const Search = z.object({ q: z.string().trim().max(80).catch('') });
/** A list that fits the screen needs no search. */
const LONG = 12;

export async function generateMetadata() {
  return { title: (await getTranslations('prices'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PricesPage({ searchParams }: Props) {
  const { ctx } = await requireMember();
  const { q } = Search.parse(await searchParams);
  const [t, services] = await Promise.all([getTranslations('prices'), listPrices(ctx)]);
  const shown = q ? await listPrices(ctx, q) : services;
  const groups = [...groupBy(shown, ({ group }) => group)];
  return (
    <>
      <PageCrumbs items={[{ label: t('title') }]} />
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/credits', label: t('back') }}
      />
      {services.length === 0 ? (
        <Card>
          <EmptyState
            picture="table"
            title={t('empty')}
            action={<LinkButton href="/credits">{t('back')}</LinkButton>}
          />
        </Card>
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <PriceList groups={groups} q={q} isLong={services.length > LONG} />
          <PriceCalculator services={services} ask={priceOf} />
        </div>
      )}
    </>
  );
}
