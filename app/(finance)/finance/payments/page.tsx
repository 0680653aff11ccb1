import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { z } from 'zod';
import { LoadingList } from '@/components/frame/loading-view';
import { PaymentFilters } from '@/components/payments/payment-filters';
import { PaymentTabs } from '@/components/payments/payment-tabs';
import { PaymentTable } from '@/components/payments/payment-table';
import { PageHeader } from '@/components/ui/page-header';
import type { Context } from '@/lib/core/context';
import { Id } from '@/lib/core/ids';
import { line } from '@/lib/core/text';
import { listPaymentsForFinance } from '@/lib/domain/payments/payment-queries';
import { paymentStatuses } from '@/lib/domain/payments/schema';
import { requireStaff } from '@/lib/web/session';

const PATH = '/finance/payments';

// What cannot be read falls back: an address that somebody cut short still shows the list.
const Search = z.object({
  text: line(120).optional().catch(undefined),
  provider: line(40).optional().catch(undefined),
  status: z.enum(paymentStatuses).optional().catch(undefined),
  differs: z.literal('yes').optional().catch(undefined),
  before: Id('payment').optional().catch(undefined),
});

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('review.payments'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PaymentsPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('payments:manage');
  const t = await getTranslations('review.payments');
  const { before, ...filters } = Search.parse(await searchParams);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <PaymentTabs current="attempts" />
      <PaymentFilters filters={filters} />
      <Suspense fallback={<LoadingList rows={8} columns={7} />}>
        <Payments ctx={ctx} filters={filters} before={before} />
      </Suspense>
    </>
  );
}

type ListProps = { ctx: Context; filters: Omit<z.output<typeof Search>, 'before'>; before?: string };

async function Payments({ ctx, filters, before }: ListProps) {
  const { differs, ...rest } = filters;
  const { payments, next } = await listPaymentsForFinance(ctx, {
    ...rest,
    differs: differs === 'yes',
    before,
  });
  const given = Object.entries(filters).flatMap(([key, value]) => (value ? [[key, value]] : []));
  const query = (more: string[][]) => `${PATH}?${new URLSearchParams([...given, ...more]).toString()}`;
  return (
    <PaymentTable
      payments={payments}
      isFiltered={given.length > 0}
      firstHref={before && query([])}
      nextHref={next ? query([['before', next]]) : undefined}
    />
  );
}
