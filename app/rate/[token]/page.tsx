import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { PublicFrame } from '@/components/frame/public-frame';
import { RateCard } from '@/components/ratings/rate-card';
import { AppError } from '@/lib/core/errors';
import { getBrandName } from '@/lib/domain/notifications/brand-name';
import { getRatingByLink } from '@/lib/domain/ratings/rating-link';
import { RateByLinkInput } from '@/lib/domain/ratings/schema';
import { requestFacts } from '@/lib/web/request';
import { rate } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rating'))('title') };
}

/** What the link is about; null for one that is not ours. Looking changes nothing. */
async function look(token: string) {
  const ctx = { actor: { kind: 'anonymous' as const }, now: new Date(), ...(await requestFacts()) };
  try {
    return await getRatingByLink(ctx, { token });
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

/** A rating from a mail: whoever opens the link looks at it, whoever presses the button rates. */
export default async function RatePage({ params, searchParams }: PageProps<'/rate/[token]'>) {
  const { token } = await params;
  const [rating, { score }] = [await look(token), await searchParams];
  if (!rating) notFound();
  return (
    <PublicFrame brand={await getBrandName()} words={['rating']}>
      <RateCard
        token={token}
        rating={rating}
        pressed={RateByLinkInput.shape.score.safeParse(score).data}
        rate={rate}
      />
    </PublicFrame>
  );
}
