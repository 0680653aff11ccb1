import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { z } from 'zod';
import { CustomerTable } from '@/components/admin/customer-table';
import { SearchForm } from '@/components/admin/search-form';
import { LoadingList } from '@/components/frame/loading-view';
import { PageHeader } from '@/components/ui/page-header';
import type { Context } from '@/lib/core/context';
import { Id } from '@/lib/core/ids';
import { listCustomers } from '@/lib/domain/customers/list-customers';
import { requireStaff } from '@/lib/web/session';

const Search = z.object({
  q: z.string().max(200).catch(''),
  after: Id('organisation').optional().catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('admin.customers'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CustomersPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('customers:read');
  const search = Search.parse(await searchParams);
  return (
    <Suspense key={JSON.stringify(search)} fallback={<LoadingList rows={12} columns={7} />}>
      <Customers ctx={ctx} {...search} />
    </Suspense>
  );
}

async function Customers({ ctx, q, after }: { ctx: Context } & z.output<typeof Search>) {
  const [t, { customers, next }] = await Promise.all([
    getTranslations('admin.customers'),
    listCustomers(ctx, { q, after }),
  ]);
  const page = (over: Record<string, string>) =>
    `/admin/customers?${new URLSearchParams({ ...(q ? { q } : {}), ...over }).toString()}`;
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <SearchForm action="/admin/customers" label={t('search')} q={q} />
      <CustomerTable
        customers={customers}
        isFiltered={q !== ''}
        firstHref={after ? page({}) : undefined}
        nextHref={next ? page({ after: next }) : undefined}
      />
    </>
  );
}
