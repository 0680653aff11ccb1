import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ReviewQueue } from '@/components/proofs/review-queue';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import { Id } from '@/lib/core/ids';
import { listProofs } from '@/lib/domain/proofs/queries';
import { requireStaff } from '@/lib/web/session';

const STATES = ['submitted', 'asked', 'accepted', 'rejected'] as const;

const Search = z.object({
  status: z.enum(STATES).catch('submitted'),
  after: Id('proof').optional().catch(undefined),
});

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('review.proofs'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ProofsPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('payments:manage');
  const { status, after } = Search.parse(await searchParams);
  const [t, { proofs, next }] = await Promise.all([
    getTranslations('review.proofs'),
    listProofs(ctx, { status, after }),
  ]);
  const here = `/finance/proofs?status=${status}`;
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <LinkTabs
        label={t('tabs.label')}
        tabs={STATES.map((state) => ({
          href: `/finance/proofs?status=${state}`,
          label: t(`tabs.${state}`),
          current: state === status,
        }))}
      />
      <ReviewQueue
        proofs={proofs}
        isQueue={status === 'submitted'}
        firstHref={after && here}
        nextHref={next ? `${here}&after=${next}` : undefined}
      />
    </>
  );
}
