import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { RowsTable } from '@/components/finance/rows-table';
import { PageCrumbs } from '@/components/frame/shell-context';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import { listRows } from '@/lib/domain/revenue/list-rows';
import { readCurrency } from '@/lib/domain/revenue/read-currency';
import { parseRange } from '@/lib/domain/revenue/range';
import { rangeQuery, rowSets } from '@/lib/domain/revenue/schema';
import { requireStaff } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('finance'))('title') };
}

type Props = {
  params: Promise<{ set: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function RevenueRowsPage({ params, searchParams }: Props) {
  const { ctx } = await requireStaff('revenue:read');
  const asked = (await params).set;
  const set = rowSets.find((one) => one === asked);
  if (!set) notFound();
  const search = await searchParams;
  const { range } = parseRange(search, ctx.now);
  const currency = await readCurrency(ctx, search.currency);
  const after = typeof search.after === 'string' ? search.after : undefined;
  const [t, rows] = await Promise.all([
    getTranslations('finance'),
    listRows(ctx, set, range, currency, { after }),
  ]);
  const query = rangeQuery(range, currency);
  const path = `/finance/revenue/rows/${set}`;
  return (
    <>
      <PageCrumbs items={[{ label: t(`rows.${set}.tab`) }]} />
      <PageHeader
        title={t(`rows.${set}.title`)}
        description={t(`rows.${set}.description`)}
        back={{ href: `/finance/revenue?${query}`, label: t('title') }}
        actions={
          <LinkButton href={`${path}/export.csv?${query}`} prefetch={false} download>
            {t('export')}
          </LinkButton>
        }
      />
      <LinkTabs
        label={t('rows.label')}
        tabs={rowSets.map((one) => ({
          href: `/finance/revenue/rows/${one}?${query}`,
          label: t(`rows.${one}.tab`),
          current: one === set,
        }))}
      />
      <RowsTable
        set={set}
        data={rows}
        currency={currency}
        range={range}
        firstHref={after ? `${path}?${query}` : undefined}
        nextHref={rows.next ? `${path}?${query}&after=${rows.next}` : undefined}
      />
    </>
  );
}
