import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { DisputeTable } from '@/components/disputes/dispute-table';
import { PaymentTabs } from '@/components/payments/payment-tabs';
import { StateFilter } from '@/components/payments/state-filter';
import { PageHeader } from '@/components/ui/page-header';
import { Id } from '@/lib/core/ids';
import { listDisputes } from '@/lib/domain/disputes/queries';
import { disputeStatuses } from '@/lib/domain/disputes/schema';
import { requireStaff } from '@/lib/web/session';

const PATH = '/finance/payments/disputes';

const Search = z.object({
  status: z.enum(disputeStatuses).optional().catch(undefined),
  before: Id('dispute').optional().catch(undefined),
});

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('review.dispute'))('list') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DisputesPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('payments:manage');
  const { status, before } = Search.parse(await searchParams);
  const [t, { disputes, next }] = await Promise.all([
    getTranslations('review.dispute'),
    listDisputes(ctx, { status, before }),
  ]);
  const here = status ? `${PATH}?status=${status}` : PATH;
  return (
    <>
      <PageHeader title={t('list')} description={t('listText')} />
      <PaymentTabs current="disputes" />
      <StateFilter
        label={t('stateLabel')}
        path={PATH}
        current={status}
        states={disputeStatuses.map((state) => ({ state, label: t(`state.${state}`) }))}
      />
      <DisputeTable
        disputes={disputes}
        isFiltered={status !== undefined}
        firstHref={before && here}
        nextHref={next ? `${here}${status ? '&' : '?'}before=${next}` : undefined}
      />
    </>
  );
}
