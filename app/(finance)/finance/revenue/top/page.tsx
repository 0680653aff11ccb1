import { getTranslations } from 'next-intl/server';
import { TopTables } from '@/components/revenue/top-tables';
import { RevenueViews } from '@/components/revenue/revenue-views';
import { PageCrumbs } from '@/components/frame/shell-context';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import { parseRange } from '@/lib/domain/revenue/range';
import { readCurrency } from '@/lib/domain/revenue/read-currency';
import { presets, rangeQuery } from '@/lib/domain/revenue/schema';
import { getTopOrganisations } from '@/lib/domain/revenue/top';
import { requireStaff } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('finance.top'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TopPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('revenue:read');
  const search = await searchParams;
  const { range } = parseRange(search, ctx.now);
  const currency = await readCurrency(ctx, search.currency);
  const [t, top] = await Promise.all([getTranslations('finance'), getTopOrganisations(ctx, range, currency)]);
  return (
    <>
      <PageCrumbs items={[{ label: t('views.top') }]} />
      <PageHeader title={t('top.title')} description={t('top.description')} />
      <RevenueViews current="top" query={rangeQuery(range, currency)} />
      <LinkTabs
        label={t('range.label')}
        tabs={presets.map((preset) => ({
          href: `/finance/revenue/top?${rangeQuery({ ...range, preset }, currency)}`,
          label: t(`range.preset.${preset}`),
          current: preset === range.preset,
        }))}
      />
      <TopTables top={top} currency={currency} />
    </>
  );
}
