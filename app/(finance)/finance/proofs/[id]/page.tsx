import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { PageCrumbs } from '@/components/frame/shell-context';
import { PdfPreview } from '@/components/pdf/pdf-preview';
import { ProofChip } from '@/components/proofs/proof-chip';
import { ReviewDecision } from '@/components/proofs/review-decision';
import { ReviewFacts } from '@/components/proofs/review-facts';
import { ReviewOutcome } from '@/components/proofs/review-outcome';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { AppError } from '@/lib/core/errors';
import { getProofForFinance } from '@/lib/domain/proofs/queries';
import { requireStaff } from '@/lib/web/session';
import { accept, ask, reject } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('review.proofs'))('title') };
}

type Props = { params: Promise<{ id: string }> };

/** The document at the left, what it has to fit at the right. */
export default async function ProofPage({ params }: Props) {
  const { ctx } = await requireStaff('payments:manage');
  const { id } = await params;
  const [t, proof] = await Promise.all([
    getTranslations('review.proof'),
    getProofForFinance(ctx, { proofId: id }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') notFound();
      throw error;
    }),
  ]);
  const title = t('title', { customer: proof.organisation.name });
  return (
    <>
      <PageCrumbs items={[{ label: title }]} />
      <PageHeader
        title={title}
        status={<ProofChip state={proof.status} />}
        back={{ href: '/finance/proofs', label: t('back') }}
        actions={<LinkButton href={`/finance/payments/${proof.paymentId}`}>{t('toPayment')}</LinkButton>}
      />
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <PdfPreview
          src={`/api/finance/proofs/${id}`}
          fileName={proof.fileName}
          mediaType={proof.mediaType}
          className="h-[75dvh] xl:sticky xl:top-20"
        />
        <div className="flex min-w-0 flex-col gap-6">
          <ReviewFacts proof={proof} />
          {proof.status === 'submitted' ? (
            <ReviewDecision proof={proof} actions={{ accept, ask, reject }} />
          ) : (
            <ReviewOutcome proof={proof} />
          )}
        </div>
      </div>
    </>
  );
}
