import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { PaymentTabs } from '@/components/payments/payment-tabs';
import { RefundTable } from '@/components/refunds/refund-table';
import { StateFilter } from '@/components/payments/state-filter';
import { PageHeader } from '@/components/ui/page-header';
import { Id } from '@/lib/core/ids';
import { listRefunds } from '@/lib/domain/refunds/queries';
import { refundStatuses } from '@/lib/domain/refunds/schema';
import { requireStaff } from '@/lib/web/session';
import { retry } from './actions';

const PATH = '/finance/payments/refunds';

const Search = z.object({
  status: z.enum(refundStatuses).optional().catch(undefined),
  before: Id('refund').optional().catch(undefined),
});

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('review.refund'))('list') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RefundsPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('payments:manage');
  const { status, before } = Search.parse(await searchParams);
  const [t, { refunds, next }] = await Promise.all([
    getTranslations('review.refund'),
    listRefunds(ctx, { status, before }),
  ]);
  const here = status ? `${PATH}?status=${status}` : PATH;
  return (
    <>
      <PageHeader title={t('list')} description={t('description')} />
      <PaymentTabs current="refunds" />
      <StateFilter
        label={t('stateLabel')}
        path={PATH}
        current={status}
        states={refundStatuses.map((state) => ({ state, label: t(`state.${state}`) }))}
      />
      <RefundTable
        refunds={refunds}
        isFiltered={status !== undefined}
        retry={retry}
        firstHref={before && here}
        nextHref={next ? `${here}${status ? '&' : '?'}before=${next}` : undefined}
      />
    </>
  );
}
