import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { ApprovalCard } from '@/components/approvals/approval-card';
import { PublicFrame } from '@/components/frame/public-frame';
import { AppError } from '@/lib/core/errors';
import { decisions } from '@/lib/domain/approvals/schema';
import { viewApproval } from '@/lib/domain/approvals/view-approval';
import { getBrandName } from '@/lib/domain/notifications/brand-name';
import { requestFacts } from '@/lib/web/request';
import { viewFacts } from '@/lib/web/view-facts';
import { decide } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('approvals'))('title') };
}

/** What the link shows; null for one that we never gave out. Looking is written down and decides nothing. */
async function look(token: string) {
  const ctx = { actor: { kind: 'anonymous' as const }, now: new Date(), ...(await requestFacts()) };
  try {
    return await viewApproval(ctx, { token, facts: viewFacts(await headers()) });
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

/** An owner without an account reads what is asked, and decides by a button that posts. */
export default async function ApprovePage({ params, searchParams }: PageProps<'/approve/[token]'>) {
  const { token } = await params;
  const [approval, { choice }] = [await look(token), await searchParams];
  if (!approval) notFound();
  return (
    <PublicFrame brand={await getBrandName()} words={['approvals']}>
      <ApprovalCard
        token={token}
        approval={approval}
        choice={decisions.find((one) => one === choice)}
        decide={decide}
      />
    </PublicFrame>
  );
}
