import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { CloseDispute } from '@/components/disputes/close-dispute';
import { DisputeBanner } from '@/components/disputes/dispute-banner';
import { DisputeChip } from '@/components/disputes/dispute-chip';
import { DisputeFacts } from '@/components/disputes/dispute-facts';
import { DisputeTimeline } from '@/components/disputes/dispute-timeline';
import { EvidenceCard } from '@/components/disputes/evidence-card';
import { PageCrumbs } from '@/components/frame/shell-context';
import { PageHeader } from '@/components/ui/page-header';
import { AppError } from '@/lib/core/errors';
import { getDisputeForFinance } from '@/lib/domain/disputes/queries';
import { requireStaff } from '@/lib/web/session';
import { add, close, remove, submit } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('review.dispute'))('list') };
}

type Props = { params: Promise<{ id: string }> };

export default async function DisputePage({ params }: Props) {
  const { ctx } = await requireStaff('payments:manage');
  const { id } = await params;
  const [t, payments, dispute] = await Promise.all([
    getTranslations('review.dispute'),
    getTranslations('review.payments'),
    getDisputeForFinance(ctx, { disputeId: id }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') notFound();
      throw error;
    }),
  ]);
  const isOpen = dispute.closedAt === null;
  const title = t('title', { customer: dispute.organisation });
  return (
    <>
      <PageCrumbs
        items={[
          { label: payments('title'), href: '/finance/payments' },
          { label: t('list'), href: '/finance/payments/disputes' },
          { label: title },
        ]}
      />
      <PageHeader
        title={title}
        description={t('description')}
        status={<DisputeChip state={dispute.status} />}
        back={{ href: `/finance/payments/${dispute.paymentId}`, label: t('payment') }}
        // Where no provider tells the outcome, somebody does.
        actions={isOpen && dispute.provider !== 'stripe' && <CloseDispute disputeId={id} close={close} />}
      />
      <DisputeBanner dispute={dispute} />
      <div className="grid items-start gap-6 xl:grid-cols-[1fr_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <EvidenceCard
            disputeId={id}
            evidence={dispute.evidence}
            isOpen={isOpen && dispute.submittedAt === null}
            actions={{ add, remove, submit }}
          />
          <DisputeTimeline dispute={dispute} />
        </div>
        <DisputeFacts dispute={dispute} />
      </div>
    </>
  );
}
