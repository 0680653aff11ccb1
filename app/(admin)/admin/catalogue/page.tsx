import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { z } from 'zod';
import { CatalogueFile } from '@/components/catalog/catalogue-file';
import { CategoryTable, PackTable, ServiceTable, TierTable } from '@/components/catalog/item-tables';
import { PriceRules } from '@/components/catalog/price-rules';
import { LoadingList } from '@/components/frame/loading-view';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import type { Context } from '@/lib/core/context';
import { getCatalogue } from '@/lib/domain/catalog/manage-queries';
import { listPriceHistory } from '@/lib/domain/catalog/price-history';
import type { CatalogueDto, ServicePriceDto } from '@/lib/domain/catalog/schema';
import { requireStaff } from '@/lib/web/session';
import * as actions from './actions';

const TABS = ['packs', 'tiers', 'services', 'support', 'prices', 'file'] as const;
const Search = z.object({ tab: z.enum(TABS).catch('packs') });

export async function generateMetadata() {
  return { title: (await getTranslations('admin.catalogue'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CataloguePage({ searchParams }: Props) {
  const { ctx } = await requireStaff('catalogue:manage');
  const { tab } = Search.parse(await searchParams);
  return (
    <Suspense fallback={<LoadingList rows={6} columns={5} />}>
      <Catalogue ctx={ctx} tab={tab} />
    </Suspense>
  );
}

async function Catalogue({ ctx, tab }: { ctx: Context; tab: (typeof TABS)[number] }) {
  const [t, catalogue, history] = await Promise.all([
    getTranslations('admin.catalogue'),
    getCatalogue(ctx),
    listPriceHistory(ctx),
  ]);
  const counts = {
    ...{ packs: catalogue.pack.length, tiers: catalogue.tier.length, services: catalogue.service.length },
    support: catalogue.supportCategory.length,
  };
  return (
    <>
      <PageHeader title={t('title')} description={t('description', { name: catalogue.settings.catalogue })} />
      <LinkTabs
        label={t('tabs.label')}
        tabs={TABS.map((one) => ({
          href: `/admin/catalogue?tab=${one}`,
          label: t(`tabs.${one}`),
          count: one in counts ? counts[one as keyof typeof counts] : undefined,
          current: one === tab,
        }))}
      />
      <Content tab={tab} catalogue={catalogue} history={history} />
    </>
  );
}

interface ContentProps {
  tab: (typeof TABS)[number];
  catalogue: CatalogueDto;
  history: Record<string, ServicePriceDto[]>;
}

function Content({ tab, catalogue, history }: ContentProps) {
  const { setActive, move } = actions;
  const row = { setActive, move };
  switch (tab) {
    case 'packs':
      return (
        <PackTable items={catalogue.pack} create={actions.createPack} update={actions.updatePack} row={row} />
      );
    case 'tiers':
      return (
        <TierTable items={catalogue.tier} create={actions.createTier} update={actions.updateTier} row={row} />
      );
    case 'services':
      return (
        <ServiceTable
          items={catalogue.service}
          history={history}
          create={actions.createService}
          update={actions.updateService}
          row={row}
        />
      );
    case 'support':
      return (
        <CategoryTable
          items={catalogue.supportCategory}
          create={actions.createCategory}
          update={actions.updateCategory}
          row={row}
        />
      );
    case 'prices':
      return <PriceRules rules={catalogue.priceRules} packs={catalogue.pack} save={actions.saveRule} />;
    case 'file':
      return <CatalogueFile preview={actions.previewFile} apply={actions.applyFile} />;
  }
}
